import pytest

from analyser.errors import DamagedInput
from tests.ingest.json_calls import read


def piece(ts: str, end: str, text: str, **who: object) -> dict[str, object]:
    return {"ts": ts, "end_ts": end, "text": text, **who}


DANA = [{"username": "dana_k42", "email_address": "dana@acme.test", "word_items": []}]
CALL = {
    "type": "zoom_transcript",
    "ver": 1,
    "recording_id": "r1",
    "recording_start": "2026-03-04T15:00:00Z",
    "timeline": [
        piece("00:00:04.500", "00:00:09.300", "Hi.", users=DANA),
        piece("00:00:09.400", "00:00:10.000", "Ready?", users=DANA),
        piece("00:00:11.000", "00:00:12.000", "Yes.", username="Lee (Borel)"),
        piece("01:00:00.000", "01:00:01.000", "Who is this?", users=[]),
    ],
}


@pytest.mark.parametrize(
    "data", [pytest.param(CALL, id="whole"), pytest.param({"data": CALL}, id="in-an-envelope")]
)
def test_reads_offsets_and_names(data: object) -> None:
    (call,) = read(data)
    assert (call.format, call.id) == ("zoom_timeline", "r1")
    assert [(t.speaker, t.start, t.end) for t in call.turns] == [
        ("dana_k42", 4.5, 10.0),
        ("Lee (Borel)", 11.0, 12.0),
        (None, 3600.0, 3601.0),
    ]
    assert call.participants[0].email == "dana@acme.test"


def test_refuses_a_timeline_without_words() -> None:
    with pytest.raises(DamagedInput, match="without words"):
        read({"timeline": [{"ts": "00:00:01.000", "users": DANA}]})
