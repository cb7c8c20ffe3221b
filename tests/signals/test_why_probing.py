import pytest

from analyser.signals.why_probing import why_probing
from analyser.testing import marked_call

ASKS = "C: [request: Can you deliver by March?]"
DOUBTS = "C: [objection: I am not sure that it fits.]"
WHY = "R: [question.open+probe.why: What is behind that?]"
WHAT_IF = "R: [question.open+probe.consequence: What happens if you miss it?]"
SEND = "C: [request: Could you send me the brochure?]"
GIVES = "R: [promise.commitment: I'll arrange it.]"


@pytest.mark.parametrize(
    ("lines", "share"),
    [
        pytest.param([ASKS, WHY], 0.9, id="probed"),
        pytest.param([ASKS, WHY, "C: IT.", WHAT_IF], 1.0, id="probed-in-two-ways"),
        pytest.param([ASKS, GIVES], 0.0, id="jumped"),
        pytest.param([ASKS, WHY, ASKS, GIVES], 0.45, id="one-of-two"),
        pytest.param([DOUBTS, WHY], 0.9, id="objection-met-with-a-probe"),
        pytest.param([DOUBTS, "R: It does."], 0.0, id="objection-argued-away"),
        pytest.param([ASKS, WHY, DOUBTS, "R: It does."], 0.6, id="objection-weighs-half"),
        pytest.param([ASKS, WHY, SEND, GIVES], 0.6, id="a-document-weighs-half"),
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


@pytest.mark.parametrize(
    ("given", "told"),
    [
        pytest.param(GIVES, "committed to it", id="commitment"),
        pytest.param("R: [promise.over: No problem.]", "assured it", id="overpromise"),
        pytest.param("R: [price.cut: And ten off.]", "came down on the price", id="cut"),
        pytest.param("R: Yes, we can.", "said yes", id="plain-yes"),
    ],
)
def test_tells_what_was_granted_without_knowing_why(given: str, told: str) -> None:
    reading = why_probing.measure(marked_call(ASKS, given))
    assert told in reading.moments[0].because
    assert reading.details["granted_unknown"] == 1


def test_tells_how_deep_and_how_soon() -> None:
    reading = why_probing.measure(marked_call(ASKS, "R: Hm.", "C: So?", WHY, "C: IT.", WHAT_IF))
    assert (reading.details["most_kinds_of_probe"], reading.details["turns_to_probe"]) == (2, 3)


@pytest.mark.parametrize(
    ("answer", "kinds"),
    [
        pytest.param(WHY, ["objection_probed"], id="probed"),
        pytest.param("R: It does.", ["objection_passed_over"], id="argued-away"),
        pytest.param("R: [reflect: You doubt the fit.]", [], id="given-back"),
    ],
)
def test_moments_at_objections(answer: str, kinds: list[str]) -> None:
    assert [m.kind for m in why_probing.measure(marked_call(DOUBTS, answer)).moments] == kinds
