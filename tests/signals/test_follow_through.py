import pytest

from analyser.signals.follow_through import MOST_UNDATED, follow_through
from analyser.testing import marked_call

HELLO = "C: Hello."
ASKS = "C: [request: Can you put that in an email?]"
DATED = "R: [promise.commitment: I'll send the pack by Friday.]"
UNDATED = "R: [promise.commitment: I'll send the pack.]"


@pytest.mark.parametrize(
    ("lines", "share"),
    [
        pytest.param([DATED], 1.0, id="what-and-when"),
        pytest.param([UNDATED], 0.0, id="no-date"),
        pytest.param(["R: [promise.commitment: I'll do that on Friday.]"], 0.0, id="no-deed"),
        pytest.param(["R: [promise.commitment: I'll get it to you by Friday.]"], 0.0, id="get-it"),
        pytest.param(["R: [promise.commitment: I'll let you know on Friday.]"], 0.0, id="let-know"),
        pytest.param(["R: [promise.commitment: I'll call you on Friday.]"], 1.0, id="a-verb-alone"),
        pytest.param(
            ["R: [promise.commitment: I'll get you the NDA by Monday.]"], 1.0, id="short-word"
        ),
        pytest.param(
            ["R: [promise.commitment: I'll try you again at four thirty.]"], 1.0, id="at-an-hour"
        ),
        pytest.param(
            ["R: [promise.commitment: I'll call the group at ten people.]"], 0.0, id="at-a-number"
        ),
        pytest.param([ASKS, "R: [promise.commitment: I'll have it to you within the hour.]"], 1.0,
                     id="what-was-just-asked-for"),
        pytest.param([ASKS, "R: [promise.commitment: You will get it.]"], 0.0, id="asked-no-date"),
        pytest.param([DATED, UNDATED], 0.5, id="one-of-two"),
        pytest.param(
            [DATED, "C: [promise.commitment: We'll ask the board.]"], 1.0, id="only-the-reps-count"
        ),
    ],
)  # fmt: skip
def test_share_with_what_and_when(lines: list[str], share: float) -> None:
    assert follow_through.measure(marked_call(HELLO, *lines)).value == share


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("R: We'll be in touch.", id="vague"),
        pytest.param("C: [promise.commitment: I'll sign by Friday.]", id="the-customers-only"),
        pytest.param("R: [promise.commitment: I'll write that down.]", id="done-in-the-call"),
        pytest.param("R: [promise.commitment: I'll send the guide now.]", id="done-at-once"),
        pytest.param("R: [promise.commitment: I'll change it straight away.]", id="straight-away"),
        pytest.param("R: [promise.commitment: I'll write down two.]", id="written-down"),
        pytest.param("R: [promise.commitment: Will do.]", id="no-more-than-a-nod"),
        pytest.param("R: [promise.commitment: Will do, have a great day.]", id="and-goodbye"),
    ],
)
def test_is_absent_without_commitments_of_the_rep(line: str) -> None:
    reading = follow_through.measure(marked_call("R: Hello.", HELLO, line))
    assert reading.absent_because == "the rep made no commitment"


def test_says_what_one_call_cannot_tell() -> None:
    summary = follow_through.measure(marked_call(HELLO, DATED)).summary
    assert "cannot be told without later calls" in summary


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        pytest.param("I'll send the pack.", "By when do you need that", id="deed"),
        pytest.param("I'll leave it for now and send the pack.", "By when", id="for-now"),
        pytest.param("I'll check with finance.", "hear back", id="asks-somebody"),
        pytest.param("I'll send it and you check with Kim.", "By when do you need", id="they-ask"),
        pytest.param("I'll set up a demo.", "Which day suits you", id="meeting"),
    ],
)
def test_suggests_a_day(words: str, hint: str) -> None:
    call = marked_call(HELLO, f"R: [promise.commitment: {words}]")
    (moment,) = follow_through.measure(call).moments
    assert (moment.kind, moment.severity) == ("commitment_without_date", "low")
    assert hint in moment.instead


def test_praises_a_date() -> None:
    (moment,) = follow_through.measure(marked_call(HELLO, DATED)).moments
    assert (moment.kind, moment.turn, moment.severity) == ("commitment_with_date", 1, "good")


def test_does_not_praise_a_promise_too_bold() -> None:
    bold = "R: [promise.commitment+promise.over: We'll have it live by Friday, always.]"
    assert not follow_through.measure(marked_call(HELLO, bold)).moments


def test_shows_few_of_many_without_a_date() -> None:
    moments = follow_through.measure(marked_call(HELLO, *[UNDATED] * 6)).moments
    assert len(moments) == MOST_UNDATED


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("I'll put it in if you do something for me.", id="conditional"),
        pytest.param("I can send you the deck.", id="offer"),
    ],
)
def test_what_awaits_a_yes_needs_no_day_yet(words: str) -> None:
    call = marked_call(HELLO, f"R: [promise.commitment: {words}]")
    assert follow_through.measure(call).moments == ()
