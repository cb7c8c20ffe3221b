"""Moments that somebody judged or was given, and that a later analysis no longer finds."""

import pytest
from fastapi.testclient import TestClient

from api.store.tables import MomentRow
from api.work.analyst import Road
from tests.api.page_service import HTML, page_report
from tests.api.quick_service import Serve, vtt
from tests.api.teams import PASSWORD, add_team, service


@pytest.fixture
def admin(serve: Serve) -> TestClient:
    """Somebody who has signed in as a team's admin."""
    client = serve(road=Road(lambda _settings: "acts 1", page_report))
    add_team(client, "one")
    form = {"email": "admin@one.example", "password": PASSWORD}
    assert client.post("/sign-in", data=form).status_code == 303
    return client


def csrf(client: TestClient) -> dict[str, str]:
    return {"X-CSRF-Token": client.get("/v1/session").json()["csrf"]}


@pytest.fixture
def aside(admin: TestClient) -> str:
    """A moment that was given and dismissed before it went."""
    files = {"file": ("a.vtt", vtt())}
    assert admin.post("/v1/calls", files=files, headers=csrf(admin)).status_code == 201
    moment = admin.get("/v1/moments").json()["items"][0]["id"]
    user = admin.get("/v1/users").json()["items"][0]["id"]
    place = f"/v1/moments/{moment}"
    admin.put(f"{place}/assignment", json={"user": user}, headers=csrf(admin))
    said = {"verdict": "dismissed"}
    assert admin.post(f"{place}/verdicts", json=said, headers=csrf(admin)).status_code == 201
    with service(admin).db.writing() as session:
        session.query(MomentRow).filter_by(id=moment).one().current = False
    return str(moment)


def test_what_was_said_is_still_told(admin: TestClient, aside: str) -> None:
    (said,) = admin.get(f"/v1/moments/{aside}/verdicts").json()["items"]
    assert said["verdict"] == "dismissed"
    page = admin.get(f"/review?at={aside}&done={aside}", headers=HTML)
    assert page.status_code == 200
    assert "A later analysis no longer finds it" in page.text
    assert 'name="verdict"' not in page.text


def test_it_is_taken_back_and_not_given(admin: TestClient, aside: str) -> None:
    place, token = f"/v1/moments/{aside}/assignment", csrf(admin)
    user = admin.get(f"/v1/moments/{aside}").json()["assignee"]
    assert user
    assert admin.put(place, json={"user": user}, headers=token).status_code == 404
    assert admin.put(place, json={"user": None}, headers=token).status_code == 200
    assert admin.get(f"/v1/moments/{aside}").json()["assignee"] is None


def test_nobody_is_shown_it_as_a_disagreement(admin: TestClient, aside: str) -> None:
    assert aside not in (page := admin.get("/agreement?between=engine", headers=HTML).text)
    assert "1 moment, the last judged first" not in " ".join(page.split())
