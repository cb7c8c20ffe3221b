from math import exp

import pytest

from analyser.signals.expertise import MIN_REP_WORDS, expertise
from analyser.testing import marked_call

HELLO = "C: Hello."
TALK = "R: " + "word " * MIN_REP_WORDS
INSIGHT = "R: [insight: Most clinics start with one site.]"


@pytest.mark.parametrize(
    ("lines", "worth"),
    [
        pytest.param([TALK], 0.0, id="none-is-nought"),
        pytest.param([INSIGHT, TALK], 1 - exp(-0.5) + 0.1, id="one-at-the-start"),
        pytest.param([TALK, INSIGHT], 1 - exp(-0.5), id="one-at-the-end"),
        pytest.param([INSIGHT, TALK, INSIGHT], 1 - exp(-1) + 0.1, id="two"),
        pytest.param([*[INSIGHT] * 9, TALK], 1.0, id="never-above-one"),
    ],
)
def test_worth_of_insights(lines: list[str], worth: float) -> None:
    reading = expertise.measure(marked_call(*lines, HELLO))
    assert reading.value == pytest.approx(worth, abs=0.006)


def test_is_absent_with_little_talk_of_the_rep() -> None:
    reading = expertise.measure(marked_call(HELLO, INSIGHT))
    assert reading.absent_because == "too little talk of the rep: 6 words, 150 needed"


def test_praises_insights_three_at_most() -> None:
    moments = expertise.measure(marked_call(*[INSIGHT] * 5, TALK, HELLO)).moments
    assert [(m.kind, m.turn) for m in moments] == [("insight_given", n) for n in range(3)]
