"""A team's own profile that a later release can no longer use: the team is told, others work on."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.store import profiles
from api.work.jobs import drain
from tests.api.page_service import HTML
from tests.api.quick_service import Serve, on_each_database, vtt
from tests.api.teams import PASSWORD, Team, add_team, service
from tests.api.test_profiles import ROAD

TRACKER = {"name": "candour", "about": "x", "side": "rep", "good": "many", "phrases": ["a b"]}
TABLES: dict[str, Any] = {"extends": "default", "name": "old", "tracker": [TRACKER]}
"""Of a time when no signal had the tracker's name."""


@pytest.fixture
def client(serve: Serve) -> TestClient:
    return serve(road=ROAD)


def keep_unusable(client: TestClient, team: Team) -> None:
    with service(client).db.writing() as session:
        profiles.set_tables(session, team.id, TABLES, "local")


def batch(client: TestClient, team: Team) -> str:
    files = {"file": ("a.vtt", vtt())}
    return str(client.post("/v1/batches", files=files, headers=team.key()).json()["id"])


@on_each_database
def test_other_teams_work_goes_on(client: TestClient) -> None:
    team, other = add_team(client, "one"), add_team(client, "two")
    kept = client.post("/v1/calls", files={"file": ("a.vtt", vtt("May"))}, headers=team.key())
    keep_unusable(client, team)
    jobs = [(batch(client, team), team), (batch(client, other), other)]
    drain(service(client).analyst, lambda: False)
    first, second = (client.get(f"/v1/jobs/{job}", headers=one.key()).json() for job, one in jobs)
    assert (first["failed"], first["waiting"]) == (1, 0)
    assert (second["done"], second["waiting"]) == (1, 0)
    (item,) = client.get(f"/v1/jobs/{jobs[0][0]}/items", headers=team.key()).json()["items"]
    assert item["error_type"] == "/docs#bad-profile"
    assert "a name that is taken" in item["error_detail"]
    page = client.get(f"/calls/{kept.headers['Call-Id']}", headers={**team.key(), **HTML})
    assert page.status_code == 200


def test_who_hands_a_call_in_is_told(client: TestClient) -> None:
    team = add_team(client, "one")
    keep_unusable(client, team)
    answer = client.post("/v1/calls", files={"file": ("a.vtt", vtt())}, headers=team.key())
    assert (answer.status_code, answer.json()["title"]) == (422, "The profile cannot be used")
    assert client.get("/v1/calls", headers=team.key()).json()["items"] == []


def test_admins_see_what_is_wrong_and_go_back(client: TestClient) -> None:
    team = add_team(client, "one")
    keep_unusable(client, team)
    form = {"email": "admin@one.example", "password": PASSWORD}
    assert client.post("/sign-in", data=form).status_code == 303
    page = client.get("/settings/profile", headers=HTML)
    assert page.status_code == 422
    assert "a name that is taken" in page.text
    token = page.text.split('name="csrf" value="')[1].split('"')[0]
    assert client.post("/settings/profile/drop", data={"csrf": token}).status_code == 303
    assert client.get("/settings/profile", headers=HTML).status_code == 200
