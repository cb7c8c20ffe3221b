"""Teams never see each other's anything; each role may do its part: tried on every route."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from api.access import SCOPES, Role, Scope
from api.errors import Forbidden
from api.sign_in import by_user
from api.store.tables import UserRow
from api.work.jobs import drain
from tests.api.quick_service import Serve, on_each_database, own_json, vtt
from tests.api.teams import Team, add_team, service

BODIES: dict[tuple[str, str], dict[str, Any]] = {
    ("post", "/v1/calls"): {"json": own_json("Hello.")},
    ("post", "/v1/batches"): {"files": {"file": ("a.vtt", vtt("June"))}},
    ("post", "/v1/reanalyses"): {"json": {}},
    ("post", "/v1/keys"): {"json": {"name": "x", "scopes": ["calls:read"]}},
    ("post", "/v1/users"): {
        "json": {
            "email": "new@x.example",
            "name": "New",
            "role": "coach",
            "password": "correct horse battery",
        }
    },
    ("patch", "/v1/users/{user_id}"): {"json": {"name": "New"}},
    ("post", "/v1/webhooks"): {
        "json": {"url": "https://hook.example/", "events": ["call.analysed"]}
    },
    ("put", "/v1/profile"): {"json": {"tables": {"extends": "default"}}},
    ("put", "/v1/privacy"): {"json": {"redact": []}},
    ("post", "/v1/erasures"): {"json": {"name": "Nobody Here"}},
    ("post", "/v1/moments/{moment_id}/verdicts"): {"json": {"verdict": "confirmed"}},
    ("put", "/v1/moments/{moment_id}/assignment"): {"json": {"user": None}},
    ("put", "/v1/calls/{call_id}/reps"): {"json": {"reps": ["Ann Lee"]}},
    ("post", "/v1/calls/{call_id}/comments"): {"json": {"text": "Well asked."}},
    ("post", "/v1/moments/{moment_id}/comments"): {"json": {"text": "Well asked."}},
    ("post", "/v1/collections"): {"json": {"name": "Good ones"}},
    ("patch", "/v1/collections/{collection_id}"): {"json": {"about": "To learn from."}},
    ("put", "/v1/collections/{collection_id}/moments/{moment_id}"): {"json": {"note": "So."}},
    ("post", "/v1/commitments/{commitment_id}/fates"): {"json": {"fate": "kept"}},
}
"""What a route needs in its body."""
NEEDS = {
    ("post", "/v1/calls"): Scope.CALLS_WRITE,
    ("get", "/v1/calls"): Scope.CALLS_READ,
    ("get", "/v1/calls/{call_id}"): Scope.CALLS_READ,
    ("delete", "/v1/calls/{call_id}"): Scope.CALLS_DELETE,
    ("get", "/v1/calls/{call_id}/transcript"): Scope.CALLS_READ,
    ("get", "/v1/calls/{call_id}/moments"): Scope.CALLS_READ,
    ("get", "/v1/moments"): Scope.CALLS_READ,
    ("post", "/v1/moments/{moment_id}/verdicts"): Scope.REVIEWS_WRITE,
    ("get", "/v1/moments/{moment_id}/verdicts"): Scope.REVIEWS_WRITE,
    ("put", "/v1/moments/{moment_id}/assignment"): Scope.REVIEWS_WRITE,
    ("put", "/v1/calls/{call_id}/reps"): Scope.CALLS_WRITE,
    ("get", "/v1/calls/{call_id}/comments"): Scope.CALLS_READ,
    ("post", "/v1/calls/{call_id}/comments"): Scope.REVIEWS_WRITE,
    ("get", "/v1/moments/{moment_id}"): Scope.CALLS_READ,
    ("get", "/v1/moments/{moment_id}/history"): Scope.REVIEWS_WRITE,
    ("get", "/v1/moments/{moment_id}/comments"): Scope.CALLS_READ,
    ("post", "/v1/moments/{moment_id}/comments"): Scope.REVIEWS_WRITE,
    ("delete", "/v1/comments/{comment_id}"): Scope.REVIEWS_WRITE,
    ("get", "/v1/collections"): Scope.CALLS_READ,
    ("post", "/v1/collections"): Scope.REVIEWS_WRITE,
    ("get", "/v1/collections/{collection_id}"): Scope.CALLS_READ,
    ("patch", "/v1/collections/{collection_id}"): Scope.REVIEWS_WRITE,
    ("delete", "/v1/collections/{collection_id}"): Scope.REVIEWS_WRITE,
    ("get", "/v1/collections/{collection_id}/moments"): Scope.CALLS_READ,
    ("put", "/v1/collections/{collection_id}/moments/{moment_id}"): Scope.REVIEWS_WRITE,
    ("delete", "/v1/collections/{collection_id}/moments/{moment_id}"): Scope.REVIEWS_WRITE,
    ("get", "/v1/commitments"): Scope.CALLS_READ,
    ("get", "/v1/commitments/{commitment_id}"): Scope.CALLS_READ,
    ("post", "/v1/commitments/{commitment_id}/fates"): Scope.REVIEWS_WRITE,
    ("get", "/v1/commitments/{commitment_id}/fates"): Scope.CALLS_READ,
    ("get", "/v1/reps"): Scope.CALLS_READ,
    ("get", "/v1/reps/{rep_name}"): Scope.CALLS_READ,
    ("get", "/v1/accounts"): Scope.CALLS_READ,
    ("get", "/v1/accounts/{account_name}"): Scope.CALLS_READ,
    ("get", "/v1/verdicts/export"): Scope.EXPORTS_READ,
    ("get", "/v1/exports/calls"): Scope.EXPORTS_READ,
    ("get", "/v1/exports/moments"): Scope.EXPORTS_READ,
    ("get", "/v1/agreement"): Scope.EXPORTS_READ,
    ("post", "/v1/batches"): Scope.CALLS_WRITE,
    ("post", "/v1/reanalyses"): Scope.JOBS_WRITE,
    ("get", "/v1/jobs"): Scope.CALLS_WRITE,
    ("get", "/v1/jobs/{job_id}"): Scope.CALLS_WRITE,
    ("get", "/v1/jobs/{job_id}/items"): Scope.CALLS_WRITE,
    ("get", "/v1/jobs/{job_id}/events"): Scope.CALLS_WRITE,
    ("get", "/v1/users"): Scope.ADMIN,
    ("post", "/v1/users"): Scope.ADMIN,
    ("patch", "/v1/users/{user_id}"): Scope.ADMIN,
    ("get", "/v1/keys"): Scope.ADMIN,
    ("post", "/v1/keys"): Scope.ADMIN,
    ("delete", "/v1/keys/{key_id}"): Scope.ADMIN,
    ("get", "/v1/audit"): Scope.ADMIN,
    ("post", "/v1/webhooks"): Scope.ADMIN,
    ("get", "/v1/webhooks"): Scope.ADMIN,
    ("delete", "/v1/webhooks/{webhook_id}"): Scope.ADMIN,
    ("get", "/v1/webhooks/{webhook_id}/deliveries"): Scope.ADMIN,
    ("get", "/v1/profile"): Scope.ADMIN,
    ("put", "/v1/profile"): Scope.ADMIN,
    ("delete", "/v1/profile"): Scope.ADMIN,
    ("get", "/v1/privacy"): Scope.ADMIN,
    ("put", "/v1/privacy"): Scope.ADMIN,
    ("post", "/v1/privacy/redactions"): Scope.ADMIN,
    ("post", "/v1/erasures"): Scope.ADMIN,
    ("get", "/v1/erasures"): Scope.ADMIN,
    ("get", "/v1/erasures/{erasure_id}"): Scope.ADMIN,
}
"""Every route of a team's things, and what it takes."""
OPEN = {
    ("post", "/v1/session"),
    ("get", "/v1/session"),
    ("delete", "/v1/session"),
    ("get", "/v1/signals"),
    ("get", "/healthz"),
    ("get", "/readyz"),
    ("get", "/metrics"),
}
"""Routes that hold nothing of a team's."""


def call_id(client: TestClient, team: Team) -> str:
    form = {"rep": "Ann Lee", "account": "Acme"}
    files = {"file": ("a.vtt", vtt(team.id))}
    answer = client.post("/v1/calls", files=files, data=form, headers=team.key())
    return answer.headers["Call-Id"]


def moment_id(client: TestClient, team: Team) -> str:
    call = call_id(client, team)
    listed = client.get(f"/v1/calls/{call}/moments", headers=team.key()).json()
    return str(listed["items"][0]["id"])


def job_id(client: TestClient, team: Team) -> str:
    job = client.post("/v1/reanalyses", json={}, headers=team.key()).json()["id"]
    # Else whoever asks for its events would wait for ever.
    drain(service(client).analyst, lambda: False)
    return str(job)


def user_id(client: TestClient, team: Team) -> str:
    return str(client.get("/v1/users", headers=team.key()).json()["items"][0]["id"])


def key_id(client: TestClient, team: Team) -> str:
    return str(client.get("/v1/keys", headers=team.key()).json()["items"][0]["id"])


def webhook_id(client: TestClient, team: Team) -> str:
    hook = BODIES[("post", "/v1/webhooks")]
    return str(client.post("/v1/webhooks", **hook, headers=team.key()).json()["id"])


def erasure_id(client: TestClient, team: Team) -> str:
    asked = client.post("/v1/erasures", json={"name": "Nobody Here"}, headers=team.key())
    return str(asked.json()["id"])


def comment_id(client: TestClient, team: Team) -> str:
    where = f"/v1/calls/{call_id(client, team)}/comments"
    made = client.post(where, json={"text": "So."}, headers=team.key(Role.COACH))
    return str(made.json()["id"])


def collection_id(client: TestClient, team: Team) -> str:
    """A collection that holds the team's moment."""
    known = client.get("/v1/collections", headers=team.key()).json()["items"]
    if known:
        return str(known[0]["id"])
    made = client.post("/v1/collections", json={"name": team.id}, headers=team.key()).json()["id"]
    where = f"/v1/collections/{made}/moments/{moment_id(client, team)}"
    assert client.put(where, json={}, headers=team.key()).status_code == 204
    return str(made)


def commitment_id(client: TestClient, team: Team) -> str:
    call = call_id(client, team)
    listed = client.get(f"/v1/commitments?call={call}", headers=team.key()).json()
    return str(listed["items"][0]["id"])


def own_name(client: TestClient, team: Team) -> str:
    """Of a rep and an account that no other team has."""
    data, name = own_json("Hello."), f"only {team.id}"
    data["meta"] = {"rep": name, "account": name}
    assert client.post("/v1/calls", json=data, headers=team.key()).is_success
    return name


MAKERS: dict[str, Callable[[TestClient, Team], str]] = {
    "call_id": call_id,
    "moment_id": moment_id,
    "job_id": job_id,
    "user_id": user_id,
    "key_id": key_id,
    "erasure_id": erasure_id,
    "webhook_id": webhook_id,
    "comment_id": comment_id,
    "collection_id": collection_id,
    "commitment_id": commitment_id,
    "rep_name": own_name,
    "account_name": own_name,
}
"""How to get an id of each kind of thing that a team has."""


def routes(client: TestClient) -> set[tuple[str, str]]:
    paths = client.get("/openapi.json").json()["paths"]
    return {(method, path) for path, ones in paths.items() for method in ones}


def ask(client: TestClient, route: tuple[str, str], ids: dict[str, str], **more: Any) -> Any:
    method, path = route
    return client.request(method, path.format(**ids), **BODIES.get(route, {}), **more)


@pytest.fixture
def teams(client: TestClient) -> tuple[Team, Team]:
    return add_team(client, "one"), add_team(client, "two")


def test_the_matrix_holds_every_route(client: TestClient) -> None:
    assert routes(client) == set(NEEDS) | OPEN
    named = {name for _, path in NEEDS for name in re.findall(r"{(\w+)}", path)}
    assert named == set(MAKERS)


@on_each_database
def test_other_teams_ids_are_not_found(client: TestClient, teams: tuple[Team, Team]) -> None:
    mine, theirs = teams
    ids = {name: make(client, theirs) for name, make in MAKERS.items()}
    found = {
        route: ask(client, route, ids, headers=mine.key()).status_code
        for route in NEEDS
        if "{" in route[1]
    }
    assert set(found.values()) == {404}
    # They lead somewhere for whoever they belong to; deletions come last, parts before wholes.
    own = sorted(found, key=lambda route: (route[0] == "delete", -len(route[1])))
    for route in own:
        answer = ask(client, route, ids, headers=theirs.key())
        assert answer.is_success, (route, answer.text)


@on_each_database
def test_lists_hold_nothing_of_other_teams(client: TestClient, teams: tuple[Team, Team]) -> None:
    mine, theirs = teams
    ids = {make(client, theirs) for make in MAKERS.values()}
    for route in NEEDS:
        if route[0] == "get" and "{" not in route[1]:
            answer = client.get(route[1], headers=mine.key())
            assert answer.is_success
            assert not any(one in answer.text for one in ids)
            assert theirs.id not in answer.text


@pytest.mark.parametrize("route", sorted(NEEDS), ids=" ".join)
def test_each_role_may_do_its_part(client: TestClient, route: tuple[str, str]) -> None:
    team = add_team(client, "one")
    for role in Role:
        ids = {name: make(client, team) for name, make in MAKERS.items()}
        status = ask(client, route, ids, headers=team.key(role)).status_code
        assert (status == 403) == (NEEDS[route] not in SCOPES[role]), role
        assert status != 401


@pytest.mark.parametrize("route", sorted(NEEDS), ids=" ".join)
def test_nobody_gets_in_without_a_key(client: TestClient, route: tuple[str, str]) -> None:
    add_team(client, "one")
    ids = dict.fromkeys(MAKERS, "x")
    assert ask(client, route, ids).status_code == 401
    wrong = {"Authorization": "Bearer ta_wrong"}
    assert ask(client, route, ids, headers=wrong).status_code == 401


@on_each_database
def test_a_rep_sees_the_own_calls_alone(client: TestClient) -> None:
    team = add_team(client, "one", rep="ANN  lee")
    own = call_id(client, team)
    files = {"file": ("b.vtt", vtt("May"))}
    sent = client.post("/v1/calls", files=files, data={"rep": "Zoë Ng"}, headers=team.key())
    other = sent.headers["Call-Id"]
    as_rep = team.key(Role.REP)
    listed = client.get("/v1/calls", headers=as_rep).json()["items"]
    assert [item["id"] for item in listed] == [own]
    assert client.get(f"/v1/calls/{own}", headers=as_rep).status_code == 200
    assert client.get(f"/v1/calls/{other}", headers=as_rep).status_code == 404


@pytest.mark.parametrize("blank", [" ", "\u00a0\u2003"], ids=["space", "wide-spaces"])
def test_a_blank_rep_is_refused(client: TestClient, blank: str) -> None:
    admin = add_team(client, "one").key()
    key = {"name": "x", "scopes": ["calls:read"], "rep": blank}
    user = BODIES[("post", "/v1/users")]["json"] | {"role": "rep"}
    assert client.post("/v1/keys", json=key, headers=admin).status_code == 422
    assert client.post("/v1/users", json=user | {"rep": blank}, headers=admin).status_code == 422
    assert client.post("/v1/users", json=user | {"name": blank}, headers=admin).status_code == 422
    added = client.post("/v1/users", json=user, headers=admin).json()["id"]
    changed = client.patch(f"/v1/users/{added}", json={"rep": blank}, headers=admin)
    assert changed.status_code == 422


def test_a_kept_key_with_a_blank_rep_opens_nothing(client: TestClient) -> None:
    blank = add_team(client, "one", rep=" ")
    call_id(client, blank)
    assert client.get("/v1/calls", headers=blank.key(Role.REP)).status_code == 403


def test_a_kept_rep_with_a_blank_name_is_not_let_in(client: TestClient) -> None:
    team = add_team(client, "one")
    with service(client).db.writing() as session:
        admin = session.scalars(select(UserRow).filter_by(team_id=team.id)).one()
        admin.role, admin.rep = Role.REP.value, None
        session.flush()
        with pytest.raises(Forbidden):
            by_user(admin, "")


def test_a_key_for_one_reps_calls_administers_nothing(client: TestClient) -> None:
    team = add_team(client, "one")
    new = {"name": "narrow", "scopes": ["admin"], "rep": "Ann Lee"}
    secret = client.post("/v1/keys", json=new, headers=team.key()).json()["secret"]
    ids, narrow = dict.fromkeys(MAKERS, "x"), {"Authorization": f"Bearer {secret}"}
    for route in (route for route, scope in NEEDS.items() if scope is Scope.ADMIN):
        assert ask(client, route, ids, headers=narrow).status_code == 403, route


def test_an_uploader_gets_a_receipt_and_sees_the_own_jobs(client: TestClient) -> None:
    team = add_team(client, "one")
    as_uploader = team.key(Role.UPLOADER)
    answer = client.post("/v1/calls", json=own_json("Hello."), headers=as_uploader)
    assert (answer.status_code, set(answer.json())) == (201, {"id", "state"})
    theirs = job_id(client, team)
    assert client.get(f"/v1/jobs/{theirs}", headers=as_uploader).status_code == 404


def test_the_same_call_in_two_teams_is_two_calls(
    client: TestClient, teams: tuple[Team, Team]
) -> None:
    made = [client.post("/v1/calls", json=own_json("Hello."), headers=t.key()) for t in teams]
    assert [answer.status_code for answer in made] == [201, 201]
    assert made[0].headers["Call-Id"] != made[1].headers["Call-Id"]


def test_is_open_to_this_computer_alone(serve: Serve) -> None:
    client = serve()
    assert client.get("/v1/calls").status_code == 200
    away = TestClient(client.app, base_url="http://127.0.0.1:8000", client=("10.0.0.9", 1))
    assert away.get("/v1/calls").status_code == 401
