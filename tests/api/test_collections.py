"""Good examples that are put together by hand."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.access import Role
from api.work.analyst import Road
from tests.api.quick_service import Serve, moment, on_each_database, own_json, quick_report, send
from tests.api.teams import add_team


def moments(client: TestClient, **query: Any) -> list[str]:
    return [one["id"] for one in client.get("/v1/moments", params=query).json()["items"]]


def make(client: TestClient, name: str = "Why first", **more: Any) -> str:
    made = client.post("/v1/collections", json={"name": name, **more})
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


@pytest.fixture
def handed_in(client: TestClient) -> TestClient:
    send(client, rep="Ann Lee", account="Acme")
    return client


@on_each_database
def test_moments_go_in_and_out_of_a_collection(handed_in: TestClient) -> None:
    client = handed_in
    grave, good = moments(client)
    where = f"/v1/collections/{make(client, about='Ask before you answer.')}"
    for one in (grave, good, good):
        assert client.put(f"{where}/moments/{one}", json={"note": "So."}).status_code == 204
    found = client.get(f"{where}/moments").json()["items"]
    assert {item["moment"]["id"] for item in found} == {grave, good}
    assert {(item["note"], item["added_by"]) for item in found} == {("So.", "local")}
    assert client.get(where).json()["size"] == 2
    assert client.delete(f"{where}/moments/{grave}").status_code == 204
    assert client.delete(f"{where}/moments/{grave}").status_code == 404
    assert [i["moment"]["id"] for i in client.get(f"{where}/moments").json()["items"]] == [good]
    assert client.delete(where).status_code == 204
    assert client.get(where).status_code == 404
    assert moments(client) == [grave, good]


@on_each_database
def test_pages_lead_through_a_collection(handed_in: TestClient) -> None:
    where = f"/v1/collections/{make(handed_in)}/moments"
    both = moments(handed_in)
    for one in both:
        handed_in.put(f"{where}/{one}", json={})
    first = handed_in.get(where, params={"limit": 1}).json()
    second = handed_in.get(where, params={"limit": 1, "cursor": first["next_cursor"]}).json()
    assert {page["items"][0]["moment"]["id"] for page in (first, second)} == set(both)
    assert second["next_cursor"] is None
    assert handed_in.get(where, params={"cursor": "nowhere"}).status_code == 422


@on_each_database
def test_names_are_a_teams_own_and_may_change(client: TestClient) -> None:
    first = make(client)
    assert client.post("/v1/collections", json={"name": "Why first"}).status_code == 409
    second = make(client, "Trades")
    where = f"/v1/collections/{second}"
    assert client.patch(where, json={"name": "Why first"}).status_code == 409
    changed = client.patch(where, json={"name": "Give and get", "about": "Trades."}).json()
    assert (changed["name"], changed["about"]) == ("Give and get", "Trades.")
    listed = client.get("/v1/collections").json()["items"]
    assert [item["id"] for item in listed] == [second, first]


@pytest.mark.parametrize("name", ["", "   ", "a\0b", "a\nb", "x" * 201, None])
def test_a_collection_needs_a_name(client: TestClient, name: str | None) -> None:
    assert client.post("/v1/collections", json={"name": name}).status_code == 422


@on_each_database
def test_an_example_stays_when_the_model_no_longer_finds_it(serve: Serve) -> None:
    found = {"severity": "high"}

    def report(call: Any, settings: Any) -> dict[str, Any]:
        return quick_report(call, settings) | {"moments": [moment(call, 0, found["severity"])]}

    client = serve(road=Road(lambda _settings: "acts 0.0.0", report))
    call = client.post("/v1/calls", json=own_json(meta={"rep": "Ann Lee"})).headers["Call-Id"]
    (kept,) = moments(client)
    where = f"/v1/collections/{make(client)}/moments"
    client.put(f"{where}/{kept}", json={})
    found["severity"] = "good"
    assert client.put(f"/v1/calls/{call}/reps", json={"reps": ["Ann Lee"]}).status_code == 200
    assert kept not in moments(client)
    (item,) = client.get(where).json()["items"]
    assert (item["moment"]["id"], item["moment"]["current"]) == (kept, False)
    assert client.get(f"/v1/moments/{kept}").json()["current"] is False


def test_a_rep_sees_examples_of_the_own_calls(client: TestClient) -> None:
    team = add_team(client, "one", rep="Zoë Ng")
    data = own_json(meta={"rep": "Ann Lee"})
    client.post("/v1/calls", json=data, headers=team.key())
    admin, rep = team.key(), team.key(Role.REP)
    moment_id = client.get("/v1/moments", headers=admin).json()["items"][0]["id"]
    made = client.post("/v1/collections", json={"name": "x"}, headers=admin).json()["id"]
    where = f"/v1/collections/{made}"
    client.put(f"{where}/moments/{moment_id}", json={}, headers=admin)
    assert client.get(where, headers=admin).json()["size"] == 1
    assert client.get(where, headers=rep).json()["size"] == 0
    assert client.get(f"{where}/moments", headers=rep).json()["items"] == []
