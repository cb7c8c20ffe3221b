"""Reps and accounts over many calls."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from analyser.history.spread import spread
from api.access import Role
from api.work.analyst import Road
from tests.api.quick_service import Serve, on_each_database, own_json, quick_report
from tests.api.teams import add_team

SCORES = [50.0, 55.5, 61.0, 70.0, None]


@pytest.fixture
def months(serve: Serve) -> TestClient:
    """A rep's calls with an account, whose scores rise from month to month, and another rep's."""

    def report(call: Any, settings: Any) -> dict[str, Any]:
        found = quick_report(call, settings)
        return found | {"trust_score": call.meta["score"]}

    client = serve(road=Road(lambda _settings: "acts 0.0.0", report))
    for number, score in enumerate(SCORES, start=1):
        meta = {"rep": "Ann Lee", "account": "A/B Ltd", "date": f"2026-0{number}-04"}
        hand_in(client, f"Call {number}.", score=score, **meta)
    hand_in(client, "Another.", score=40.0, rep="Zoë Ng", account="Acme")
    return client


def hand_in(client: TestClient, text: str, **meta: Any) -> None:
    made = client.post("/v1/calls", json=own_json(text, meta=meta))
    assert made.status_code == 201, made.text


@on_each_database
def test_lists_stand_by_name_with_how_scores_lie(months: TestClient) -> None:
    ann, zoe = months.get("/v1/reps").json()["items"]
    assert (ann["name"], ann["calls"], ann["high_moments"]) == ("Ann Lee", 5, 5)
    assert (ann["first_day"], ann["last_day"]) == ("2026-01-04", "2026-05-04")
    assert ann["trust"] == spread(SCORES).to_dict()
    assert zoe["trust"]["absent_because"].startswith("not enough calls")
    names = [one["name"] for one in months.get("/v1/accounts").json()["items"]]
    assert names == ["A/B Ltd", "Acme"]


@on_each_database
def test_pages_lead_through_names(months: TestClient) -> None:
    first = months.get("/v1/reps?limit=1").json()
    second = months.get("/v1/reps", params={"limit": 1, "cursor": first["next_cursor"]}).json()
    assert [page["items"][0]["name"] for page in (first, second)] == ["Ann Lee", "Zoë Ng"]
    assert second["next_cursor"] is None


@on_each_database
def test_a_rep_over_time(months: TestClient) -> None:
    found = months.get("/v1/reps/ann%20LEE").json()
    assert [point["trust_score"] for point in found["points"]] == SCORES
    assert found["looked_at"] == 5
    assert found["trust"]["trend"] == "rising"
    assert months.get("/v1/reps/Nobody").status_code == 404


def test_a_name_may_hold_a_slash(months: TestClient) -> None:
    found = months.get("/v1/accounts/a%2Fb%20ltd").json()
    assert found["name"] == "A/B Ltd"
    assert found["ledger"][-1]["what"] == "send the offer"
    assert {one["fate"] for one in found["ledger"]} <= {"silent", "open"}


def test_a_rep_sees_the_own_part(client: TestClient) -> None:
    team = add_team(client, "one", rep="Zoë Ng")
    for rep, text in (("Ann Lee", "One."), ("Zoë Ng", "Two.")):
        data = own_json(text, meta={"rep": rep, "account": "Acme"})
        client.post("/v1/calls", json=data, headers=team.key())
    as_rep = team.key(Role.REP)
    assert [r["name"] for r in client.get("/v1/reps", headers=as_rep).json()["items"]] == ["Zoë Ng"]
    assert client.get("/v1/accounts/Acme", headers=as_rep).json()["calls"] == 1
    assert client.get("/v1/accounts/Acme", headers=team.key()).json()["calls"] == 2
    assert client.get("/v1/reps/Ann%20Lee", headers=as_rep).status_code == 404
