import pytest

from analyser.signals.candour import MIN_WORDS, candour
from analyser.testing import marked_call

HELLO = "C: Hello."
LIMIT = "R: [candour.limit: I do not know that.]"
INTENT = "R: [candour.intent: If it does not fit, we say so.]"
PUSH = "R: [pressure: You'd be crazy not to.]"
NEWS = "R: [candour.limit: The delivery will be late.]"
LONG = "C: " + "word " * MIN_WORDS


@pytest.mark.parametrize(
    ("lines", "balance"),
    [
        pytest.param([LIMIT], 0.5, id="one-limit"),
        pytest.param([LIMIT, INTENT], 2 / 3, id="limit-and-intent"),
        pytest.param([PUSH], -0.5, id="pressure"),
        pytest.param([LIMIT, PUSH], 0.0, id="they-cancel-out"),
        pytest.param([LIMIT, PUSH, PUSH, PUSH], -0.4, id="more-pressure-than-candour"),
        pytest.param([LONG, "R: I see."], 0.0, id="neither-in-a-long-call-is-nought"),
    ],
)
def test_balance_of_open_and_pressing_acts(lines: list[str], balance: float) -> None:
    reading = candour.measure(marked_call(HELLO, *lines))
    assert reading.value == pytest.approx(balance, abs=1e-4)


def test_is_absent_in_a_short_call_with_neither() -> None:
    reading = candour.measure(marked_call(HELLO, "R: I see."))
    assert reading.absent_because == "too little talk to hear candour or pressure: 3 words"


@pytest.mark.parametrize(
    ("said", "pushed", "severity", "hint"),
    [
        pytest.param(
            "[objection: I am not sure.]", "Just sign.", "high", "leave it", id="after-a-doubt"
        ),
        pytest.param("No, thanks.", "Just sign.", "high", "leave it", id="after-a-no"),
        pytest.param(
            "Take me off your list. Fine, what?", "Just sign.", "high", "leave it", id="leave-alone"
        ),
        pytest.param("Go on.", "This ends tonight.", "medium", "right time", id="hurry"),
        pytest.param("No, that's clear.", "Say yes.", "medium", "against it", id="a-mere-no"),
        pytest.param(
            "Please don't quote me. Go on.", "Say yes.", "medium", "against it", id="please-don't"
        ),
        pytest.param("Go on.", "You'd be crazy not to.", "medium", "against it", id="lever"),
    ],
)
def test_suggests_what_leaves_the_customer_free(
    said: str, pushed: str, severity: str, hint: str
) -> None:
    call = marked_call(f"C: {said}", f"R: [pressure: {pushed}]")
    (moment,) = candour.measure(call).moments
    assert (moment.kind, moment.turn, moment.severity) == ("pressure", 1, severity)
    assert hint in moment.instead


def test_praises_candour_and_says_how_early() -> None:
    reading = candour.measure(marked_call(HELLO, LIMIT, INTENT))
    assert [m.kind for m in reading.moments] == ["limit_admitted", "intent_stated"]
    assert reading.details["first_at_share"] == pytest.approx(1 / 14, abs=1e-3)


def test_a_bold_word_taken_back_is_open() -> None:
    reading = candour.measure(marked_call(HELLO, "R: Let me take that back."))
    assert (reading.value, reading.moments) == (0.5, ())


def test_one_more_push_never_raises_it() -> None:
    values = [candour.measure(marked_call(HELLO, LIMIT, *[PUSH] * n)).value for n in range(5)]
    assert values == sorted(values, key=lambda value: -(value or 0.0))


@pytest.mark.parametrize(
    ("lines", "kind", "balance"),
    [
        pytest.param([HELLO, NEWS], "bad_news_volunteered", 0.6, id="unasked"),
        pytest.param(
            ["C: [question.info: Is it on time?]", NEWS], "limit_admitted", 0.5, id="asked"
        ),
        pytest.param([LONG * 2, "R: Go on.", NEWS], "late_bad_news", 3 / 7, id="only-at-the-end"),
    ],
)
def test_bad_news_counts_by_when_it_came(lines: list[str], kind: str, balance: float) -> None:
    reading = candour.measure(marked_call(*lines))
    assert [m.kind for m in reading.moments] == [kind]
    assert reading.value == pytest.approx(balance, abs=1e-4)


@pytest.mark.parametrize(
    "said",
    ["I don't recall the exact figure.", "Ask your broker, I can't tell.", "Sorry, no idea."],
)
def test_not_every_limit_is_bad_news(said: str) -> None:
    reading = candour.measure(marked_call(HELLO, f"R: [candour.limit: {said}]"))
    assert reading.details["bad_news"] == 0


@pytest.mark.parametrize(
    "said", ["Let me take that back to the team.", "Scratch that, not Tuesday."]
)
def test_not_all_that_is_taken_back_was_promised(said: str) -> None:
    assert candour.measure(marked_call(LONG, f"R: {said}")).n == 0


def test_an_apology_at_the_end_for_what_was_admitted_is_no_late_news() -> None:
    sorry = "R: [candour.limit: I owe you an apology, I'm sorry.]"
    lines = [NEWS, LONG * 2, "R: Go on.", "C: Okay.", sorry]
    kinds = [m.kind for m in candour.measure(marked_call(*lines)).moments]
    assert sorted(kinds) == ["bad_news_volunteered", "limit_admitted"]
    lines = [LONG * 2, "R: Go on.", "C: Okay.", sorry]
    assert "late_bad_news" in {m.kind for m in candour.measure(marked_call(*lines)).moments}
