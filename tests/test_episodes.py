import pytest

from analyser.episodes.price_cuts import price_cut_episodes
from analyser.episodes.requests import request_episodes
from analyser.testing import marked_call

ASKS = "C: [request: Could you go live by March?]"
LEAVE = "R: Okay, I can do that. [question.check: May I ask one thing first?]"
WHY = "R: [question.open+probe.why: What makes March the date?]"


@pytest.mark.parametrize(
    ("lines", "response", "turn"),
    [
        pytest.param([ASKS, WHY], "probed", 1, id="asked-why"),
        pytest.param([ASKS, "R: [promise.over: Sure, no problem.]"], "jumped", 1, id="assured"),
        pytest.param([ASKS, "R: Yes, we can."], "jumped", 1, id="plain-yes"),
        pytest.param([ASKS, "R: Okay. [probe.why: Why March?]"], "probed", 1, id="heard-and-asked"),
        pytest.param([ASKS, "R: Okay. Anything else?"], "jumped", 1, id="okay-and-no-more"),
        pytest.param(
            [ASKS, "R: Yes, we can do that. [probe.why: Why March?]"],
            "jumped",
            1,
            id="yes-then-why",
        ),
        pytest.param([ASKS, "R: Let me check with the team."], "deferred", 1, id="will-check"),
        pytest.param([ASKS, "R: [candour.limit: We do not do that.]"], "declined", 1, id="limit"),
        pytest.param([ASKS, "R: You can have whichever you like."], "jumped", 1, id="free-choice"),
        pytest.param([ASKS, "R: That we can do."], "jumped", 1, id="that-we-can-do"),
        pytest.param([ASKS, "R: No, sorry."], "declined", 1, id="plain-no"),
        pytest.param([ASKS, "R: Absolutely not."], "declined", 1, id="no-that-begins-like-yes"),
        pytest.param([ASKS, "R: Yeah, unfortunately we can't."], "declined", 1, id="yeah-no"),
        pytest.param([ASKS, "R: You can't, not in the first year."], "declined", 1, id="you-can't"),
        pytest.param([ASKS, "R: No problem, we can."], "jumped", 1, id="no-that-grants"),
        pytest.param([ASKS, "R: The system won't let me."], "declined", 1, id="not-able-to"),
        pytest.param([ASKS, "R: We would rather not."], "declined", 1, id="rather-not"),
        pytest.param([ASKS, "R: By invoice only, I'm afraid."], "declined", 1, id="afraid"),
        pytest.param(
            [ASKS, "R: [promise.commitment+candour.limit: We don't, but I can send two names.]"],
            "declined",
            1,
            id="something-else-offered",
        ),
        pytest.param(
            [ASKS, "R: [promise.bounded: Doable, but the data must move by May.]"],
            "jumped",
            1,
            id="granted-with-a-condition",
        ),
        pytest.param(
            [ASKS, "R: [promise.bounded: I'd need our director to okay that.]"],
            "deferred",
            1,
            id="needs-approval",
        ),
        pytest.param(
            [
                "C: [request: Could you find out what it costs?]",
                "R: [promise.commitment: I'll ask them now.]",
            ],
            "jumped",
            1,
            id="asked-to-ask",
        ),
        pytest.param([ASKS, "R: Hm.", "C: So?", WHY], "probed", 3, id="why-a-little-later"),
        pytest.param(
            [ASKS, "R: [promise.commitment: I'll arrange it.] [probe.why: Why March?]"],
            "jumped",
            1,
            id="agreed-before-asking",
        ),
        pytest.param([ASKS, "R: [price.cut: And ten off.]"], "jumped", 1, id="conceded"),
        pytest.param([ASKS, "R: Let me call our lead."], "deferred", 1, id="will-call-somebody"),
        pytest.param([ASKS, LEAVE, "C: Go on.", WHY], "probed", 3, id="yes-but-may-i-ask-first"),
        pytest.param([ASKS, LEAVE, "C: Go on.", "R: Good."], "jumped", 1, id="asked-leave-only"),
        pytest.param(
            [ASKS, "R: [promise.over: Sure!] [question.check: May I ask?]", "C: Yes.", WHY],
            "jumped",
            1,
            id="assured-before-asking-leave",
        ),
    ],
)
def test_what_the_rep_did_about_a_request(
    lines: list[str], response: str, turn: int | None
) -> None:
    (episode,) = request_episodes(marked_call(*lines))
    assert (episode.response, episode.response_turn) == (response, turn)


@pytest.mark.parametrize("asked", ["Could you repeat that?", "Send me your email.", "Call first."])
def test_a_process_request_is_no_episode(asked: str) -> None:
    assert request_episodes(marked_call(f"C: [request: {asked}]", "R: Sure.")) == ()


def test_what_nobody_could_answer_is_no_episode() -> None:
    assert not request_episodes(marked_call("R: Anything else?", ASKS))


def test_haggling_over_one_price_is_one_request() -> None:
    offer = "C: [request+price.objection: Would you take 80?]"
    call = marked_call(offer, "R: [price.hold: No.]", offer, "R: [price.hold: No.]")
    assert len(request_episodes(call)) == 1


OBJECTION = "C: [price.objection: That is over our budget.]"
PROBE = "R: [question.open+probe.expectation: What figure did you have in mind?]"
CUT = "R: [price.cut: I could do 80.]"
TRADE = "R: [price.cut+price.trade: I could do 80 if you sign for two years.]"
HOLD = "R: [price.hold: I can't do that for this scope.]"
SMALL_TALK = ["C: Mm.", "R: Yes."] * 6


@pytest.mark.parametrize(
    ("lines", "premature"),
    [
        pytest.param([CUT], [True], id="nobody-asked"),
        pytest.param([OBJECTION, CUT], [True], id="gave-in-at-once"),
        pytest.param([OBJECTION, PROBE, CUT], [False], id="dug-deeper-first"),
        pytest.param([PROBE, CUT], [True], id="probe-came-before-any-price-concern"),
        pytest.param([OBJECTION, TRADE], [False], id="got-something-for-it"),
        pytest.param([OBJECTION, CUT, CUT], [True], id="one-run-is-one-cut"),
        pytest.param([OBJECTION, CUT, *SMALL_TALK, CUT], [True, True], id="another-matter-later"),
        pytest.param([OBJECTION], [], id="price-held"),
        pytest.param(["R: [price.cut: So say three hundred for the van.]"], [], id="first-sum"),
        pytest.param([PROBE, HOLD, CUT], [False], id="held-after-digging"),
        pytest.param([HOLD, CUT], [True], id="held-and-gave-in"),
        pytest.param(["C: We have a budget of 60.", PROBE, CUT], [False], id="said-plainly"),
        pytest.param(["C: What does it cost?", PROBE, CUT], [True], id="only-asked"),
    ],
)
def test_which_cuts_are_premature(lines: list[str], premature: list[bool]) -> None:
    assert [e.premature for e in price_cut_episodes(marked_call(*lines))] == premature


@pytest.mark.parametrize(
    ("asked", "prompted"),
    [("Is there a discount if we pay annually?", True), ("Could we start in May?", False)],
)
def test_who_asks_to_pay_less_has_pressed(asked: str, prompted: bool) -> None:
    (episode,) = price_cut_episodes(marked_call(f"C: [request: {asked}]", CUT))
    assert episode.prompted is prompted


DEAR = "C: [price.objection: That is over our budget.]"
ASKS_WHY = "R: [probe.why: What makes it too much?]"
BIDS = "C: [price.objection+request: Could you do 80?]"
GIVES_WAY = "R: [price.cut: I could do 85.]"


@pytest.mark.parametrize(
    ("before", "response"),
    [
        pytest.param([DEAR, ASKS_WHY, "C: The board."], "probed", id="dug-into"),
        pytest.param([DEAR, "R: I see.", "C: Well."], "jumped", id="not-dug-into"),
        pytest.param([ASKS_WHY, DEAR, "R: I see."], "jumped", id="asked-before-the-concern"),
        pytest.param([DEAR, ASKS_WHY, GIVES_WAY, "C: Hm."], "jumped", id="given-before"),
        pytest.param([DEAR, ASKS_WHY, *["C: Well."] * 10], "jumped", id="long-ago"),
    ],
)
def test_a_concern_dug_into_before_the_first_bid_counts(before: list[str], response: str) -> None:
    (one,) = request_episodes(marked_call(*before, BIDS, GIVES_WAY))
    assert (one.response, one.response_turn) == (response, len(before) + 1)
    assert bool(one.probes) is (response == "probed")
