"""What admins look after, on pages."""

import re

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import update

from analyser.profile_file import load_profile
from api.access import Role
from api.store.tables import CallRow
from tests.api.page_service import HTML
from tests.api.quick_service import Serve, send, vtt
from tests.api.teams import PASSWORD, add_team, service

PLACES = (
    *("people", "keys", "privacy", "webhooks", "signals", "signals/candour", "trackers"),
    *("profile", "audit"),
)


@pytest.fixture
def admin(client: TestClient) -> TestClient:
    """Somebody who has signed in as a team's admin."""
    add_team(client, "one")
    form = {"email": "admin@one.example", "password": PASSWORD}
    assert client.post("/sign-in", data=form).status_code == 303
    return client


def sent(client: TestClient, path: str, **form: object) -> str:
    """The page that a form leads to; the form brings the page's token."""
    page = client.get("/settings/keys").text
    token = page.split('name="csrf" value="')[1].split('"')[0]
    answer = client.post(f"/settings/{path}", data={"csrf": token, **form}, follow_redirects=True)
    return answer.text


def test_settings_begin_with_the_people(admin: TestClient) -> None:
    assert admin.get("/settings").headers["Location"] == "/settings/people"


@pytest.mark.parametrize("place", PLACES)
def test_admins_alone_open_settings(client: TestClient, place: str) -> None:
    team = add_team(client, "one")
    path = f"/settings/{place}"
    assert client.get(path, headers={**team.key(), **HTML}).status_code == 200
    for role in (Role.COACH, Role.REP, Role.ANALYST):
        answer = client.get(path, headers={**team.key(role), **HTML})
        assert (answer.status_code, "This is not allowed" in answer.text) == (403, True)


FORMS = (
    *("people", "people/x", "keys", "keys/x/revoke", "privacy", "privacy/erase", "privacy/redact"),
    *("webhooks", "webhooks/x/test", "webhooks/x/delete"),
)


@pytest.mark.parametrize("path", FORMS)
def test_nothing_changes_without_the_page_s_token(admin: TestClient, path: str) -> None:
    assert admin.post(f"/settings/{path}", data={"name": "x"}).status_code == 403


def test_people_are_added_changed_and_shut_out(admin: TestClient) -> None:
    new = {"email": "cora@one.example", "name": "<b>Cora", "role": "coach", "password": PASSWORD}
    page = sent(admin, "people", **new)
    assert "Added." in page
    assert "&lt;b&gt;Cora" in page
    refused = sent(admin, "people", **new)
    assert "The name is taken" in refused
    assert 'value="cora@one.example"' in refused
    row = re.findall(r'action="/settings/people/([^"]+)"', page)[-1]
    page = sent(admin, f"people/{row}", name="Cora", role="rep", rep="Cora Lane")
    assert "in calls as <bdi>Cora Lane</bdi>" in page
    assert "Shut out" in sent(admin, f"people/{row}", name="Cora", role="rep", disabled="true")
    with service(admin).db.reading() as session:
        from api.store import people

        assert people.user_by_email(session, "cora@one.example").disabled_at


def test_what_is_refused_is_said_without_repeating_it(admin: TestClient) -> None:
    new = {"email": "x@y", "name": "X", "role": "coach", "password": "too-short-1"}
    page = sent(admin, "people", **new)
    assert "password:" in page
    assert "too-short-1" not in page


def test_the_last_admin_stays(admin: TestClient) -> None:
    page = admin.get("/settings/people").text
    (row,) = re.findall(r'action="/settings/people/([^"]+)"', page)
    page = sent(admin, f"people/{row}", name="Ada", role="coach")
    assert "A team must keep an admin" in page


def test_a_key_is_shown_once_opens_and_is_revoked(admin: TestClient) -> None:
    page = sent(admin, "keys", name="CRM", scopes=["calls:read"], until="2999-12-31")
    (secret,) = re.findall(r"ta_[\w-]{20,}", page)
    key = {"Authorization": f"Bearer {secret}"}
    assert admin.get("/v1/calls", headers=key).status_code == 200
    page = admin.get("/settings/keys").text
    assert secret not in page
    row = re.findall(r'action="/settings/keys/([^"]+)/revoke"', page)[-1]
    assert "opens nothing" in sent(admin, f"keys/{row}/revoke")
    assert admin.get("/v1/calls", headers=key).status_code == 401


@pytest.mark.parametrize(
    "form",
    [
        pytest.param({"name": "x"}, id="may-nothing"),
        pytest.param({"scopes": ["calls:read"]}, id="no-name"),
        pytest.param({"name": "x", "scopes": ["calls:read"], "until": "soon"}, id="no-day"),
        pytest.param({"name": "x", "scopes": ["calls:read"], "rep": " "}, id="blank-rep"),
    ],
)
def test_a_key_without_sense_is_refused(admin: TestClient, form: dict[str, object]) -> None:
    page = sent(admin, "keys", **form)
    assert "That was not kept" in page
    assert f'value="{form.get("name", "")}"' in page
    assert "ta_" not in page.replace("Bearer ta_…", "")


def test_what_is_kept_is_set(admin: TestClient) -> None:
    sent(admin, "privacy", redact=["card", "phone"], retention_days="90")
    assert admin.get("/v1/privacy").json() == {"redact": ["card", "phone"], "retention_days": 90}
    assert "That was not kept" in sent(admin, "privacy", retention_days="0")
    sent(admin, "privacy")
    assert admin.get("/v1/privacy").json() == {"redact": [], "retention_days": None}


def test_calls_that_would_go_at_once_are_named_first(admin: TestClient) -> None:
    token = admin.get("/v1/session").json()["csrf"]
    files = {"file": ("acme.vtt", vtt())}
    assert admin.post("/v1/calls", files=files, headers={"X-CSRF-Token": token}).is_success
    with service(admin).db.writing() as session:
        session.execute(update(CallRow).values(created_at="2020-01-01T00:00:00.000Z"))
    page = sent(admin, "privacy", retention_days="30")
    assert "1 call that is here came longer ago" in page
    assert 'value="30"' in page
    assert admin.get("/v1/privacy").json()["retention_days"] is None
    assert "Kept." in sent(admin, "privacy", retention_days="30", sure="true")
    assert admin.get("/v1/privacy").json()["retention_days"] == 30


def test_kept_calls_are_redacted_from_the_page(admin: TestClient) -> None:
    assert "Take it out of kept calls" not in admin.get("/settings/privacy").text
    assert "Take it out of kept calls" in sent(admin, "privacy", redact=["card"])
    assert "Taken out of kept calls" in sent(admin, "privacy/redact")
    (job,) = admin.get("/v1/jobs").json()["items"]
    assert job["kind"] == "redaction"


def test_a_person_is_erased(admin: TestClient) -> None:
    assert "The person is being erased" in sent(admin, "privacy/erase", name="Lee Park")
    assert len(admin.get("/v1/erasures").json()["items"]) == 1
    assert "That was not kept" in sent(admin, "privacy/erase")


def test_a_webhook_is_added_tried_and_deleted(admin: TestClient) -> None:
    page = sent(admin, "webhooks", url="https://hook.example/x", events=["call.analysed"])
    assert re.search(r"whsec_[\w+/=]+", page)
    assert "whsec_" not in admin.get("/settings/webhooks").text
    (hook,) = re.findall(r'href="/settings/webhooks/([^"]+)"', page)
    assert "A test is on its way" in sent(admin, f"webhooks/{hook}/test")
    (line,) = admin.get(f"/v1/webhooks/{hook}/deliveries").json()["items"]
    assert line["event"] == "test"
    assert "told nothing any more" in sent(admin, f"webhooks/{hook}/delete")
    assert admin.get(f"/settings/webhooks/{hook}", headers=HTML).status_code == 404
    assert "The webhook cannot be used" in sent(
        admin, "webhooks", url="http://x", events=["call.analysed"]
    )


def test_the_profile_shows_every_signal(admin: TestClient) -> None:
    page = admin.get("/settings/signals").text
    assert page.count("<polyline") == len(load_profile("default").rules)


def test_the_audit_log_names_who_and_which(client: TestClient) -> None:
    call = send(client).headers["Call-Id"]
    client.get(f"/calls/{call}")
    page = client.get("/settings/audit").text
    assert "you" in page
    assert f'href="/calls/{call}"' in page


def test_the_first_admin_is_named_on_a_page(serve: Serve) -> None:
    client = serve()
    assert 'href="/welcome"' in client.get("/").text
    form = {"name": "Ada", "email": "ada@x.example", "password": PASSWORD, "again": "other"}
    refused = client.post("/welcome", data=form).text
    assert "not the same" in refused
    assert 'value="ada@x.example"' in refused
    answer = client.post("/welcome", data=form | {"again": PASSWORD})
    assert answer.headers["Location"].startswith("/settings/people")
    assert "ada@x.example" in client.get("/settings/people").text
    assert client.get("/welcome").headers["Location"] == "/settings/people"
    client.cookies.clear()
    assert client.get("/settings/people", headers=HTML).headers["Location"].startswith("/sign-in?")
