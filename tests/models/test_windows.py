import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.windows import CLS, ROLE_TOKENS, SEP, token_stream, window_ids, windows

REP = ROLE_TOKENS["rep"]
TURNS = st.lists(st.text(st.sampled_from("ab é,.שз👍'\n "), max_size=60), max_size=8)


@settings(max_examples=60, deadline=None)
@given(TURNS, st.integers(1, 12), st.integers(0, 6), st.integers(0, 6), st.integers(1, 20))
def test_every_token_is_owned_once_and_read(
    texts: list[str], owned: int, before: int, after: int, first: int
) -> None:
    stream = token_stream(texts, [REP] * len(texts))
    cut = windows(stream, owned=owned, before=before, after=after, first_owned=first)
    own = [token for w in cut for token in range(w.owned_first, w.owned_last)]
    assert own == list(range(len(stream.ids)))
    assert all(w.first <= w.owned_first and w.owned_last <= w.last for w in cut)


@settings(max_examples=60, deadline=None)
@given(TURNS)
def test_offsets_lie_in_the_text(texts: list[str]) -> None:
    stream = token_stream(texts, [REP] * len(texts))
    for turn, start, end in zip(stream.turn, stream.start, stream.end, strict=True):
        assert (start, end) == (-1, -1) or 0 <= start < end <= len(texts[turn])


def test_each_turn_opens_with_its_marker() -> None:
    stream = token_stream(["Hello there.", "", "Hi."], [1, 2, 3])
    assert stream.ids[stream.markers].tolist() == [1, 2, 3]
    assert stream.turn[stream.markers].tolist() == [0, 1, 2]


def test_punctuation_opens_no_word() -> None:
    stream = token_stream(["Ten, don't"], [REP])
    text = [
        ("Ten, don't"[a:b], bool(w))
        for a, b, w in zip(stream.start, stream.end, stream.word_start, strict=True)
    ]
    assert [piece for piece, opens in text if opens] == ["Ten", "don"]


def test_a_window_inside_a_turn_repeats_its_marker() -> None:
    stream = token_stream(["word " * 50], [REP])
    first, second, *_ = windows(stream, owned=20, before=5, after=5)
    assert (first.marker, second.marker) == (None, REP)
    ids = window_ids(stream, second)
    assert (ids[:2], ids[-1]) == ([CLS, REP], SEP)
    assert ids[second.offset] == stream.ids[second.first]


@pytest.mark.parametrize("turns", [1, 9])
def test_cuts_fall_between_turns_where_they_can(turns: int) -> None:
    stream = token_stream(["one two three"] * turns, [REP] * turns)
    starts = {w.owned_first for w in windows(stream, owned=9)}
    assert starts <= set(stream.markers.tolist())
