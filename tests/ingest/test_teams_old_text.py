import pytest

from analyser.ingest import read_bytes


def turns(text: str) -> list[tuple]:
    (call,) = read_bytes(text.encode(), "call.txt")
    assert call.format == "teams_old_text"
    return [(t.speaker, t.text, t.start, t.end) for t in call.turns]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("0:0:1.0 --> 0:0:4.710\nDana Ruiz\nThanks for\njoining.\n\n"
                     "0:0:5.50 --> 0:1:22.50\nLee Okafor (Guest)\nHi.",
                     [("Dana Ruiz", "Thanks for joining.", 1.0, 4.71),
                      ("Lee Okafor (Guest)", "Hi.", 5.5, 82.5)], id="fractions-are-decimal"),
        pytest.param("00:00:01.000 --> 00:00:04.710\nDana\nHi.\n\n00:00:05.000 --> 00:00:06.000\n"
                     "Dana\nSo.",
                     [("Dana", "Hi.", 1.0, 4.71), ("Dana", "So.", 5.0, 6.0)],
                     id="padded-and-not-joined"),
        pytest.param("0:0:1.0 --> 0:0:4.7\nUnknown\nHi.\n0:0:5.0 --> 0:0:6.0\nDana\nSo.",
                     [(None, "Hi.", 1.0, 4.7), ("Dana", "So.", 5.0, 6.0)], id="no-blank-lines"),
    ],
)  # fmt: skip
def test_reads_time_name_and_text(text: str, expected: list[tuple]) -> None:
    assert turns(text) == expected
