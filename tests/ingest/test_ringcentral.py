import pytest

from analyser.conversation import Role
from analyser.errors import DamagedInput
from analyser.ingest import read_bytes
from tests.ingest.json_calls import read

TALK = [
    {"start": 0.5, "end": 2.0, "text": "Good morning, how are you?", "speakerId": "p1"},
    {"start": 2.5, "end": 4.0, "text": "Fine, and what does it cost?", "speakerId": "p2"},
    {"start": 4.5, "end": 5.0, "text": "One moment.", "speakerId": "p3"},
]
CALL = {
    "title": "Dana to Lee",
    "sourceRecordId": "r9",
    "callDirection": "Outbound",
    "recordingDurationMs": 5200,
    "recordingStartTime": "2026-03-04T15:00:00Z",
    "speakerInfo": [
        {"speakerId": "p1", "name": "Dana Ruiz", "accountId": "1", "extensionId": "7"},
        {"speakerId": "p2", "name": None, "accountId": None, "extensionId": None},
    ],
    "insights": {"Transcript": TALK, "Summary": []},
}


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(CALL, id="insights"),
        pytest.param({"uuid": "e", "event": "/x", "body": CALL}, id="live-event"),
    ],
)
def test_names_speakers_and_sides(data: object) -> None:
    (call,) = read(data)
    assert (call.format, call.id) == ("ringcentral", "r9")
    assert [(t.speaker, t.role, t.start, t.end) for t in call.turns] == [
        ("Dana Ruiz", Role.REP, 0.5, 2.0),
        ("p2", Role.CUSTOMER, 2.5, 4.0),
        ("p3", None, 4.5, 5.0),
    ]
    assert call.meta["duration_s"] == 5.2


def test_drops_what_the_other_channel_overheard() -> None:
    lines = [
        {"speakerId": "0", "start": 1.0, "end": 3.0, "text": "We start in June then."},
        {"speakerId": "1", "start": 1.2, "end": 3.1, "text": "we start in June then"},
        {"speakerId": "1", "start": 3.5, "end": 4.5, "text": "Sounds right to me."},
    ]
    for data in (lines, {"utterances": lines}):
        (call,) = read(data)
        assert call.format == "ringcentral"
        assert [turn.speaker for turn in call.turns] == ["0", "1"]


def test_refuses_published_samples_that_are_no_json() -> None:
    with pytest.raises(DamagedInput, match="invalid at line"):
        read_bytes(b'{"insights": {"Transcript": [\n{"text": "x"},\n...\n]}}', "sample.json")


def test_refuses_insights_without_transcript() -> None:
    with pytest.raises(DamagedInput, match="RingCentral"):
        read({**CALL, "insights": {"Summary": []}})
