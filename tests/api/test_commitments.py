"""Commitments, and what somebody says became of them."""

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from api.store.commitments import say
from api.store.tables import CommitmentRow
from tests.api.quick_service import on_each_database, own_json, send
from tests.api.teams import service
from tests.api.test_erasures import erase_all


def only(client: TestClient, **query: Any) -> dict[str, Any]:
    (one,) = client.get("/v1/commitments", params=query).json()["items"]
    found: dict[str, Any] = one
    return found


def settle(client: TestClient, fate: str | None, **more: Any) -> Any:
    where = f"/v1/commitments/{only(client)['id']}/fates"
    return client.post(where, json={"fate": fate, **more})


@on_each_database
def test_filters_choose_commitments(client: TestClient) -> None:
    call = send(client, rep="Ann Lee", account="Acme", date="2026-03-04").headers["Call-Id"]
    for query in ({"call": call}, {"rep": "ann LEE"}, {"account": "acme"}, {"by": "rep"}):
        assert only(client, **query)["what"] == "send the offer"
    for query in ({"call": "x"}, {"rep": "Zoë"}, {"by": "customer"}, {"fate": "kept"}):
        assert client.get("/v1/commitments", params=query).json()["items"] == []
    assert only(client, overdue=True)["due"] == "2026-03-06"
    settle(client, "kept")
    assert client.get("/v1/commitments?overdue=true").json()["items"] == []
    assert only(client, fate="kept")["fate"] == "kept"


@on_each_database
def test_the_newest_fate_counts_and_all_are_kept(client: TestClient) -> None:
    send(client)
    settle(client, "broken", comment="Nothing came.")
    answer = settle(client, "kept", comment="It did, by mail.")
    assert [one["fate"] for one in answer.json()["items"]] == ["kept", "broken"]
    assert only(client)["fate"] == "kept"
    said = settle(client, None).json()["items"]
    assert [one["fate"] for one in said] == [None, "kept", "broken"]
    assert only(client)["fate"] is None
    where = f"/v1/commitments/{only(client)['id']}"
    assert client.get(f"{where}/fates").json()["items"] == said
    assert client.get(where).json() == only(client)
    actions = [line["action"] for line in client.get("/v1/audit").json()["items"]]
    assert actions.count("commitment.settle") == 3


@pytest.mark.parametrize("said", [{"fate": "silent"}, {}, {"fate": "kept", "comment": "\0"}])
def test_refuses_what_is_no_fate(client: TestClient, said: dict[str, Any]) -> None:
    send(client)
    where = f"/v1/commitments/{only(client)['id']}/fates"
    assert client.post(where, json=said).status_code == 422


def test_pages_lead_through_commitments(client: TestClient) -> None:
    for month in ("March", "April", "May"):
        client.post("/v1/calls", json=own_json(month))
    seen, cursor = [], None
    while True:
        params = {"limit": 1} | ({"cursor": cursor} if cursor else {})
        page = client.get("/v1/commitments", params=params).json()
        seen += [item["quote"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert seen == ["May", "April", "March"]


@on_each_database
def test_the_ledger_tells_what_somebody_said(client: TestClient) -> None:
    send(client, rep="Ann Lee", account="Acme", date="2026-03-04")
    before = client.get("/v1/accounts/ACME").json()["ledger"]
    assert [(one["fate"], one["by_hand"]) for one in before] == [("open", False)]
    assert before[0]["commitment"] == only(client)["id"]
    settle(client, "kept")
    found = client.get("/v1/accounts/Acme").json()
    assert [(one["fate"], one["by_hand"]) for one in found["ledger"]] == [("kept", True)]
    assert found["follow_through"]["details"]["kept"] == 1


def test_a_fate_outlives_a_new_analysis(client: TestClient) -> None:
    call = send(client).headers["Call-Id"]
    settle(client, "kept")
    client.put(f"/v1/calls/{call}/reps", json={"reps": ["Ann Lee"]})
    assert only(client)["fate"] == "kept"


def test_a_person_is_erased_from_what_was_said(client: TestClient) -> None:
    send(client)
    settle(client, "kept", comment="Smarch Quilby says so.")
    call = client.get("/v1/calls").json()["items"][0]["id"]
    client.post(f"/v1/calls/{call}/comments", json={"text": "Ask Smarch Quilby."})
    assert erase_all(client, name="Smarch Quilby")["calls_masked"] == 1
    said = client.get(f"/v1/commitments/{only(client)['id']}/fates").text
    said += client.get(f"/v1/calls/{call}/comments").text
    assert "Quilby" not in json.dumps(said)


def test_what_is_not_current_is_not_shown(client: TestClient) -> None:
    send(client)
    with service(client).db.writing() as session:
        row = session.scalars(select(CommitmentRow)).one()
        say(session, row.team_id, row.number, "local", "kept", None)
        row.current = False
    assert client.get("/v1/commitments").json()["items"] == []
