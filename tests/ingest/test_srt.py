import pytest
import srt as oracle
from hypothesis import given
from hypothesis import strategies as st

from analyser.errors import TranscriptError
from analyser.ingest import read_bytes
from tests.ingest.damage import read_damaged


def turns(text: str) -> list[tuple]:
    (call,) = read_bytes(text.encode(), "call.srt")
    assert call.format == "srt"
    return [(t.speaker, t.text, t.start, t.end) for t in call.turns]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("1\n00:00:01,000 --> 00:00:02,5\nDana: Hi\n\n2\n00:00:02,500 --> "
                     "00:00:04,000\nyou all.\n\n3\n00:00:05,000 --> 00:00:06,000\nLee: Hi\n\n"
                     "4\n00:00:07,000 --> 00:00:08,000\nDana: Ok",
                     [("Dana", "Hi you all.", 1.0, 4.0), ("Lee", "Hi", 5.0, 6.0),
                      ("Dana", "Ok", 7.0, 8.0)], id="name-only-at-a-change"),
        pytest.param("1\n00:00:01,000 --> 00:00:02,000\nDana: Hi\n\n2\n00:00:02,000 --> "
                     "00:00:04,000\nUnknown: Hm\n\n3\n00:00:04,000 --> 00:00:05,000\nright\n\n"
                     "4\n00:00:07,000 --> 00:00:08,000\nDana: Ok",
                     [("Dana", "Hi", 1.0, 2.0), (None, "Hm right", 2.0, 5.0),
                      ("Dana", "Ok", 7.0, 8.0)], id="unknown-is-nobody-and-goes-on"),
        pytest.param("1\n00:00:01,000 --> 00:00:02,000\nDana: Hi\n\n2\n00:00:02,000 --> "
                     "00:00:04,000\nthere.\nLee: Hello\n\n3\n00:00:04,000 --> 00:00:05,000\n"
                     "Lee: you. Dana: Fine.",
                     [("Dana", "Hi there.", 1.0, 4.0), ("Lee", "Hello you.", 2.0, 5.0),
                      ("Dana", "Fine.", 4.0, 5.0)], id="end-of-one-and-start-of-the-next"),
        pytest.param("0\n00:00:01.00 --> 00:00:02.5\n<i>Hi</i>\n\n0\n00:00:02.5 --> 00:00:03.0\n"
                     "{\\an8}you",
                     [(None, "Hi you", 1.0, 3.0)], id="dots-short-fractions-tags-repeated-ids"),
        pytest.param("00:00:01,000 --> 00:00:02,000\nHi\n00:00:02,000 --> 00:00:03,000\nyou",
                     [(None, "Hi you", 1.0, 3.0)], id="no-ids-no-blank-lines"),
        pytest.param("00:01.000 --> 00:02.000\nHi\n\n00:02.000 --> 00:03.000\nyou",
                     [(None, "Hi you", 1.0, 3.0)], id="webvtt-that-lost-its-header"),
        pytest.param("00:01.000 --> 00:02.000\n<v Dana>Hi\n\n00:02.000 --> 00:03.000\n<v Lee>you",
                     [("Dana", "Hi", 1.0, 2.0), ("Lee", "you", 2.0, 3.0)],
                     id="teams-that-lost-its-header"),
        pytest.param("0:00:01.000,0:00:02.000\nHi\n\n0:00:02.000,0:00:03.000\nyou",
                     [(None, "Hi you", 1.0, 3.0)], id="sbv"),
        pytest.param("1\n00: 00: 01, 000 -> 00: 00: 02, 000\nHi",
                     [(None, "Hi", 1.0, 2.0)], id="machine-translated"),
    ],
)  # fmt: skip
def test_reads_what_real_files_hold(text: str, expected: list[tuple]) -> None:
    assert turns(text) == expected


def test_other_encodings_are_read() -> None:
    text = "1\r\n00:00:01,000 --> 00:00:02,000\r\nZoë: Grüße\r\n"
    for encoding in ("utf-16", "utf-8-sig", "cp1252"):
        (call,) = read_bytes(text.encode(encoding), "a.srt")
        assert call.turns[0].start == 1.0


def test_times_without_text_are_refused() -> None:
    with pytest.raises(TranscriptError, match="only times"):
        read_bytes(b"1\n00:00:01,000 --> 00:00:02,000\n\n", "a.srt")


words = st.lists(st.sampled_from(["yes", "no", "price", "later", "thanks"]), min_size=1).map(
    " ".join
)


@given(st.lists(words, min_size=1, max_size=20))
def test_agrees_with_the_srt_library(texts: list[str]) -> None:
    text = "\n".join(
        f"{n}\n00:{n:02}:00,000 --> 00:{n:02}:09,250\n{talk}.\n" for n, talk in enumerate(texts)
    )
    expected = [
        (None, cue.content, cue.start.total_seconds(), cue.end.total_seconds())
        for cue in oracle.parse(text)
    ]
    assert turns(text) == expected


@given(st.data())
def test_damaged_files_raise_transcript_errors_only(data: st.DataObject) -> None:
    whole = b"1\n00:00:01,000 --> 00:00:02,000\nDana: Hi\n\n2\n0:0:3.5 --> 0:0:4\nLee\nyes"
    read_damaged(whole, "a.srt", data)
