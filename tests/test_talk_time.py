from dataclasses import replace

import pytest

from analyser.annotation import AnnotatedCall, AnnotatedTurn
from analyser.conversation import Role
from analyser.talk_time import amount, rep_share, seconds_of, stretches, timing_of
from analyser.testing import marked_call

TEN = "one two three four five six seven eight nine ten"
CALL = (f"R: {TEN}", "C: Yes, right.", f"R: {TEN}", f"C: {TEN} {TEN}")


def timed(start: float | None, end: float | None) -> AnnotatedTurn:
    return AnnotatedTurn("Ann", Role.REP, TEN, (), start, end)


def only_starts(call: AnnotatedCall) -> AnnotatedCall:
    return replace(call, turns=tuple(replace(turn, end=None) for turn in call.turns))


@pytest.mark.parametrize(
    ("start", "end", "seconds"),
    [
        pytest.param(1.0, 3.5, 2.5, id="given"),
        pytest.param(3.0, 1.0, None, id="backwards"),
        pytest.param(1.0, 1.0, None, id="no-length"),
        pytest.param(1.0, None, None, id="no-end"),
        pytest.param(None, None, None, id="none"),
    ],
)
def test_length_of_a_turn(start: float | None, end: float | None, seconds: float | None) -> None:
    assert seconds_of(timed(start, end)) == seconds


@pytest.mark.parametrize(
    ("call", "timing"),
    [
        pytest.param(marked_call(*CALL, seconds=True), "measured", id="start-and-end"),
        pytest.param(only_starts(marked_call(*CALL, seconds=True)), "estimated", id="starts-only"),
        pytest.param(marked_call(*CALL), "none", id="no-times"),
        pytest.param(marked_call(), "none", id="no-turns"),
    ],
)
def test_timing_says_how_times_are_known(call: AnnotatedCall, timing: str) -> None:
    assert timing_of(call) == timing


def test_unmeasured_turns_are_estimated_from_words() -> None:
    assert amount(timed(3.0, 1.0), measured=True) == pytest.approx(10 / 2.6)
    assert amount(timed(1.0, 2.0), measured=False) == 10


def test_share_is_of_both_sides() -> None:
    turns = marked_call(*CALL, f"O: {TEN}", seconds=True).turns
    assert rep_share(turns, measured=False) == pytest.approx(20 / 42)
    assert rep_share(turns, measured=True) == pytest.approx(20 / 42)
    assert rep_share((), measured=False) is None


def test_a_short_answer_does_not_end_a_stretch() -> None:
    found = list(stretches(marked_call(*CALL)))
    assert [(s.role, s.turn, s.words) for s in found] == [
        (Role.REP, 0, 20),
        (Role.CUSTOMER, 3, 20),
    ]


def test_stretches_last_as_long_as_measured() -> None:
    assert [s.seconds for s in stretches(marked_call(*CALL, seconds=True))] == [10.0, 10.0]
