import pytest

from analyser.signals.customer_focus import LONG_PITCH, SHOWN_PITCH, customer_focus
from analyser.testing import marked_call

HELLO = "C: Hello."
PLAIN = "R: " + "word " * 60


def _pitched(*lines: str) -> float:
    return customer_focus.measure(marked_call(*lines)).details["longest_pitch_words"]


@pytest.mark.parametrize(
    ("said", "focus"),
    [
        pytest.param("word " * 60, 0.5, id="neither-side-named"),
        pytest.param("you word " * 30, 2 / 3, id="all-about-the-customer"),
        pytest.param("we word " * 30, 1 / 3, id="all-about-the-seller"),
        pytest.param("I'm your word " * 20, 0.5, id="both-sides-named"),
        pytest.param("word " * LONG_PITCH, 0.5 / 3, id="one-long-pitch"),
        pytest.param(
            "word " * 60 + ". [question.open: How do they ask?]", 2.5 / 3, id="ends-in-a-question"
        ),
        pytest.param(
            "word " * 60 + ". [question.leading: Is that so?]", 0.5, id="leading-question-is-none"
        ),
        pytest.param("word " * 60 + ". [pressure: Sign today.]", 0.4, id="pressure"),
        pytest.param("word " * 60 + ". [pressure: Do it.]" * 4, 0.2, id="pressure-has-a-ceiling"),
    ],
)
def test_focus_of_the_reps_talk(said: str, focus: float) -> None:
    reading = customer_focus.measure(marked_call(HELLO, f"R: {said}"))
    assert reading.value == pytest.approx(focus, abs=1e-3)


def test_one_long_pitch_weighs_less_in_a_long_call() -> None:
    pitch, talk = "R: " + "word " * LONG_PITCH, ["C: But that is not us.", PLAIN] * 10
    short, long = (customer_focus.measure(marked_call(HELLO, pitch, *t)) for t in ([], talk))
    assert short.details["longest_pitch_words"] == long.details["longest_pitch_words"]
    assert short.value is not None
    assert long.value is not None
    assert short.value < long.value


def test_a_word_of_reply_is_not_where_a_pitch_starts() -> None:
    call = marked_call(HELLO, "R: Great question. " + "word " * SHOWN_PITCH)
    (moment,) = customer_focus.measure(call).moments
    assert (moment.turn, moment.sentence) == (1, 1)


@pytest.mark.parametrize(
    ("between", "words"),
    [
        pytest.param("C: Mm, right.", 120, id="back-channel-does-not-end-it"),
        pytest.param("C: But that is not us.", 60, id="a-real-turn-does"),
        pytest.param("R: [question.closed: Is it yours?]", 60, id="a-question-does"),
        pytest.param("R: [question.leading: Great, is it?]", 123, id="a-leading-one-does-not"),
    ],
)
def test_longest_pitch(between: str, words: int) -> None:
    assert _pitched(HELLO, PLAIN, between, PLAIN) == words


def test_is_absent_with_little_talk_of_the_rep() -> None:
    reading = customer_focus.measure(marked_call(HELLO, "R: Good morning."))
    assert reading.absent_because == "too little talk of the rep: 2 words, 50 needed"


@pytest.mark.parametrize(
    ("words", "severities"),
    [(SHOWN_PITCH - 1, []), (SHOWN_PITCH, ["low"]), (LONG_PITCH, ["medium"])],
    ids=["short", "long", "very-long"],
)
def test_points_at_where_a_long_pitch_starts(words: int, severities: list[str]) -> None:
    moments = customer_focus.measure(marked_call(HELLO, "R: " + "word " * words)).moments
    assert [m.severity for m in moments] == severities
    assert all((m.kind, m.turn, m.sentence) == ("long_pitch", 1, 0) for m in moments)
