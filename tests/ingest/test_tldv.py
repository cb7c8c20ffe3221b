import pytest

from analyser.errors import DamagedInput
from tests.ingest.json_calls import read

PIECES = [
    {"speaker": "Dana Ruiz", "text": "Hello.", "startTime": 1.5, "endTime": 2},
    {"speaker": "Dana Ruiz", "text": "Ready?", "startTime": 2.5, "endTime": 3},
    {"speaker": "", "text": "Yes.", "startTime": 4, "endTime": None},
]


def test_joins_pieces_and_keeps_the_unknown_unknown() -> None:
    (call,) = read({"id": "x", "meetingId": "m", "data": PIECES})
    assert (call.format, call.id) == ("tldv", "m")
    assert [(t.speaker, t.start, t.end) for t in call.turns] == [
        ("Dana Ruiz", 1.5, 3.0),
        (None, 4.0, None),
    ]


def test_tells_milliseconds_of_a_re_save_by_the_rate_of_words() -> None:
    piece = {"speaker": "Dana", "text": "Shall we begin with the price?"}
    (call,) = read({"meetingId": "m", "data": [{**piece, "startTime": 1500, "endTime": 3500}]})
    assert (call.turns[0].start, call.turns[0].end) == (1.5, 3.5)


def test_refuses_pieces_without_words() -> None:
    with pytest.raises(DamagedInput, match="tl;dv"):
        read({"meetingId": "m", "data": [{**PIECES[0], "text": ""}]})
