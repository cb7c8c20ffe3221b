import pytest

from analyser.signals.price_discipline import price_discipline
from analyser.testing import marked_call

HELLO = "C: Hello."
OBJECTION = "C: [price.objection: That is over our budget.]"
PROBE = "R: [question.open+probe.expectation: What figure did you have in mind?]"
NAMED = "R: [price.state: It is 100 a month.]"
CUT = "R: [price.cut: I could do 80.]"
LOWER = "R: [price.cut: Say 75.]"
TRADE = "R: [price.cut+price.trade: I could do 80 if you sign for two years.]"
HOLD = "R: [price.hold: The price covers the migration.]"


@pytest.mark.parametrize(
    ("lines", "weighed"),
    [
        pytest.param([HELLO, CUT], 1.5, id="nobody-asked"),
        pytest.param([OBJECTION, CUT], 1.0, id="gave-in-at-once"),
        pytest.param([OBJECTION, PROBE, CUT], 0.0, id="dug-deeper-first"),
        pytest.param([OBJECTION, TRADE], 0.0, id="got-something-for-it"),
        pytest.param([OBJECTION, HOLD], -0.1, id="price-held"),
        pytest.param([NAMED, HELLO], 0.0, id="only-named"),
        pytest.param([NAMED, OBJECTION, CUT], 1.25, id="a-fifth-off"),
        pytest.param([NAMED, OBJECTION, "R: [price.cut: Say 97.]"], 0.75, id="a-few-percent-off"),
        pytest.param([OBJECTION, HOLD, OBJECTION, CUT], 0.75, id="defended-first"),
        pytest.param([OBJECTION, CUT, OBJECTION, LOWER], 1.25, id="came-down-twice"),
        pytest.param([OBJECTION, CUT, OBJECTION, CUT], 1.0, id="the-same-price-told-twice"),
        pytest.param([OBJECTION, CUT, OBJECTION, PROBE, HELLO, CUT], 1.0, id="dug-before-second"),
    ],
)
def test_weighs_premature_cuts(lines: list[str], weighed: float) -> None:
    assert price_discipline.measure(marked_call(*lines)).value == pytest.approx(weighed)


def test_tells_size_and_speed() -> None:
    reading = price_discipline.measure(marked_call(NAMED, OBJECTION, CUT))
    assert "by 20 % in the very next turn" in reading.moments[0].because
    assert reading.details["largest_cut_share"] == pytest.approx(0.2)


def test_the_size_of_several_cuts_is_that_of_all() -> None:
    reading = price_discipline.measure(marked_call(NAMED, OBJECTION, CUT, OBJECTION, LOWER))
    assert "down by 20 % in the very" in reading.moments[0].because
    assert "concern; all cuts together took off 25 %" in reading.moments[0].because
    assert reading.summary.endswith("the largest run of cuts took off 25 %.")


def test_a_price_held_after_digging_long_into_the_concern_is_praised() -> None:
    dug = [OBJECTION, PROBE, "C: Well.", PROBE, "C: Hm.", HOLD]
    (moment,) = price_discipline.measure(marked_call(*dug)).moments
    assert (moment.kind, moment.turn) == ("price_held", 5)
    waited = [OBJECTION, "R: Hm.", "C: Well.", "R: Hm.", "C: Hm.", HOLD]
    assert not price_discipline.measure(marked_call(*waited)).moments


def test_a_further_cut_is_a_moment_of_its_own() -> None:
    moments = price_discipline.measure(marked_call(OBJECTION, CUT, OBJECTION, LOWER)).moments
    assert [(m.kind, m.turn) for m in moments] == [
        ("premature_price_cut", 1),
        ("further_price_cut", 3),
    ]


def test_suggests_to_ask_about_the_figure_that_was_named() -> None:
    asks = "C: [price.objection+request: Could you do it for 75?]"
    (moment,) = price_discipline.measure(marked_call(asks, CUT)).moments
    assert "get to 75" in moment.instead


def test_is_absent_when_price_never_came_up() -> None:
    reading = price_discipline.measure(marked_call("R: Hello.", HELLO))
    assert reading.absent_because == "no price was named or objected to"


def test_points_the_coach_at_the_cut() -> None:
    (moment,) = price_discipline.measure(marked_call(OBJECTION, CUT)).moments
    assert (moment.kind, moment.turn, moment.severity) == ("premature_price_cut", 1, "high")


def test_praises_a_price_that_was_held() -> None:
    (moment,) = price_discipline.measure(marked_call(OBJECTION, HOLD)).moments
    assert (moment.kind, moment.severity) == ("price_held", "good")


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([OBJECTION, HOLD, OBJECTION, CUT], id="on-the-way-to-a-cut"),
        pytest.param([NAMED, HELLO, HOLD], id="nobody-had-pressed"),
    ],
)
def test_a_price_that_was_not_held_is_not_praised(lines: list[str]) -> None:
    moments = price_discipline.measure(marked_call(*lines)).moments
    assert "price_held" not in [moment.kind for moment in moments]


def test_shows_the_cut_where_its_figure_is_said() -> None:
    said = "R: [price.cut: Let me do this for you.] [price.cut: I'll do 80.]"
    (moment,) = price_discipline.measure(marked_call(OBJECTION, said)).moments
    assert (moment.turn, moment.sentence) == (1, 1)


def test_a_second_run_that_nobody_asked_for_again() -> None:
    talk = [HELLO, "R: Hm."] * 6
    moments = price_discipline.measure(marked_call(OBJECTION, CUT, *talk, HELLO, LOWER)).moments
    assert "although nobody had asked again" in moments[1].because
