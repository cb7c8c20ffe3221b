"""Every signal, new ones too, keeps the same promises."""

from pathlib import Path

import pytest

from analyser.annotation import AnnotatedCall
from analyser.reading import ROLES_UNKNOWN, Severity, Signal
from analyser.signals import all_signals
from analyser.testing import marked_call

HERE = Path(__file__).parent
CALL = marked_call(
    "R: [question.check: Is now good?] [candour.intent: Let's see if this fits; if not, fine.]",
    "C: [request+price.objection: Could you do it for 80 by March, we have little budget?]",
    "R: [question.open+probe.why: What makes it 80?] [question.leading: You want to save, right?]",
    "C: Our board gave us that sum last year and nobody has looked at it since, to be honest.",
    "R: [price.cut: Fine, 80.] [promise.over+promise.commitment: We'll be live by March, always.]",
    "C: [objection: I am not sure about the hand-over.] [question.info: How does it work?]",
    "R: [reflect: The hand-over worries you.] [insight: Firms like yours start with one site.]",
    "R: [price.hold: The price stands for its worth.] [pressure: This ends tonight.]",
    "C: [promise.commitment: I'll ask our board by Friday.]",
    "R: [mutual.step: If I send it by Monday, could you bring IT on Thursday?]",
    date="2026-03-04",
)


@pytest.fixture(params=all_signals().values(), ids=all_signals().keys())
def signal(request: pytest.FixtureRequest) -> Signal:
    return request.param


def test_same_call_same_reading(signal: Signal) -> None:
    assert signal.measure(CALL) == signal.measure(CALL)


@pytest.mark.parametrize("heading", ["Unit", "Formula", "Limits", "Source"])
def test_help_names(signal: Signal, heading: str) -> None:
    assert signal.part(heading)


def test_has_a_test_file(signal: Signal) -> None:
    assert (HERE / f"test_{signal.name}.py").exists()


def test_moments_lie_inside_the_call(signal: Signal) -> None:
    for moment in signal.measure(CALL).moments:
        assert CALL.quote(moment.turn, moment.sentence)
        assert 0 <= moment.confidence <= 1


def test_every_moment_says_why_and_what_instead(signal: Signal) -> None:
    for moment in signal.measure(CALL).moments:
        assert moment.because
        assert bool(moment.instead) == (moment.severity is not Severity.GOOD)


def test_a_reading_has_a_summary(signal: Signal) -> None:
    reading = signal.measure(CALL)
    assert reading.absent_because or reading.summary.endswith(".")


@pytest.mark.parametrize(
    "call",
    [
        pytest.param(marked_call(), id="no-turns"),
        pytest.param(marked_call("R: Hello."), id="one-side"),
        pytest.param(marked_call("?: Hello.", "?: Hello."), id="sides-unknown"),
    ],
)
def test_without_two_sides_it_cannot_tell(signal: Signal, call: AnnotatedCall) -> None:
    reading = signal.measure(call)
    assert (reading.value, reading.absent_because) == (None, ROLES_UNKNOWN)
