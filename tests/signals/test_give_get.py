import pytest

from analyser.signals.give_get import MOST_FREE, give_get
from analyser.testing import marked_call

HELLO = "C: Hello."
DEAR = "C: [price.objection: That is over our budget.]"
CUT = "R: [price.cut: I could do 80.]"
TRADE = "R: [price.cut+price.trade: I could do 80 if you sign for two years.]"
STEP = "R: [mutual.step: Could you bring IT on Thursday?]"
ASKS = "C: [request: Can you set it up by Friday?]"
SEND = "C: [request: Could you send me the brochure?]"
GRANTS = "R: [promise.commitment: I'll set it up.]"
ASSURES = "R: [promise.over: You will have it, no problem.]"
WHY = "R: [question.open+probe.why: What makes it Friday?]"


@pytest.mark.parametrize(
    ("lines", "share"),
    [
        pytest.param([DEAR, CUT], 0.0, id="cut-for-nothing"),
        pytest.param([DEAR, TRADE], 1.0, id="cut-traded"),
        pytest.param([DEAR, CUT, DEAR, TRADE], 1.0, id="trade-on-the-next-turn-counts-for-both"),
        pytest.param([DEAR, CUT, HELLO, "R: Hm.", HELLO, STEP], 0.0, id="return-came-too-late"),
        pytest.param([ASKS, GRANTS], 0.0, id="work-for-nothing"),
        pytest.param([ASKS, ASSURES], 0.0, id="date-assured-for-nothing"),
        pytest.param([ASKS, GRANTS, HELLO, STEP], 1.0, id="work-with-a-step-for-both"),
        pytest.param([DEAR, CUT, HELLO, STEP], 0.0, id="a-step-after-a-cut-is-no-return"),
        pytest.param([DEAR, f"{CUT} {STEP[3:]}"], 1.0, id="a-step-in-one-breath-with-a-cut"),
        pytest.param([ASKS, GRANTS, DEAR, TRADE], 1.0, id="work-then-a-trade"),
        pytest.param([DEAR, CUT, HELLO, "R: Hm.", DEAR, TRADE], 0.5, id="one-of-two"),
        pytest.param([HELLO, STEP], 1.0, id="only-a-step-for-both"),
        pytest.param([SEND, GRANTS, DEAR, TRADE], 1.0, id="trade-next-counts"),
        pytest.param([SEND, GRANTS, HELLO, "R: Hm.", DEAR, TRADE], 0.8, id="a-document-is-little"),
        pytest.param([ASKS, WHY, HELLO, STEP], 1.0, id="probed-is-no-concession"),
    ],
)
def test_share_of_concessions_with_a_return(lines: list[str], share: float) -> None:
    assert give_get.measure(marked_call(*lines)).value == share


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([HELLO, "R: Hello."], id="nothing-given"),
        pytest.param([HELLO, GRANTS], id="a-commitment-that-nobody-asked-for"),
        pytest.param([ASKS, "R: [promise.bounded: If IT agrees.]"], id="request-declined"),
    ],
)
def test_is_absent_without_concession_or_step(lines: list[str]) -> None:
    reading = give_get.measure(marked_call(*lines))
    assert reading.absent_because == "no concession was heard and no step for both sides proposed"


@pytest.mark.parametrize(
    ("lines", "severity", "hint"),
    [
        pytest.param([DEAR, CUT], "medium", "on the price", id="price"),
        pytest.param([ASKS, GRANTS], "low", "by Friday", id="date-that-was-asked-for"),
        pytest.param(["C: [request: Set it up?]", GRANTS], "low", "next step", id="work"),
    ],
)
def test_suggests_what_to_ask_for(lines: list[str], severity: str, hint: str) -> None:
    (moment,) = give_get.measure(marked_call(*lines)).moments
    assert (moment.kind, moment.turn, moment.severity) == ("concession_for_nothing", 1, severity)
    assert hint in moment.instead


def test_says_when_nothing_was_given() -> None:
    summary = give_get.measure(marked_call(HELLO, STEP)).summary
    assert summary == "Nothing was given; a next step for both sides proposed in 1 turn."


def test_steps_are_counted_by_turn() -> None:
    again = "R: [mutual.step: Shall we say Tuesday?] [mutual.step: Here or by video?]"
    reading = give_get.measure(marked_call(HELLO, STEP, HELLO, again))
    assert reading.details["mutual_steps"] == 2
    assert reading.summary == "Nothing was given; a next step for both sides proposed in 2 turns."


def test_a_meeting_that_the_customer_asks_for_is_no_concession() -> None:
    asks = "C: [request: Could we set up a follow-up call to go through the pilot?]"
    reading = give_get.measure(marked_call(asks, GRANTS))
    assert reading.value is None


def test_praises_the_return_and_the_step() -> None:
    moments = give_get.measure(marked_call(DEAR, TRADE, HELLO, STEP)).moments
    assert [(m.kind, m.turn) for m in moments] == [
        ("concession_with_return", 1),
        ("mutual_step", 3),
    ]


def test_shows_few_gifts_of_many() -> None:
    moments = give_get.measure(marked_call(*[ASKS, GRANTS] * 5)).moments
    assert len(moments) == MOST_FREE


def test_small_favours_and_further_cuts_are_not_shown() -> None:
    lower = "R: [price.cut: Say 75.]"
    moments = give_get.measure(marked_call(SEND, GRANTS, DEAR, CUT, DEAR, lower)).moments
    assert [moment.turn for moment in moments] == [3]


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        pytest.param([DEAR, CUT], "given_price", id="price"),
        pytest.param(
            [DEAR, "R: [price.cut: Then softer payment terms.]"], "given_terms", id="terms"
        ),
        pytest.param([ASKS, GRANTS], "given_date", id="date"),
        pytest.param([SEND, GRANTS], "given_document", id="document"),
        pytest.param(["C: [request: Set it up?]", GRANTS], "given_work", id="work"),
    ],
)
def test_tells_what_was_given(lines: list[str], kind: str) -> None:
    assert give_get.measure(marked_call(*lines)).details[kind] == 1
