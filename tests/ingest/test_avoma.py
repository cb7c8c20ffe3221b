import pytest

from analyser.conversation import Role
from analyser.errors import DamagedInput
from tests.ingest.json_calls import read

CALL = {
    "uuid": "t1",
    "meeting_uuid": "m1",
    "transcription_vtt_url": "https://example.test/t1",
    "speakers": [
        {"id": 0, "name": "Dana Ruiz", "email": "dana@acme.test", "is_rep": True},
        {"id": 1, "name": None, "email": "lee@borel.test", "is_rep": False},
    ],
    "transcript": [
        {"speaker_id": 0, "transcript": "Good to see you.", "timestamps": [1.1, 1.3, 1.5, 1.74]},
        {"speaker_id": 1, "transcript": "Yes.", "timestamps": [2.0]},
        {"speaker_id": 2, "transcript": "Hello.", "timestamps": []},
    ],
}


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(CALL, id="single"),
        pytest.param([CALL], id="list"),
        pytest.param({"count": 1, "next": None, "results": [CALL]}, id="page"),
    ],
)
def test_reads_speakers_roles_and_word_times(data: object) -> None:
    (call,) = read(data)
    assert (call.format, call.id) == ("avoma", "m1")
    assert [(t.speaker, t.role, t.start, t.end) for t in call.turns] == [
        ("Dana Ruiz", Role.REP, 1.1, 1.74),
        ("lee@borel.test", Role.CUSTOMER, 2.0, None),
        ("2", None, None, None),
    ]


def test_reads_several_calls() -> None:
    assert [c.id for c in read([CALL, {**CALL, "meeting_uuid": "m2"}])] == ["m1", "m2"]


def test_refuses_a_transcription_without_talk() -> None:
    with pytest.raises(DamagedInput, match="Avoma"):
        read({**CALL, "transcript": []})
