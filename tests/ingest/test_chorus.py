import pytest

from analyser.conversation import Role
from analyser.errors import DamagedInput
from tests.ingest.json_calls import read

UTTERANCES = [
    {"index": 0, "speaker_name": "Dana Ruiz", "speaker_type": "rep"}
    | {"snippet": "Thanks for joining.", "snippet_time": 5.2, "snippet_length": 2.4},
    {"index": 1, "speaker_name": "Lee", "speaker_type": "cust"}
    | {"snippet": "Sure.", "snippet_time": 7.0, "snippet_length": None},
    {
        "index": 2,
        "speaker_name": None,
        "speaker_type": None,
        "snippet": "Hm.",
        "snippet_time": None,
    },
]
CALL = {
    "id": "c1",
    "attributes": {
        "name": "Borel demo",
        "account": {"name": "Borel"},
        "participants": [{"name": "Dana Ruiz", "type": "rep", "email": "dana@acme.test"}],
        "recording": {
            "start_time": "2026-03-04T15:00:00Z",
            "duration": 2872.75,
            "clusters": [{"matched_by": "guess"}, {"matched_by": "voice"}],
            "utterances": UTTERANCES,
        },
    },
}


@pytest.mark.parametrize(
    "data",
    [
        pytest.param({"data": CALL}, id="answer"),
        pytest.param({"data": [CALL]}, id="list-answer"),
        pytest.param(CALL, id="bare"),
    ],
)
def test_reads_utterances_with_role_and_length(data: object) -> None:
    (call,) = read(data)
    assert (call.format, call.id) == ("chorus", "c1")
    assert [(t.speaker, t.role, t.start, t.end) for t in call.turns] == [
        ("Dana Ruiz", Role.REP, 5.2, 7.6),
        ("Lee", Role.CUSTOMER, 7.0, None),
        (None, None, None, None),
    ]
    assert call.meta["duration_s"] == 2872.75
    assert call.meta["account"] == "Borel"
    assert call.participants[0].email == "dana@acme.test"


def test_says_when_speakers_were_guessed() -> None:
    (call,) = read({"data": CALL})
    assert call.warnings == ("Chorus only guessed who 1 of the 2 speakers are",)


def test_refuses_a_recording_without_utterances() -> None:
    attributes = {"recording": {"utterances": []}}
    with pytest.raises(DamagedInput, match="Chorus"):
        read({"data": {"id": "c", "attributes": attributes}})
