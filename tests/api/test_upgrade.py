"""Calls that were kept before profiles were named, once the service is a newer one."""

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.engine import Connection

from analyser.conversation import Conversation, Turn
from analyser.profile_file import load_profile
from analyser.testing import marked_call
from api.store.migrate import migrate
from api.store.packing import pack, pack_conversation
from api.store.profiles import outdated
from api.store.unnamed import Examined, keep_examined
from api.store.view import DEFAULT_TEAM, View
from api.work.housekeeping import examine
from api.work.jobs import work_off_next
from tests.api.page_service import HTML, WHOLE
from tests.api.quick_service import Serve, on_each_database
from tests.api.teams import service
from tests.api.test_migrations import add, emptied
from tests.reports import TALK, reported

pytestmark = on_each_database
SPOKEN = Conversation("x", (Turn("Raj", "Too dear."), Turn("Ann", "I could do 80.")))
OTHER = "Scored another way"


def old_report(**changes: Any) -> dict[str, Any]:
    report = reported(marked_call(*TALK, date="2026-03-04"))
    del report["profile"]
    return report | {"meta": {"title": "Tills for the shop"}} | changes


REPORTS = {
    "alike": old_report(),
    "otherwise": old_report(trust_score=99.0),
    "older": old_report(model="acts 0"),
    "silent": {
        **old_report(),
        "profile": {"name": "default", "hash": load_profile("default").hash},
    },
}
"""As 0006 kept them: none has its profile in a column."""


@pytest.fixture
def client(database: str, serve: Serve) -> TestClient:
    """A service on a store of the revision before profiles were named."""
    engine = emptied(database)
    with engine.begin() as connection:
        migrate(connection, "0006")
        for number, (name, report) in enumerate(REPORTS.items(), 1):
            keep(connection, number, name, report)
    engine.dispose()
    client = serve(road=WHOLE)
    while examine(service(client).db, load_profile("default")):
        pass
    return client


def keep(connection: Connection, number: int, name: str, report: dict[str, Any]) -> None:
    if number == 1:
        team = {"id": DEFAULT_TEAM, "name": "default", "created_at": "T"}
        if not connection.exec_driver_sql("SELECT 1 FROM teams").first():
            add(connection, "teams", team)
    call = {"number": number, "id": name, "key": name, "team_id": DEFAULT_TEAM}
    told = {"model": report["model"], "trust_score": report["trust_score"], "high_moments": 1}
    came = {"state": "analysed", "created_at": "T", "content_hash": "h", "created_by": "local"}
    add(connection, "calls", {**call, **told, **came, "source": f"{name}.vtt", "attempts": 1})
    packed = {"reps": '["Ann"]', "conversation": pack_conversation(SPOKEN)}
    add(connection, "transcripts", {"call_number": number, **packed})
    kept = {"revision": 1, "etag": name, "report": pack(json.dumps(report))}
    add(connection, "reports", {"call_number": number, **kept})


def test_a_call_that_would_be_scored_the_same_is_not_outdated(client: TestClient) -> None:
    for name in ("alike", "silent"):
        page = client.get(f"/calls/{name}", headers=HTML)
        assert page.status_code == 200
        assert OTHER not in page.text


def test_a_call_says_what_scored_it_otherwise(client: TestClient) -> None:
    page = client.get("/calls/otherwise", headers=HTML).text
    assert OTHER in page
    assert "before reports named their profile" in page
    page = client.get("/calls/older", headers=HTML).text
    assert "acts 0 read this call; calls are read by acts 1 now" in page
    assert "before reports named their profile" not in page


def test_the_settings_count_those_alone_that_differ(client: TestClient) -> None:
    page = client.get("/settings/profile", headers=HTML).text
    assert "2 calls were scored another way" in page
    assert "An earlier model read 1 of them, another profile scored 1 of them" in page
    assert client.get("/v1/profile").json()["outdated"] == 2


def test_one_click_makes_all_of_them_anew(client: TestClient) -> None:
    assert client.post("/settings/profile/anew").status_code == 303
    while work_off_next(service(client).analyst):
        pass
    assert client.get("/v1/profile").json()["outdated"] == 0
    assert OTHER not in client.get("/calls/older", headers=HTML).text


def test_calls_get_their_titles(client: TestClient) -> None:
    found = client.get("/v1/calls").json()["items"]
    assert {one["title"] for one in found} == {"Tills for the shop"}


def test_a_newer_report_is_left_as_it_is(client: TestClient) -> None:

    db = service(client).db
    with db.writing() as session:
        keep_examined(session, [Examined(1, "other", None)])
    with db.reading() as session:
        now = service(client).standing(session, DEFAULT_TEAM)
        assert outdated(session, View(DEFAULT_TEAM), now, "alike").calls == 0
