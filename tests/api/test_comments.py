"""What people write about calls and moments, and all that was done with a moment."""

import pytest
from fastapi.testclient import TestClient

from api.access import Role
from tests.api.quick_service import on_each_database, own_json, send
from tests.api.teams import PASSWORD, add_team


@on_each_database
def test_comments_stand_with_the_call_and_its_moments(client: TestClient) -> None:
    call = send(client).headers["Call-Id"]
    moment = client.get("/v1/moments").json()["items"][0]["id"]
    client.post(f"/v1/calls/{call}/comments", json={"text": "Well asked."})
    made = client.post(f"/v1/moments/{moment}/comments", json={"text": "Not here."})
    assert made.status_code == 201
    found = client.get(f"/v1/calls/{call}/comments").json()["items"]
    assert [(one["text"], one["moment"]) for one in found] == [
        ("Well asked.", None),
        ("Not here.", moment),
    ]
    assert client.get(f"/v1/moments/{moment}/comments").json()["items"] == [made.json()]
    assert client.delete(f"/v1/comments/{made.json()['id']}").status_code == 204
    assert client.get(f"/v1/moments/{moment}/comments").json()["items"] == []
    assert client.delete(f"/v1/calls/{call}").status_code == 204
    assert client.delete(f"/v1/comments/{found[0]['id']}").status_code == 404


@pytest.mark.parametrize("text", ["", "a\0b", "x" * 2001, None])
def test_a_comment_says_something(client: TestClient, text: str | None) -> None:
    call = send(client).headers["Call-Id"]
    assert client.post(f"/v1/calls/{call}/comments", json={"text": text}).status_code == 422


def test_only_the_author_or_an_admin_deletes_a_comment(client: TestClient) -> None:
    team = add_team(client, "one")
    sent = client.post("/v1/calls", json=own_json(), headers=team.key())
    where = f"/v1/calls/{sent.headers['Call-Id']}/comments"
    coach = team.key(Role.COACH)
    by = {
        role: client.post(where, json={"text": "So."}, headers=team.key(role)).json()["id"]
        for role in (Role.COACH, Role.ADMIN)
    }
    assert client.delete(f"/v1/comments/{by[Role.ADMIN]}", headers=coach).status_code == 403
    assert client.delete(f"/v1/comments/{by[Role.COACH]}", headers=coach).status_code == 204
    assert client.delete(f"/v1/comments/{by[Role.ADMIN]}", headers=team.key()).status_code == 204


@on_each_database
def test_a_moments_history_tells_all_that_was_done(client: TestClient) -> None:
    send(client)
    moment = client.get("/v1/moments").json()["items"][0]["id"]
    where = f"/v1/moments/{moment}"
    client.post(f"{where}/verdicts", json={"verdict": "unsure", "comment": "Hm."})
    client.put(f"{where}/assignment", json={"user": None})
    client.post(f"{where}/comments", json={"text": "Look at the turn before."})
    examples = f"/v1/collections/{client.post('/v1/collections', json={'name': 'x'}).json()['id']}"
    client.put(f"{examples}/moments/{moment}", json={})
    client.delete(f"{examples}/moments/{moment}")
    found = client.get(f"{where}/history").json()["items"]
    assert {one["what"] for one in found} == {
        *("judged", "commented", "assigned", "collected", "removed")
    }
    said = {one["what"]: one for one in found}
    assert (said["judged"]["verdict"], said["judged"]["text"]) == ("unsure", "Hm.")
    assert said["collected"]["target"] == examples.rsplit("/", 1)[1]
    assert [one["at"] for one in found] == sorted((one["at"] for one in found), reverse=True)


def test_me_is_whoever_signed_in(client: TestClient) -> None:
    team = add_team(client, "one")
    client.post("/v1/calls", json=own_json(), headers=team.key())
    coach = {
        "email": "coach@x.example",
        "name": "Cy",
        "role": "coach",
        "password": PASSWORD,
    }
    user = client.post("/v1/users", json=coach, headers=team.key()).json()["id"]
    mine, other = client.get("/v1/moments", headers=team.key()).json()["items"]
    where = f"/v1/moments/{mine['id']}/assignment"
    client.put(where, json={"user": user}, headers=team.key())
    # A key is nobody who could be me.
    asked = client.get("/v1/moments?assignee=me", headers=team.key())
    assert asked.status_code == 422
    signed = {"email": coach["email"], "password": PASSWORD}
    assert client.post("/v1/session", json=signed).status_code == 200
    found = client.get("/v1/moments?assignee=me").json()["items"]
    assert [one["id"] for one in found] == [mine["id"]]
    assert other["id"] != mine["id"]
