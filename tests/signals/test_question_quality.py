import pytest

from analyser.signals.question_quality import question_quality
from analyser.testing import marked_call

SAID = "C: We lose a day a week."
LONG = "C: " + "well it is like this, " * 5


@pytest.mark.parametrize(
    ("lines", "worth"),
    [
        pytest.param([SAID, "R: [question.closed+probe.why: Because of IT?]"], 1.0, id="probe"),
        pytest.param([SAID, "R: [question.open: How so?]"], 0.8, id="open"),
        pytest.param([SAID, "R: [question.closed: Every week?]"], 0.3, id="closed"),
        pytest.param([SAID, "R: [question.leading: You hate it, right?]"], 0.0, id="leading"),
        pytest.param([SAID, "R: [question.closed: Every week?]", LONG], 0.4, id="got-an-answer"),
        pytest.param(
            [SAID, "R: [question.open: How so?] [question.closed: Every week?]"], 0.45, id="stacked"
        ),
    ],
)
def test_worth_of_questions(lines: list[str], worth: float) -> None:
    assert question_quality.measure(marked_call(*lines)).value == pytest.approx(worth)


def test_permission_questions_do_not_count() -> None:
    reading = question_quality.measure(marked_call(SAID, "R: [question.check: Can I share?]"))
    assert reading.absent_because == "the rep asked no question to find something out"


def test_points_at_a_leading_question() -> None:
    call = marked_call(SAID, "R: [question.leading: You hate it, right?]")
    (moment,) = question_quality.measure(call).moments
    assert (moment.kind, moment.turn) == ("leading_question", 1)
