"""Reps and accounts over many calls."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import delete, select, update

from analyser.history.keeping import RULES
from analyser.history.spread import spread
from api.access import Role
from api.overview_schemas import OverTime
from api.store import past_calls
from api.store.overviews import keep_overview, overview
from api.store.past_calls import Told
from api.store.tables import NameRow, PastCallRow
from api.store.view import DEFAULT_TEAM, View
from api.work.analyst import Road
from api.work.housekeeping import refresh
from tests.api.quick_service import Serve, on_each_database, own_json, quick_report
from tests.api.teams import add_team, service

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
    OverTime.model_validate(months.get("/v1/reps/Ann Lee").json())
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


@on_each_database
def test_what_was_worked_out_is_kept_until_calls_change(months: TestClient) -> None:
    db = service(months).db
    before = months.get("/v1/reps").json()
    over_time = months.get("/v1/reps/Ann%20Lee").json()
    while refresh(db):
        pass
    with db.reading() as session:
        rows = {row.key: row for row in session.scalars(select(NameRow).filter_by(kind="rep"))}
    assert rows["ann lee"].overview is not None
    assert rows["ann lee"].together is not None
    assert months.get("/v1/reps").json() == before
    assert months.get("/v1/reps/Ann%20Lee").json() == over_time
    hand_in(months, "One more.", score=90.0, rep="Ann Lee", date="2026-07-01")
    assert months.get("/v1/reps").json()["items"][0]["calls"] == 6
    assert months.get("/v1/reps/Ann%20Lee").json()["looked_at"] == 6
    # Zoë's calls are what they were.
    with db.reading() as session:
        zoe = session.scalars(select(NameRow).filter_by(key="zoë ng")).one()
    assert zoe.version == rows["zoë ng"].version


@on_each_database
def test_what_is_out_of_date_is_not_kept(months: TestClient) -> None:
    db = service(months).db
    with db.reading() as session:
        row = session.scalars(select(NameRow).filter_by(key="ann lee")).one()
        told = overview(session, View(DEFAULT_TEAM), "rep", "Ann Lee")
    hand_in(months, "One more.", score=90.0, rep="Ann Lee")
    with db.writing() as session:
        keep_overview(session, row, told)
    assert months.get("/v1/reps").json()["items"][0]["calls"] == 6


@on_each_database
def test_names_without_calls_are_forgotten(months: TestClient) -> None:
    (call,) = months.get("/v1/calls?rep=Zoë Ng").json()["items"]
    months.get("/v1/accounts/Acme")
    assert months.delete(f"/v1/calls/{call['id']}").status_code == 204
    assert months.get("/v1/reps/Zoë Ng").status_code == 404
    with service(months).db.reading() as session:
        assert set(session.scalars(select(NameRow.key))) == {"ann lee", "a/b ltd"}


@on_each_database
def test_what_calls_tell_is_worked_out_with_their_reports(
    months: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(past_calls, "told_by", None)
    assert months.get("/v1/reps/Ann%20Lee").json()["looked_at"] == 5


@on_each_database
@pytest.mark.parametrize("old", [{"rules": 0}, {"etag": "another"}])
def test_what_was_told_by_other_rules_is_worked_out_anew(
    months: TestClient, old: dict[str, Any]
) -> None:
    db = service(months).db
    before = months.get("/v1/reps/Ann%20Lee").text
    with db.writing() as session:
        session.execute(update(PastCallRow).values(**old, told=b""))
        session.execute(update(NameRow).values(rules=0, together=b""))
    assert months.get("/v1/reps/Ann%20Lee").text == before
    with db.reading() as session:
        kept = session.scalars(select(PastCallRow).where(PastCallRow.told != b"")).all()
        assert len(kept) == 5
        assert {(row.rules, len(row.etag)) for row in kept} == {(RULES, 32)}


def test_what_a_changed_call_told_is_not_kept(months: TestClient) -> None:
    db = service(months).db
    with db.reading() as session:
        numbers = session.scalars(select(PastCallRow.call_number)).all()
    with db.writing() as session:
        session.execute(delete(PastCallRow))
        past_calls.keep(session, [Told(number, "of before", b"") for number in numbers])
        assert session.scalars(select(PastCallRow)).all() == []
