import pytest

from analyser.errors import DamagedInput
from tests.ingest.json_calls import read


def block(who: object, words: str, start: object, end: object) -> dict[str, object]:
    return {"speaker": who, "words": words, "start_time": start, "end_time": end}


MEETING = {
    "session_id": "s1",
    "title": "Borel demo",
    "start_time": "2026-03-04T15:00:00.5Z",
    "end_time": "2026-03-04T15:30:00.5Z",
    "participants": [
        {"name": "Dana Ruiz", "email": "dana@acme.test"},
        {"name": "Lee", "email": "None"},
    ],
    "owner": {"name": "Dana Ruiz", "email": "dana@acme.test"},
}


@pytest.mark.parametrize(
    ("begin", "unit"),
    [
        pytest.param("1772636400000", 1000, id="milliseconds-as-strings"),
        pytest.param(1772636400, 1, id="seconds"),
        pytest.param(0, 1, id="from-the-start"),
    ],
)
def test_counts_from_the_first_block(begin: str | int, unit: int) -> None:
    def at(second: int) -> object:
        return type(begin)(int(begin) + second * unit)

    blocks = [
        block({"name": "Dana Ruiz"}, "Good morning.", at(0), at(2)),
        block({"name": "Lee"}, "Morning.", at(3), None),
    ]
    (call,) = read({**MEETING, "transcript": {"speaker_blocks": blocks}})
    assert (call.format, call.id) == ("read_ai", "s1")
    assert [(t.speaker, t.start, t.end) for t in call.turns] == [
        ("Dana Ruiz", 0.0, 2.0),
        ("Lee", 3.0, None),
    ]
    assert call.meta["duration_s"] == 1800
    assert [p.email for p in call.participants] == ["dana@acme.test", None]


def test_refuses_a_meeting_without_blocks() -> None:
    with pytest.raises(DamagedInput, match=r"Read\.ai"):
        read({**MEETING, "transcript": {"speaker_blocks": []}})
