"""Who sells in a kept call: said afterwards, and never mixed up with a report of before."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.access import Role
from api.store import calls
from api.work.analyst import Road
from api.work.jobs import drain
from tests.api.quick_service import Serve, on_each_database, own_json, quick_report, send
from tests.api.teams import add_team, service


def sellers(client: TestClient, call: str) -> list[str]:
    report = client.get(f"/v1/calls/{call}").json()
    return [person["name"] for person in report["participants"]]


@on_each_database
def test_names_and_report_change_together(client: TestClient) -> None:
    call = send(client, rep="Ann Lee").headers["Call-Id"]
    answer = client.put(f"/v1/calls/{call}/reps", json={"reps": ["Lee Park"]})
    assert answer.status_code == 200
    assert answer.headers["Call-Id"] == call
    assert sellers(client, call) == ["Lee Park"]
    assert client.get("/v1/calls").json()["items"][0]["rep"] == "Lee Park"
    # A new analysis keeps to it.
    client.post("/v1/reanalyses", json={})
    drain(service(client).analyst, lambda: False)
    assert sellers(client, call) == ["Lee Park"]


@on_each_database
def test_a_report_of_before_never_comes_after(serve: Serve) -> None:
    meanwhile: list[Any] = []

    def report(call: Any, settings: Any) -> dict[str, Any]:
        while meanwhile:
            meanwhile.pop()()
        return quick_report(call, settings)

    client = serve(road=Road(lambda _settings: "acts 0.0.0", report))
    call = send(client, rep="Ann Lee").headers["Call-Id"]
    db = service(client).db

    def name() -> None:
        with db.writing() as session:
            calls.name_reps(session, 1, ["Lee Park"])

    client.post("/v1/reanalyses", json={})
    meanwhile.append(name)
    drain(service(client).analyst, lambda: False)
    assert sellers(client, call) == ["Lee Park"]
    meanwhile.append(name)
    client.put(f"/v1/calls/{call}/reps", json={"reps": ["Ann Lee"]})
    assert sellers(client, call) == ["Ann Lee"]


def test_says_so_where_the_call_itself_puts_them_on_another_side(serve: Serve) -> None:
    def as_stated(call: Any, settings: Any) -> dict[str, Any]:
        people = {turn.speaker: turn.role for turn in call.turns}
        found = [{"name": name, "role": role, "words": 9} for name, role in people.items()]
        return {**quick_report(call, settings), "participants": found}

    client = serve(road=Road(lambda _settings: "acts 0.0.0", as_stated))
    call = client.post("/v1/calls", json=own_json()).headers["Call-Id"]
    before = client.get(f"/v1/calls/{call}").content
    answer = client.put(f"/v1/calls/{call}/reps", json={"reps": ["Lee Park"]})
    assert answer.status_code == 422
    assert "another side" in answer.json()["detail"]
    assert client.get(f"/v1/calls/{call}").content == before
    both = client.put(f"/v1/calls/{call}/reps", json={"reps": ["Lee Park", "Ann Lee"]})
    assert both.status_code == 200


@pytest.mark.parametrize("reps", [[], [""], ["x" * 201], "Ann Lee", None])
def test_refuses_what_names_nobody(client: TestClient, reps: Any) -> None:
    call = send(client).headers["Call-Id"]
    assert client.put(f"/v1/calls/{call}/reps", json={"reps": reps}).status_code == 422


def test_who_may_not_read_gets_a_receipt(client: TestClient) -> None:
    team = add_team(client, "one")
    sent = client.post("/v1/calls", json=own_json(), headers=team.key())
    where = f"/v1/calls/{sent.headers['Call-Id']}/reps"
    answer = client.put(where, json={"reps": ["Ann Lee"]}, headers=team.key(Role.UPLOADER))
    assert (answer.status_code, set(answer.json())) == (200, {"id", "state"})
