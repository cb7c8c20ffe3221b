import pytest

from analyser.signals.question_quality import question_quality
from analyser.testing import marked_call

SAID = "C: We lose a day a week."
LONG = "C: " + "well it is like this, " * 5


@pytest.mark.parametrize(
    ("lines", "worth"),
    [
        pytest.param([SAID, "R: [question.closed+probe.why: Because of IT?]"], 1.0, id="probe"),
        pytest.param([SAID, "R: [question.open: How so?]"], 0.7, id="open"),
        pytest.param([SAID, "R: [question.closed: Really?]"], 0.3, id="closed"),
        pytest.param([SAID, "R: [question.closed: A week each time?]"], 0.45, id="follow-up"),
        pytest.param([SAID, "R: [question.leading: You hate it, right?]"], 0.0, id="leading"),
        pytest.param([SAID, "R: [question.closed: Really?]", LONG], 0.4, id="got-an-answer"),
        pytest.param(
            [SAID, "R: [question.closed: Really?]", LONG, "R: [reflect: So that is it.]"],
            0.45,
            id="built-on-the-answer",
        ),
        pytest.param(
            [SAID, "R: [question.closed: Really?]", "C: Our auditors.", "R: Auditors, I see."],
            0.35,
            id="took-up-the-word",
        ),
        pytest.param(
            [SAID, "R: [question.open: How so?] [question.closed: Really?]"], 0.4, id="stacked"
        ),
    ],
)
def test_worth_of_questions(lines: list[str], worth: float) -> None:
    assert question_quality.measure(marked_call(*lines)).value == pytest.approx(worth)


def test_a_breath_of_questions_is_a_moment() -> None:
    stack = "R: [question.open: How so?] [question.closed: Really?] [question.closed: Since May?]"
    (moment,) = question_quality.measure(marked_call(SAID, stack)).moments
    assert (moment.kind, moment.turn, moment.sentence) == ("stacked_questions", 1, 0)


def test_tells_how_the_questions_are_spread() -> None:
    ask = "R: [question.open: How so?]"
    details = question_quality.measure(marked_call(ask, ask, LONG, LONG, LONG, LONG)).details
    assert details["asked_share_third_1"] == 1.0


def test_permission_questions_do_not_count() -> None:
    reading = question_quality.measure(marked_call(SAID, "R: [question.check: Can I share?]"))
    assert reading.absent_because == "the rep asked no question to find something out"


def test_points_at_a_leading_question() -> None:
    call = marked_call(SAID, "R: [question.leading: You hate it, right?]")
    (moment,) = question_quality.measure(call).moments
    assert (moment.kind, moment.turn) == ("leading_question", 1)


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("probe.why", "asks for the reason"),
        ("probe.expectation", "asks what is expected"),
        ("probe.consequence", "asks what follows"),
    ],
)
def test_says_what_a_question_dug_for(label: str, told: str) -> None:
    call = marked_call(f"R: [question.open+{label}: What made you ring?]", LONG)
    (moment,) = question_quality.measure(call).moments
    assert (moment.kind, told in moment.because) == ("digging_question", True)
