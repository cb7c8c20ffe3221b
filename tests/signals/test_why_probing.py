import pytest

from analyser.signals.why_probing import why_probing
from analyser.testing import marked_call

ASKS = "C: [request: Can you deliver by March?]"
DOUBTS = "C: [objection: I am not sure that it fits.]"
WHY = "R: [question.open+probe.why: What is behind that?]"
GIVES = "R: [promise.commitment: I'll arrange it.]"


@pytest.mark.parametrize(
    ("lines", "share"),
    [
        pytest.param([ASKS, WHY], 1.0, id="probed"),
        pytest.param([ASKS, GIVES], 0.0, id="jumped"),
        pytest.param([ASKS, WHY, ASKS, GIVES], 0.5, id="one-of-two"),
        pytest.param([DOUBTS, WHY], 1.0, id="objection-met-with-a-probe"),
        pytest.param([DOUBTS, "R: It does."], 0.0, id="objection-argued-away"),
        pytest.param([ASKS, WHY, DOUBTS, "R: It does."], 2 / 3, id="objection-weighs-half"),
    ],
)
def test_share_probed_before_acting(lines: list[str], share: float) -> None:
    assert why_probing.measure(marked_call(*lines)).value == pytest.approx(share, abs=1e-4)


def test_is_absent_when_nothing_was_asked_or_doubted() -> None:
    reading = why_probing.measure(marked_call("R: Hello.", "C: Hello."))
    assert reading.absent_because == "the customer made no request and raised no objection"


def test_suggests_a_question_that_takes_up_the_date() -> None:
    (moment,) = why_probing.measure(marked_call(ASKS, GIVES)).moments
    assert (moment.kind, moment.turn) == ("request_jumped", 0)
    assert "by March" in moment.instead


def test_praises_the_probe() -> None:
    (moment,) = why_probing.measure(marked_call(ASKS, WHY)).moments
    assert (moment.kind, moment.turn, moment.severity) == ("request_probed", 1, "good")
