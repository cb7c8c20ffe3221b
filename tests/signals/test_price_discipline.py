import pytest

from analyser.signals.price_discipline import price_discipline
from analyser.testing import marked_call

HELLO = "C: Hello."
OBJECTION = "C: [price.objection: That is over our budget.]"
PROBE = "R: [question.open+probe.expectation: What figure did you have in mind?]"
CUT = "R: [price.cut: I could do 80.]"
TRADE = "R: [price.cut+price.trade: I could do 80 if you sign for two years.]"
HOLD = "R: [price.hold: The price covers the migration.]"


@pytest.mark.parametrize(
    ("lines", "weighed"),
    [
        pytest.param([HELLO, CUT], 1.5, id="nobody-asked"),
        pytest.param([OBJECTION, CUT], 1.0, id="gave-in-at-once"),
        pytest.param([OBJECTION, PROBE, CUT], 0.0, id="dug-deeper-first"),
        pytest.param([OBJECTION, TRADE], 0.0, id="got-something-for-it"),
        pytest.param([OBJECTION, HOLD], 0.0, id="price-held"),
    ],
)
def test_weighs_premature_cuts(lines: list[str], weighed: float) -> None:
    assert price_discipline.measure(marked_call(*lines)).value == weighed


def test_is_absent_when_price_never_came_up() -> None:
    reading = price_discipline.measure(marked_call("R: Hello.", HELLO))
    assert reading.absent_because == "price never came up"


def test_points_the_coach_at_the_cut() -> None:
    (moment,) = price_discipline.measure(marked_call(OBJECTION, CUT)).moments
    assert (moment.kind, moment.turn, moment.severity) == ("premature_price_cut", 1, "high")


def test_praises_a_price_that_was_held() -> None:
    (moment,) = price_discipline.measure(marked_call(OBJECTION, HOLD)).moments
    assert (moment.kind, moment.severity) == ("price_held", "good")
