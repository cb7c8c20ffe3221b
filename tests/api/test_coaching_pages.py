"""What coaches do on pages besides judging: give, collect, write, settle promises."""

import html
import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.access import Role
from tests.api.page_service import HTML, WHOLE
from tests.api.quick_service import Serve, vtt
from tests.api.teams import Team, add_team

COACH = "cora@one.example"


@pytest.fixture
def client(serve: Serve) -> TestClient:
    return serve(road=WHOLE)


@pytest.fixture
def team(client: TestClient) -> Team:
    """A team with a coach, two calls of Ann and one of Bo."""
    team = add_team(client, "one", rep="Ann")
    new = {"email": COACH, "name": "Cora", "role": "coach", "password": "correct horse battery"}
    assert client.post("/v1/users", json=new, headers=team.key()).status_code == 201
    for name, rep in (("acme", "Ann"), ("birch", "Ann"), ("calder", "Bo")):
        files = {"file": (f"{name}.vtt", vtt(name))}
        form = {"rep": rep, "account": "Acme"}
        client.post("/v1/calls", files=files, data=form, headers=team.key())
    return team


def page(client: TestClient, team: Team, path: str, role: Role = Role.COACH) -> str:
    answer = client.get(path, headers={**team.key(role), **HTML}, follow_redirects=True)
    assert answer.status_code == 200, answer.text
    return " ".join(answer.text.split())


def send_form(client: TestClient, team: Team, path: str, **form: Any) -> str:
    """The page that a form leads to; a key needs no token."""
    headers = {**team.key(Role.COACH), **HTML}
    answer = client.post(path, data=form, headers=headers, follow_redirects=True)
    assert answer.status_code == 200, answer.text
    return " ".join(answer.text.split())


def first_moment(client: TestClient, team: Team) -> str:
    return re.findall(r'data-at="([^"]+)"', page(client, team, "/review"))[0]


def coach_of(client: TestClient, team: Team) -> str:
    users = client.get("/v1/users", headers=team.key()).json()["items"]
    return next(str(one["id"]) for one in users if one["email"] == COACH)


def test_a_moment_is_given_and_found_by_whose_it_is(client: TestClient, team: Team) -> None:
    moment = first_moment(client, team)
    cora = coach_of(client, team)
    given = send_form(client, team, f"/review/{moment}/assign", user=cora)
    assert "Cora to look at" in given
    assert "gave it to Cora" in given
    assert "Given." in given
    own = page(client, team, f"/review?assignee={cora}")
    assert re.findall(r'data-row="([^"]+)"', own) == [moment]
    taken = send_form(client, team, f"/review/{moment}/assign", user="")
    assert "Cora to look at" not in taken
    assert "Given." not in taken
    assert "Nobody's to look at any more." in html.unescape(taken)
    assert "No moment fits" in page(client, team, f"/review?assignee={cora}")


def test_a_coach_finds_what_is_to_look_at(client: TestClient, team: Team) -> None:
    cora = coach_of(client, team)
    moment = first_moment(client, team)
    path = f"/v1/moments/{moment}/assignment"
    client.put(path, json={"user": cora}, headers=team.key())
    client.post("/sign-in", data={"email": COACH, "password": "correct horse battery"})
    own = client.get("/review?assignee=me").text
    assert re.findall(r'data-row="([^"]+)"', own) == [moment]


def test_moments_are_collected_with_what_they_show(client: TestClient, team: Team) -> None:
    moment = first_moment(client, team)
    form = {"name": "Why before <how much>", "note": "Two questions first."}
    shown = send_form(client, team, f"/review/{moment}/collect", **form)
    assert "put it into Why before &lt;how much&gt;" in shown
    assert "In the collection." in shown
    (place,) = re.findall(r'href="(/collections/[^"]+)"', page(client, team, "/collections"))
    collection = page(client, team, place)
    assert "Two questions first." in collection
    assert f'id="{moment}"' in collection
    renamed = send_form(client, team, place, name="Why first", about="To learn from")
    assert "Why first" in renamed
    emptied = send_form(client, team, f"{place}/moments/{moment}/remove")
    assert "Nothing in it yet" in emptied
    assert "Make the first collection" in send_form(client, team, f"{place}/delete")


def test_a_collection_needs_a_name_of_its_own(client: TestClient, team: Team) -> None:
    headers = {**team.key(Role.COACH), **HTML}
    assert client.post("/collections", data={}, headers=headers).status_code == 422
    send_form(client, team, "/collections", name="Good")
    answer = client.post("/collections", data={"name": "Good"}, headers=headers)
    assert (answer.status_code, "The name is taken" in answer.text) == (409, True)


def test_what_is_written_about_a_call_is_read_by_its_rep(client: TestClient, team: Team) -> None:
    moment = first_moment(client, team)
    send_form(client, team, f"/review/{moment}/comment", text="Ask <why> first.")
    calls = page(client, team, "/?rep=Ann")
    place = re.findall(r'href="(/calls/[^"]+)"', calls)[0]
    written = send_form(client, team, f"{place}/comments", text="Well opened.")
    assert "Well opened." in written
    assert "Well opened." in page(client, team, place, Role.REP)
    (delete,) = re.findall(rf'action="({place}/comments/[^"]+/delete)"', written)
    assert "Well opened." not in send_form(client, team, delete)


def test_a_rep_changes_nothing(client: TestClient, team: Team) -> None:
    moment = first_moment(client, team)
    headers = {**team.key(Role.REP), **HTML}
    own = page(client, team, "/", Role.REP)
    place = re.findall(r'href="(/calls/[^"]+)"', own)[0]
    assert 'method="post"' not in page(client, team, place, Role.REP)
    for path in (f"/review/{moment}", f"/review/{moment}/collect", f"{place}/comments"):
        answer = client.post(path, data={"text": "x", "verdict": "unsure"}, headers=headers)
        assert answer.status_code == 403


def test_what_became_of_a_promise_is_said_by_hand(client: TestClient, team: Team) -> None:
    ledger = page(client, team, "/accounts/Acme")
    promise = re.findall(r'action="(/promises/[^"]+)"', ledger)[0]
    form = {"back": "account", "fate": "kept", "comment": "Came by mail."}
    assert "said by hand" in send_form(client, team, promise, **form)
    assert "said by hand" not in send_form(client, team, promise, back="account", fate="")
    answer = client.post(
        promise, data={"back": "//evil.example"}, headers={**team.key(Role.COACH), **HTML}
    )
    assert answer.status_code == 422


def test_a_rep_has_pages_about_the_own_calls(client: TestClient, team: Team) -> None:
    start = page(client, team, "/", Role.REP)
    assert "My progress" in start
    assert "calder.vtt" not in start
    own = page(client, team, "/team", Role.REP)
    assert '<h1 dir="auto">My progress</h1>' in own
    assert "Bo" not in re.sub(r"<[^>]+>", " ", own).split()


def test_a_rep_without_calls_is_told_so(client: TestClient) -> None:
    team = add_team(client, "two", rep="Nobody Yet")
    assert "No call of yours yet" in page(client, team, "/", Role.REP)
    assert "No call of yours yet" in page(client, team, "/me", Role.REP)


def test_the_team_s_signals_come_by_themselves(client: TestClient, team: Team) -> None:
    assert 'hx-get="/team/signals"' in page(client, team, "/team")
    headers = {**team.key(), "HX-Request": "true"}
    part = client.get("/team/signals", headers=headers).text
    assert "<html" not in part
    assert "newest 3 calls" in part
    assert "not enough calls" in part
    assert "<html" in page(client, team, "/team/signals")
