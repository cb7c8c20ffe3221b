"""Moments as a queue, what people say about them, and what can be learnt from that."""

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from analyser.conversation import Conversation
from analyser.settings import Settings
from api.access import Role
from api.work.analyst import Road
from models.verdicts import read_verdicts
from tests.api.quick_service import Serve, moment, on_each_database, own_json, quick_report, send
from tests.api.teams import Team, add_team

KINDS = ("premature_price_cut", "pressure", "long_pitch")


def report(call: Conversation, settings: Settings) -> dict[str, Any]:
    """Three moments of a rep, of which the sentences bear labels."""
    found = quick_report(call, settings)
    places = list(zip(range(1, 4), KINDS, ("medium", "high", "low"), strict=True))
    found["moments"] = [
        {**moment(call, turn, severity), "id": kind, "kind": kind}
        for turn, kind, severity in places
    ]
    for turn in found["turns"]:
        text = turn["text"]
        labels = {"price.cut": 0.9, "pressure": 0.8}
        turn["sentences"] = [
            {"start_char": 0, "end_char": len(text), "text": text, "labels": labels}
        ]
    return found


TALK = ["Too dear.", "Say 80 then.", "Only today!", "We do a great deal of things."]
CALL = {
    "turns": [
        {"speaker": "Lee" if n == 0 else "Ann", "role": "customer" if n == 0 else "rep", "text": t}
        for n, t in enumerate(TALK)
    ]
}


@pytest.fixture
def judged(serve: Serve) -> TestClient:
    """A service with one call of three moments."""
    client = serve(road=Road(lambda _settings: "acts 0.0.0", report))
    assert client.post("/v1/calls", json=CALL).status_code == 201
    return client


def listed(client: TestClient, **query: Any) -> dict[str, dict[str, Any]]:
    """Moments by their kind, in the order of the answer."""
    answer = client.get("/v1/moments", params=query)
    assert answer.status_code == 200, answer.text
    return {item["kind"]: item for item in answer.json()["items"]}


def judge(client: TestClient, kind: str, **said: Any) -> Any:
    found = listed(client)[kind]["id"]
    return client.post(f"/v1/moments/{found}/verdicts", json=said)


def test_the_transcript_is_what_may_be_handed_in_again(client: TestClient) -> None:
    sent = own_json("We need it.", id="acme-1", meta={"account": "Acme"})
    call = client.post("/v1/calls", json=sent).headers["Call-Id"]
    found = client.get(f"/v1/calls/{call}/transcript").json()
    assert (found["id"], found["meta"]["account"]) == ("acme-1", "Acme")
    assert [turn["text"] for turn in found["turns"]] == ["We need it.", "Why?"]
    assert client.post("/v1/calls", json=found).status_code in (200, 201)


@on_each_database
def test_the_queue_begins_with_the_gravest_and_pages_through(judged: TestClient) -> None:
    assert list(listed(judged)) == ["pressure", "premature_price_cut", "long_pitch"]
    cursor, seen = None, []
    while True:
        params = {"limit": 1} | ({"cursor": cursor} if cursor else {})
        page = judged.get("/v1/moments", params=params).json()
        seen += [item["kind"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert seen == ["pressure", "premature_price_cut", "long_pitch"]
    answer = judged.get("/v1/moments", params={"cursor": "nowhere"})
    assert answer.status_code == 422
    assert answer.json()["type"] == "/docs#bad-parameter"


@on_each_database
def test_filters_count_together(client: TestClient) -> None:
    send(client, rep="Ann Lee", account="Acme", date="2026-03-04")
    assert list(listed(client, kind="why_probe")) == ["why_probe"]
    assert list(listed(client, severity="high")) == ["premature_price_cut"]
    assert len(listed(client, rep="ANN lee", account="acme", since="2026-03-04")) == 2
    assert listed(client, rep="Ann Lee", until="2026-03-03") == {}
    assert listed(client, assignee="nobody") == {}


@on_each_database
def test_the_newest_verdict_counts_and_all_are_kept(judged: TestClient) -> None:
    assert judge(judged, "pressure", verdict="confirmed").status_code == 201
    answer = judge(judged, "pressure", verdict="unsure", comment="On second thoughts.")
    assert [one["verdict"] for one in answer.json()["items"]] == ["unsure", "confirmed"]
    assert listed(judged)["pressure"]["verdict"] == "unsure"
    assert "pressure" not in listed(judged, unreviewed=True)
    moment_id = listed(judged)["pressure"]["id"]
    history = judged.get(f"/v1/moments/{moment_id}/verdicts").json()["items"]
    assert history == answer.json()["items"]
    actions = [line["action"] for line in judged.get("/v1/audit").json()["items"]]
    assert actions.count("moment.judge") == 2


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"verdict": "maybe"}, id="no-such-verdict"),
        pytest.param({"verdict": "dismissed", "corrected": "x"}, id="no-such-label"),
        pytest.param({"verdict": "dismissed", "corrected": "objection"}, id="other-side's-label"),
        pytest.param({"verdict": "confirmed", "corrected": "price.cut"}, id="nothing-to-correct"),
        pytest.param({"verdict": "unsure", "comment": "\0"}, id="no-text"),
    ],
)
def test_refuses_what_is_no_verdict(judged: TestClient, said: dict[str, Any]) -> None:
    assert judge(judged, "pressure", **said).status_code == 422
    assert listed(judged)["pressure"]["verdict"] is None


@on_each_database
def test_moments_are_given_to_those_who_review(judged: TestClient) -> None:
    made = {
        role: judged.post(
            "/v1/users",
            json={
                "email": f"{role}@x.example",
                "name": role.value,
                "role": role,
                "password": "correct horse battery",
            },
        ).json()["id"]
        for role in (Role.COACH, Role.ANALYST)
    }
    where = f"/v1/moments/{listed(judged)['pressure']['id']}/assignment"
    assert judged.put(where, json={"user": made[Role.COACH]}).status_code == 200
    assert list(listed(judged, assignee=made[Role.COACH])) == ["pressure"]
    assert listed(judged)["pressure"]["assignee"] == made[Role.COACH]
    assert judged.put(where, json={"user": made[Role.ANALYST]}).status_code == 422
    assert judged.put(where, json={"user": "nobody"}).status_code == 404
    assert judged.put(where, json={"user": None}).status_code == 200
    assert listed(judged, assignee=made[Role.COACH]) == {}


@on_each_database
@pytest.mark.parametrize(
    ("kind", "said", "learnt"),
    [
        pytest.param("pressure", {"verdict": "confirmed"}, ("confirmed", None), id="confirmed"),
        pytest.param("pressure", {"verdict": "dismissed"}, ("dismissed", None), id="dismissed"),
        pytest.param("premature_price_cut", {"verdict": "dismissed"}, None, id="course-or-label"),
        pytest.param(
            "premature_price_cut",
            {"verdict": "dismissed", "corrected": "price.state"},
            ("dismissed", "price.state"),
            id="another-label",
        ),
        pytest.param(
            "premature_price_cut",
            {"verdict": "dismissed", "corrected": "price.cut"},
            ("confirmed", None),
            id="right-label-wrong-course",
        ),
        pytest.param("long_pitch", {"verdict": "confirmed"}, None, id="rests-on-no-label"),
    ],
)
def test_verdicts_are_exported_as_what_training_reads(
    judged: TestClient, tmp_path: Path, kind: str, said: dict[str, Any], learnt: Any
) -> None:
    judge(judged, kind, verdict="unsure")
    assert judge(judged, kind, **said).status_code == 201
    file = tmp_path / "verdicts.jsonl"
    file.write_bytes(judged.get("/v1/verdicts/export").content)
    found = read_verdicts(file)
    if learnt is None:
        assert found == []
        return
    (line,) = found
    turn = 1 + KINDS.index(kind)
    assert (line.verdict, line.corrected) == learnt
    assert (line.text, line.turn, line.sentence) == (TALK[turn], turn, 0)
    assert [one.text for one in line.before] == TALK[:turn]


def test_a_rep_sees_moments_of_the_own_calls_alone(client: TestClient) -> None:
    team: Team = add_team(client, "one", rep="Zoë Ng")
    files = {"file": ("a.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nLee Park: Hello there.\n")}
    client.post("/v1/calls", files=files, data={"rep": "Lee Park"}, headers=team.key())
    assert len(client.get("/v1/moments", headers=team.key()).json()["items"]) == 2
    assert client.get("/v1/moments", headers=team.key(Role.REP)).json()["items"] == []
