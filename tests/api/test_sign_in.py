from html import unescape
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.access import Role
from api.store import people
from api.store.people import FREE_FAILURES
from tests.api.quick_service import on_each_database, own_json, vtt
from tests.api.teams import PASSWORD, Team, add_team, service

pytestmark = on_each_database
EMAIL = "admin@one.example"


@pytest.fixture
def team(client: TestClient) -> Team:
    return add_team(client, "one")


def sign_in(client: TestClient, password: str = PASSWORD, email: str = EMAIL) -> Any:
    return client.post("/v1/session", json={"email": email, "password": password})


def test_a_cookie_opens_and_signing_out_closes(client: TestClient, team: Team) -> None:
    answer = sign_in(client)
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert client.get("/v1/session").json()["name"] == "Ada"
    token = {"X-CSRF-Token": answer.json()["csrf"]}
    kept = {"Cookie": cookie.split(";")[0]}
    assert client.delete("/v1/session", headers=token).status_code == 204
    assert client.get("/v1/session", headers=kept).status_code == 401


def test_changes_need_the_sessions_token(client: TestClient, team: Team) -> None:
    token = sign_in(client).json()["csrf"]
    for header in ({}, {"X-CSRF-Token": "x"}):
        answer = client.post("/v1/calls", json=own_json(), headers=header)
        assert (answer.status_code, answer.json()["type"]) == (403, "/docs#foreign-site")
    sent = client.post("/v1/calls", json=own_json(), headers={"X-CSRF-Token": token})
    assert sent.status_code == 201


def test_the_pages_form_needs_it_too(client: TestClient, team: Team) -> None:
    token = sign_in(client).json()["csrf"]
    page = client.get("/", headers={"Accept": "text/html"}).text
    assert f'name="csrf" value="{token}"' in page
    form: Any = {"files": {"file": ("a.vtt", vtt())}}
    assert client.post("/upload", **form).status_code == 403
    assert client.post("/upload", **form, data={"csrf": token}).status_code == 303


def test_people_are_led_to_the_form_and_back(client: TestClient, team: Team) -> None:
    html = {"Accept": "text/html"}
    assert client.get("/", headers=html).headers["Location"] == "/sign-in"
    form = {"email": EMAIL, "password": "wrong password"}
    refused = client.post("/sign-in", data=form)
    assert (refused.status_code, f'value="{EMAIL}"' in refused.text) == (401, True)
    answer = client.post("/sign-in", data={"email": EMAIL, "password": PASSWORD})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert client.get("/", headers=html).status_code == 200


def test_signing_in_leads_on_to_what_was_asked_for(client: TestClient, team: Team) -> None:
    asked = client.get("/calls/x?turn=3&find=a b", headers={"Accept": "text/html"})
    form = client.get(asked.headers["Location"]).text
    then = unescape(form.split('name="then" value="')[1].split('"')[0])
    assert then == "/calls/x?turn=3&find=a%20b"
    sent = {"email": EMAIL, "password": PASSWORD, "then": then}
    assert client.post("/sign-in", data=sent).headers["Location"] == then


@pytest.mark.parametrize(
    "then", ["", "//x.example", "/\\x.example", "https://x.example", "/\t/x.example", "x"]
)
def test_signing_in_leads_to_no_other_site(client: TestClient, team: Team, then: str) -> None:
    sent = {"email": EMAIL, "password": PASSWORD, "then": then}
    assert client.post("/sign-in", data=sent).headers["Location"] == "/"


def test_a_long_address_is_not_led_on_to(client: TestClient, team: Team) -> None:
    asked = client.get(f"/?text={'a' * 2000}", headers={"Accept": "text/html"})
    assert asked.headers["Location"] == "/sign-in"


@pytest.mark.parametrize("email", [EMAIL, "nobody@one.example"])
def test_wrong_passwords_and_unknown_people_look_alike(
    client: TestClient, team: Team, email: str
) -> None:
    answer = sign_in(client, "wrong password", email)
    assert (answer.status_code, answer.json()["type"]) == (401, "/docs#wrong-password")


def test_guessing_is_slowed_down_ever_more(
    client: TestClient, team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(FREE_FAILURES):
        assert sign_in(client, "wrong password").status_code == 401
    locked = sign_in(client)
    assert (locked.status_code, "Retry-After" in locked.headers) == (429, True)
    with service(client).db.writing() as session:
        user = people.user_by_email(session, EMAIL)
        first = user.locked_until
        user.locked_until = None
    sign_in(client, "wrong password")
    with service(client).db.writing() as session:
        user = people.user_by_email(session, EMAIL)
        assert user.locked_until > first
        user.locked_until = None
    assert sign_in(client).status_code == 200


def test_a_disabled_user_is_out_at_once(client: TestClient, team: Team) -> None:
    new = {"email": "Cy@one.example", "name": "Cy", "role": "coach", "password": PASSWORD}
    user = client.post("/v1/users", json=new, headers=team.key()).json()
    assert sign_in(client, email="cy@ONE.example").status_code == 200
    place = f"/v1/users/{user['id']}"
    assert client.patch(place, json={"disabled": True}, headers=team.key()).status_code == 200
    assert client.get("/v1/calls").status_code == 401
    assert sign_in(client, email="cy@one.example").status_code == 401


def test_a_team_keeps_an_admin(client: TestClient, team: Team) -> None:
    (admin,) = client.get("/v1/users", headers=team.key()).json()["items"]
    for change in ({"disabled": True}, {"role": "coach"}):
        answer = client.patch(f"/v1/users/{admin['id']}", json=change, headers=team.key())
        assert (answer.status_code, answer.json()["type"]) == (409, "/docs#last-admin")
    assert sign_in(client).status_code == 200


def test_an_address_belongs_to_one_user(client: TestClient, team: Team) -> None:
    new = {"email": EMAIL.upper(), "name": "Cy", "role": "coach", "password": PASSWORD}
    assert client.post("/v1/users", json=new, headers=team.key()).status_code == 409


def test_a_key_is_shown_once_and_revoked_at_once(client: TestClient, team: Team) -> None:
    wanted = {"name": "dialler", "scopes": ["calls:read"]}
    key = client.post("/v1/keys", json=wanted, headers=team.key()).json()
    listed = client.get("/v1/keys", headers=team.key())
    assert key["secret"] not in listed.text
    own = {"Authorization": f"Bearer {key['secret']}"}
    assert client.get("/v1/calls", headers=own).status_code == 200
    assert client.delete(f"/v1/keys/{key['id']}", headers=team.key()).status_code == 204
    assert client.get("/v1/calls", headers=own).status_code == 401


def test_a_key_ends_with_its_day(client: TestClient, team: Team) -> None:
    wanted = {"name": "x", "scopes": ["calls:read"], "expires_at": "2020-01-01T00:00:00Z"}
    key = client.post("/v1/keys", json=wanted, headers=team.key()).json()
    own = {"Authorization": f"Bearer {key['secret']}"}
    assert client.get("/v1/calls", headers=own).status_code == 401


def test_secrets_are_not_kept(client: TestClient, team: Team) -> None:
    cookie = sign_in(client).headers["Set-Cookie"].split("=")[1].split(";")[0]
    secrets = [*team.secrets.values(), cookie, PASSWORD]
    with service(client).db.reading() as session:
        for table in ("users", "sessions", "api_keys"):
            rows = session.connection().exec_driver_sql(f"SELECT * FROM {table}").all()  # noqa: S608  a constant
            assert not any(secret in str(rows) for secret in secrets)


def test_the_log_tells_who_did_what(client: TestClient, team: Team) -> None:
    call = client.post("/v1/calls", json=own_json(), headers=team.key()).headers["Call-Id"]
    client.get(f"/v1/calls/{call}", headers=team.key(Role.COACH))
    client.delete(f"/v1/calls/{call}", headers=team.key())
    lines = client.get("/v1/audit", headers=team.key()).json()["items"]
    found = [(line["action"], line["target"], line["actor"][:4]) for line in lines[:2]]
    assert found == [("call.delete", call, "key:"), ("call.read", call, "key:")]
