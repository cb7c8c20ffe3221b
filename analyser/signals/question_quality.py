"""How well the rep's questions open the customer up.

Counting questions says little, and so does the share of open ones: what separates good calls
is digging into what was just said, and getting more than a word back. Leading questions and
several questions at once work against it; permission and greeting questions do not count.

Unit:    mean worth of a discovery question, 0 to 1.
Formula: each open, closed or leading question is worth 1 when it probes, 0.8 when open, 0.3 when
         closed and 0 when leading; 0.1 is added where the customer's next turn has 15 words
         or more; stacked questions (two or more in a turn) lose 0.2 after the first; capped to
         0 and 1.
Limits:  a needed factual question counts as little as an idle one; with fewer than three
         questions the mean is shaky.
Source:  "Trust vs. Relationship". Published data: open against closed makes no difference by
         itself (SPIN); follow-up does. The worths are a rule of thumb, not yet checked.

>>> from analyser.testing import marked_call
>>> call = marked_call("C: We lose a day.", "R: [question.open+probe.why: What makes it so slow?]")
>>> question_quality.measure(call).value
1.0
"""

from collections import Counter
from itertools import pairwise

from analyser.annotation import Act, AnnotatedCall
from analyser.conversation import Role
from analyser.reading import Moment, Reading, Severity, counted, percent, signal

WORTH = {"question.open": 0.8, "question.closed": 0.3, "question.leading": 0.0}
PROBE_WORTH = 1.0
ANSWER_WORDS = 15
ANSWER_BONUS = 0.1
STACK_LOSS = 0.2
MOST_GOOD = 3


@signal(
    principle="Ask the right questions and listen to the answers.",
    unit="mean worth of a question",
)
def question_quality(call: AnnotatedCall) -> Reading:
    """The mean worth of the rep's discovery questions."""
    asked = list(call.find(*WORTH, by=Role.REP))
    if not asked:
        return Reading.absent("the rep asked no question to find something out")
    probes = {act.place: act for act in call.find("probe", by=Role.REP)}
    worths = [_worth(call, act, before, act.place in probes) for before, act in _with_before(asked)]
    kinds = Counter("probing" if act.place in probes else act.label for act in asked)
    return Reading(
        round(sum(worths) / len(worths), 4),
        n=len(asked),
        summary=(
            f"{counted(len(asked), 'question')} to find out: {kinds['probing']} dug into what the "
            f"customer said, {kinds['question.open']} more were open, "
            f"{kinds['question.closed']} closed, {kinds['question.leading']} leading; "
            f"{percent(_answered(call, asked))} got an answer of {ANSWER_WORDS} words or more."
        ),
        moments=(*_leading(asked), *_digging(call, list(probes.values()))),
        details={name.removeprefix("question."): float(n) for name, n in sorted(kinds.items())},
    )


def _with_before(asked: list[Act]) -> list[tuple[Act | None, Act]]:
    return [(None, asked[0]), *pairwise(asked)]


def _worth(call: AnnotatedCall, act: Act, before: Act | None, probes: bool) -> float:
    worth = PROBE_WORTH if probes else WORTH[act.label]
    if _answer_words(call, act.turn) >= ANSWER_WORDS and act.label != "question.leading":
        worth += ANSWER_BONUS
    if before is not None and before.turn == act.turn:
        worth -= STACK_LOSS
    return min(1.0, max(0.0, worth))


def _answer_words(call: AnnotatedCall, turn: int) -> int:
    """Words of the customer's turn that follows, past the rep's own further turns."""
    for following in call.turns[turn + 1 : turn + 4]:
        if following.role is Role.CUSTOMER:
            return following.words
    return 0


def _answered(call: AnnotatedCall, asked: list[Act]) -> float:
    return sum(_answer_words(call, act.turn) >= ANSWER_WORDS for act in asked) / len(asked)


def _leading(asked: list[Act]) -> list[Moment]:
    return [
        Moment(
            "leading_question",
            *act.place,
            Severity.LOW,
            "The question carries the answer that the rep wants to hear.",
            "Ask it open: what do they think, and how is it for them today?",
            act.probability,
        )
        for act in asked
        if act.label == "question.leading"
    ]


def _digging(call: AnnotatedCall, probes: list[Act]) -> list[Moment]:
    best = sorted(probes, key=lambda act: (-_answer_words(call, act.turn), act.place))[:MOST_GOOD]
    return [
        Moment(
            "digging_question",
            *act.place,
            Severity.GOOD,
            "The question digs under what the customer had said, "
            f"and the answer ran to {_answer_words(call, act.turn)} words.",
            confidence=act.probability,
        )
        for act in sorted(best, key=lambda act: act.place)
        if _answer_words(call, act.turn) >= ANSWER_WORDS
    ]
