import pytest

from analyser.signals.curiosity import curiosity
from analyser.testing import marked_call

SAID = "C: The hand-over between both shifts is what takes us so long."
SHORT = "C: The hand-over."
REFLECTS = "R: [reflect: So it is slow there.]"
PROBES = "R: [question.open+probe.why: What is behind it?]"
TAKES_UP = "R: Our board shows every shifts plan."
GOES_ON = "R: We also have a mobile app."


@pytest.mark.parametrize(
    ("lines", "worth"),
    [
        pytest.param([SAID, REFLECTS], 0.8 + 0.2 / 3, id="reflected"),
        pytest.param([SAID, PROBES], 0.8 + 0.2 / 3, id="dug-into"),
        pytest.param([SAID, TAKES_UP], 0.4, id="words-taken-up"),
        pytest.param([SAID, "R: Okay. [question.closed: Which two?]"], 0.4, id="asked-on"),
        pytest.param([SAID, GOES_ON], 0.0, id="went-on-with-the-script"),
        pytest.param(
            [SAID, "R: Yes, and that takes us what?"], 0.0, id="small-words-are-no-uptake"
        ),
        pytest.param([SAID, "C: Yes.", "O: Hm.", REFLECTS], 0.8 + 0.2 / 3, id="heard-over-turns"),
        pytest.param([SAID, GOES_ON, REFLECTS], 0.0, id="only-the-first-turn-answers"),
        pytest.param([SAID, "R: Mm-hm.", "C: Yes.", REFLECTS], 0.8 + 0.2 / 3, id="after-a-nod"),
        pytest.param([SAID, REFLECTS, SAID, GOES_ON], 0.4 + 0.2 / 3, id="one-of-two"),
        pytest.param([SAID, REFLECTS, SAID, PROBES, SAID, REFLECTS], 1.0, id="dug-on-three-deep"),
        pytest.param([SAID, TAKES_UP] * 4, 0.0, id="a-topic-of-the-whole-call-is-no-uptake"),
    ],
)
def test_worth_of_answers(lines: list[str], worth: float) -> None:
    assert curiosity.measure(marked_call(*lines)).value == pytest.approx(worth, abs=1e-4)


def test_is_absent_when_the_customer_said_little() -> None:
    reading = curiosity.measure(marked_call(SHORT, REFLECTS))
    assert reading.absent_because == "the rep never answered 8 words or more of the customer"


def test_praises_reflections_three_at_most() -> None:
    moments = curiosity.measure(marked_call(*[SAID, REFLECTS] * 5)).moments
    assert [(m.kind, m.severity) for m in moments] == [("reflection", "good")] * 3
