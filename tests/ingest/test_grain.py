import pytest

from analyser.errors import DamagedInput
from tests.ingest.json_calls import read

ROWS = [
    {
        "participant_id": "a",
        "speaker": "Dana Ruiz",
        "start": 3100,
        "end": 5500,
        "text": "Hi there.",
    },
    {"participant_id": "a", "speaker": "Dana Ruiz", "start": 5600, "end": 7000, "text": "Ready?"},
    {"participant_id": "b", "speaker": None, "start": 900, "end": None, "text": "Hello."},
]


@pytest.mark.parametrize(
    "data",
    [pytest.param(ROWS, id="list"), pytest.param({"id": "g", "transcript": ROWS}, id="in-object")],
)
def test_reads_milliseconds_in_time_order(data: object) -> None:
    (call,) = read(data)
    assert call.format == "grain"
    assert [(t.speaker, t.start, t.end) for t in call.turns] == [
        ("b", 0.9, None),
        ("Dana Ruiz", 3.1, 7.0),
    ]


def test_refuses_rows_without_words() -> None:
    with pytest.raises(DamagedInput, match="Grain"):
        read([{**row, "text": " "} for row in ROWS])
