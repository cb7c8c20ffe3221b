import pytest

from analyser.signals.talk_listen import LONG_WORDS, talk_listen
from analyser.testing import marked_call


def test_share_is_by_words_without_times() -> None:
    reading = talk_listen.measure(marked_call("R: one two three", "C: one"))
    assert (reading.value, reading.unit) == (0.75, "share of words")


def test_share_is_by_time_where_measured() -> None:
    reading = talk_listen.measure(marked_call("R: one two three", "C: one", seconds=True))
    assert (reading.value, reading.unit) == (0.75, "share of time")


def test_third_parties_do_not_move_it() -> None:
    lines = ["R: one two three", "C: one"]
    with_other = talk_listen.measure(marked_call(*lines, "O: " + "word " * 50))
    assert with_other.value == talk_listen.measure(marked_call(*lines)).value


@pytest.mark.parametrize(
    ("between", "found"),
    [("C: mm", 1), ("C: but that is not how we see it", 0)],
    ids=["back-channel-does-not-break-it", "a-real-turn-does"],
)
def test_a_long_stretch_is_a_moment(between: str, found: int) -> None:
    half = "R: " + "word " * (LONG_WORDS // 2 + 1)
    moments = talk_listen.measure(marked_call("C: Go on.", half, between, half)).moments
    assert [m.kind for m in moments] == ["monologue"] * found
