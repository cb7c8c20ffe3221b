import json

import pytest

from analyser.conversation import Role
from analyser.errors import DamagedInput, UnknownFormat
from analyser.ingest import read_bytes
from analyser.ingest.gong import with_parties
from analyser.transcripts.source import Source
from tests.ingest.json_calls import read

MONOLOGUES = [
    {
        "speakerId": "7782342274025937895",
        "topic": None,
        "sentences": [
            {"start": 61200, "end": 63850, "text": "Could we see the yearly price?"},
            {"start": 64000, "end": 65000, "text": "Please."},
        ],
    },
    {"speakerId": "502", "topic": "Pricing", "sentences": [{"text": "Sure."}]},
    {"speakerId": "502", "topic": None, "sentences": [{"start": 70000, "text": "Here."}]},
]
ANSWER = {
    "requestId": "r1",
    "records": {"totalRecords": 1},
    "callTranscripts": [{"callId": "77", "transcript": MONOLOGUES}],
}
DESCRIBED = {
    "metaData": {
        "id": "77",
        "title": "Borel demo",
        "started": 1772636400,
        "duration": 460,
        "language": "eng",
    },
    "context": [
        {"objects": [{"objectType": "Account", "fields": [{"name": "Name", "value": "Borel"}]}]}
    ],
    "parties": [
        {
            "speakerId": "502",
            "name": "Dana Ruiz",
            "emailAddress": "Dana@acme.test",
            "affiliation": "Internal",
        },
        {"speakerId": "7782342274025937895", "name": None, "affiliation": "External"}
        | {"emailAddress": "lee@borel.test"},
        {"speakerId": None, "name": "Silent Sam", "affiliation": "Internal"},
    ],
}
CALLS = {"requestId": "r2", "calls": [DESCRIBED]}


def test_reads_a_monologue_as_one_turn_in_seconds() -> None:
    (call,) = read(ANSWER)
    first, sure, here = call.turns
    assert (first.start, first.end) == (61.2, 65.0)
    assert first.text == "Could we see the yearly price? Please."
    assert (sure.start, sure.end, here.start, here.end) == (None, None, 70.0, None)


def test_keeps_ids_of_twenty_digits_and_states_no_role_without_parties() -> None:
    (call,) = read(ANSWER)
    assert call.id == "77"
    assert call.speakers == ("7782342274025937895", "502")
    assert {turn.role for turn in call.turns} == {None}


@pytest.mark.parametrize(
    "data",
    [
        pytest.param({**DESCRIBED, "transcript": MONOLOGUES}, id="joined-object"),
        pytest.param({**DESCRIBED, "transcript": ANSWER["callTranscripts"][0]}, id="joined-whole"),
        pytest.param({"calls": [{**DESCRIBED, "transcript": MONOLOGUES}]}, id="list-of-joined"),
        pytest.param({**CALLS, **ANSWER}, id="both-answers-merged"),
        pytest.param([CALLS, ANSWER], id="both-answers-listed"),
        pytest.param({"data": {**DESCRIBED, "transcript": MONOLOGUES}}, id="in-an-envelope"),
    ],
)
def test_joins_parties_and_call_data(data: object) -> None:
    (call,) = read(data)
    assert call.format == "gong"
    assert call.speakers == ("lee@borel.test", "Dana Ruiz")
    assert [turn.role for turn in call.turns] == [Role.CUSTOMER, Role.REP, Role.REP]
    assert {p.name: p.email for p in call.participants}["Dana Ruiz"] == "dana@acme.test"
    assert call.meta["date"] == "2026-03-04T15:00:00Z"
    assert (call.meta["duration_s"], call.meta["account"]) == (460, "Borel")


def test_adds_parties_from_a_second_file() -> None:
    (call,) = read(ANSWER)
    named = with_parties(call, Source("calls.json", json.dumps(CALLS).encode()))
    assert named.speakers == ("lee@borel.test", "Dana Ruiz")
    assert named.turns[0].role == Role.CUSTOMER
    assert named.meta["title"] == "Borel demo"


def test_warns_when_the_second_file_lacks_the_call() -> None:
    (call,) = read({"callTranscripts": [{"callId": "78", "transcript": MONOLOGUES}]})
    same = with_parties(call, Source("calls.json", json.dumps(CALLS).encode()))
    assert same.turns == call.turns
    assert "no Gong call" in same.warnings[0]


def test_refuses_a_second_file_without_calls() -> None:
    (call,) = read(ANSWER)
    with pytest.raises(DamagedInput, match="parties exposed"):
        with_parties(call, Source("x.json", b'{"a": 1}'))


def test_reads_several_calls_and_says_which_were_silent() -> None:
    entries = [{"callId": str(n), "transcript": MONOLOGUES} for n in (1, 2)]
    silent = {"callId": "3", "transcript": []}
    calls = read({"callTranscripts": [*entries, silent]})
    assert [call.id for call in calls] == ["1", "2"]
    assert calls[0].warnings == ("1 of 3 calls in the file had no speech and were left out",)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(CALLS, id="calls-without-transcript"),
        pytest.param({"callTranscripts": []}, id="no-calls"),
        pytest.param({"callTranscripts": [{"callId": "1", "transcript": []}]}, id="silent"),
    ],
)
def test_refuses_answers_without_talk(data: object) -> None:
    with pytest.raises(DamagedInput):
        read(data)


def test_does_not_search_without_end() -> None:
    text = '{"data":' * 450 + json.dumps(MONOLOGUES) + "}" * 450
    with pytest.raises(UnknownFormat, match="JSON of an unknown shape"):
        read_bytes(text.encode(), "deep.json")
