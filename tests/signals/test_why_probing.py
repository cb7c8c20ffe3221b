import pytest

from analyser.signals.why_probing import why_probing
from analyser.testing import marked_call

ASKS = "C: [request: Can you deliver by March?]"
DOUBTS = "C: [objection: I am not sure that it fits.]"
WHY = "R: [question.open+probe.why: What is behind that?]"
WHAT_IF = "R: [question.open+probe.consequence: What happens if you miss it?]"
SEND = "C: [request: Could you send me the brochure?]"
GIVES = "R: [promise.commitment: I'll arrange it.]"
TRIAL = "C: [request: Could we have a trial?]"
DEAR = "C: [price.objection: That is too dear.]"
LOWER = "C: [request+price.objection: Can you go lower?]"


@pytest.mark.parametrize(
    ("lines", "share"),
    [
        pytest.param([ASKS, WHY], 0.9, id="probed"),
        pytest.param([ASKS, WHY, "C: IT.", WHAT_IF], 1.0, id="probed-in-two-ways"),
        pytest.param([ASKS, GIVES], 0.0, id="jumped"),
        pytest.param([ASKS, WHY, TRIAL, GIVES], 0.45, id="one-of-two"),
        pytest.param([ASKS, WHY, ASKS, GIVES], 0.9, id="asked-again"),
        pytest.param([DOUBTS, WHY], 0.9, id="objection-met-with-a-probe"),
        pytest.param([DOUBTS, "R: It does."], 0.0, id="objection-argued-away"),
        pytest.param([ASKS, WHY, DOUBTS, "R: It does."], 0.6, id="objection-weighs-half"),
        pytest.param([ASKS, WHY, SEND, GIVES], 0.6, id="a-document-weighs-half"),
        pytest.param(
            [DEAR, WHY, "C: Rent.", "R: I see.", LOWER, "R: [price.hold: No.]"],
            0.9,
            id="the-price-was-dug-into-before",
        ),
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
    assert "makes March important" in moment.instead


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
    ("answers", "kinds"),
    [
        pytest.param([WHY], ["objection_probed"], id="probed"),
        pytest.param(
            ["R: Okay.", "C: Hm.", "R: Okay.", "C: So.", WHY], ["objection_probed"], id="later"
        ),
        pytest.param(["R: It does."], ["objection_passed_over"], id="argued-away"),
        pytest.param(["R: [reflect: You doubt the fit.]"], [], id="given-back"),
    ],
)
def test_moments_at_objections(answers: list[str], kinds: list[str]) -> None:
    assert [m.kind for m in why_probing.measure(marked_call(DOUBTS, *answers)).moments] == kinds


def test_a_doubt_that_no_talk_of_the_rep_follows_counts_for_nothing() -> None:
    assert why_probing.measure(marked_call("R: Hello.", DOUBTS)).absent_because


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["C: [request: Take me off your list.]", "R: Okay."], id="left-alone"),
        pytest.param(["C: [objection: Please don't.]", "R: Okay."], id="an-objection-alike"),
        pytest.param(
            [
                "C: [promise.commitment: I'll ask them.] [request: By the end of next week?]",
                "R: Fine.",
            ],
            id="when-they-will-do-it",
        ),
        pytest.param(
            [
                "R: [mutual.step: Shall we meet?]",
                "C: [request: On Thursday, before ten.]",
                "R: Good.",
            ],
            id="when-to-meet",
        ),
        pytest.param(["C: [request: I don't want it in May!]", "R: No, fine."], id="spared"),
        pytest.param(
            ["C: [request: Can you show me how pools work?]", "R: Yes, here."], id="shown"
        ),
        pytest.param(
            ["R: [promise.commitment: I can send it.]", "C: [request: I'd like that.]", "R: Good."],
            id="takes-up-an-offer",
        ),
        pytest.param(
            [
                "R: [mutual.step: If you try two claims, I'd ring you on the twentieth.]",
                "C: Hm.",
                "R: Well.",
                "C: [request: Let's do the two claims and you ring on the twentieth.]",
                "R: Fine.",
            ],
            id="takes-up-what-was-proposed",
        ),
    ],
)
def test_what_has_no_why_to_find_out(lines: list[str]) -> None:
    assert why_probing.measure(marked_call(*lines)).value is None


@pytest.mark.parametrize(
    ("lines", "kinds"),
    [
        pytest.param([LOWER, "R: [price.hold: No, it stays.]"], [], id="price-held"),
        pytest.param([SEND, GIVES], ["request_jumped"], id="a-document"),
        pytest.param(
            [ASKS, "R: [question.open: What will you use it for?]", "C: Tax.", "R: Right."],
            [],
            id="asked-openly-about-it",
        ),
        pytest.param(
            [ASKS, "R: [question.open: Who else sells for us?]", "C: Me.", "R: Right."],
            ["request_jumped"],
            id="asked-about-something-else",
        ),
        pytest.param(
            [DEAR, WHY, "C: Rent.", LOWER, "R: [price.cut: I could do 80.]"],
            ["objection_probed"],
            id="dug-into-before-the-bid",
        ),
        pytest.param(
            ["C: [request: Can you show me how?]", "R: [question.open: What else?]"],
            ["request_ignored"],
            id="not-shown",
        ),
        pytest.param(
            ["C: [request: By the end of next week?]", GIVES], ["request_jumped"], id="a-time"
        ),
        pytest.param(
            [
                "R: [mutual.step: Shall we try?]",
                "C: [request: Would you, by the ninth?]",
                GIVES,
            ],
            ["request_jumped"],
            id="a-deed-by-a-time",
        ),
        pytest.param(
            [
                "R: [probe.expectation: How would you want to hear it?]",
                "C: [request: Ring me.]",
                GIVES,
            ],
            [],
            id="answers-a-probe",
        ),
        pytest.param(
            [
                "R: [mutual.step: If you try two claims, I'd ring you.]",
                "C: [request: Do the two claims by March.]",
                GIVES,
            ],
            ["request_jumped"],
            id="asks-for-more-than-was-proposed",
        ),
    ],
)
def test_moments_at_requests(lines: list[str], kinds: list[str]) -> None:
    assert [m.kind for m in why_probing.measure(marked_call(*lines)).moments] == kinds


@pytest.mark.parametrize(
    ("request_", "severity"),
    [
        pytest.param("Can you deliver by March?", "medium", id="a-date"),
        pytest.param("Could you send me the brochure?", "low", id="a-document"),
        pytest.param("Ring me tomorrow morning.", "low", id="a-call-back"),
        pytest.param("Can I come by tomorrow at ten?", "low", id="a-visit"),
        pytest.param("Can you leave it on the porch?", "low", id="some-favour"),
    ],
)
def test_what_matters_is_graver(request_: str, severity: str) -> None:
    (moment,) = why_probing.measure(marked_call(f"C: [request: {request_}]", GIVES)).moments
    assert moment.severity == severity


def test_the_summary_leaves_out_what_there_was_none_of() -> None:
    summary = why_probing.measure(marked_call(DOUBTS, "R: It does.")).summary
    assert summary == "0 of 1 objection was dug into before the rep acted."


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        pytest.param(["R: Yes, we can."], "The rep said yes at once", id="a-yes"),
        pytest.param(["R: It goes by train."], "The rep answered it at once", id="no-yes"),
    ],
)
def test_a_yes_is_told_only_where_one_was_said(lines: list[str], told: str) -> None:
    (moment,) = why_probing.measure(marked_call(ASKS, *lines)).moments
    assert told in moment.because


def test_what_came_later_was_not_at_once() -> None:
    lines = ["R: [question.closed: Is Kim in?]", "C: So?", GIVES]
    (moment,) = why_probing.measure(marked_call(ASKS, *lines)).moments
    assert "committed to it without asking" in moment.because


def test_who_asks_to_be_told_and_is_told_was_not_passed_over() -> None:
    asks = "C: [objection+question.info: Say more, because everyone says that.]"
    told = "R: Nobody has to ask for the figures, they are on the wall."
    assert not why_probing.measure(marked_call(asks, told)).moments
    (moment,) = why_probing.measure(marked_call(asks, "R: Anyway, the price.")).moments
    assert moment.kind == "objection_passed_over"
