"""How well the rep's questions open the customer up.

Counting questions says little, and so does the share of open ones: what separates good calls is
digging into what was just said, getting more than a word back, and building on the answer.
Leading questions and several questions at once work against it; permission and greeting questions
do not count.

Unit:    mean worth of a discovery question, 0 to 1.
Formula: each question is worth 1 when it probes, 0.7 when open, 0.3 when closed and 0 when
         leading. Unless it leads: +0.15 where it follows up on the customer's words; +0.1 where the
         customer answers with 15 words or more, +0.05 where the rep's next turn builds on the
         answer (reflects it, probes or takes up its words). Stacked questions (two or more in a
         turn) lose 0.2 after the first. Capped to 0 and 1.
Limits:  a needed factual question counts as little as an idle one; with fewer than three
         questions the mean is shaky. Words taken up in another form are not seen.
Source:  "Trust vs. Relationship". Published data: open against closed makes no difference by
         itself (SPIN); follow-up does; vendors find questions spread over the call, not loaded on
         its start, in better calls (correlational). The worths are a rule of thumb.

>>> from analyser.testing import marked_call
>>> call = marked_call("C: We lose a day.", "R: [question.open+probe.why: What makes it so slow?]")
>>> question_quality.measure(call).value
1.0
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from analyser.annotation import Act, AnnotatedCall
from analyser.content_words import content_words
from analyser.conversation import Role
from analyser.progress import progress
from analyser.reading import Moment, Reading, Severity, counted, percent, signal
from analyser.suggestions import leading_instead

WORTH = {"question.open": 0.7, "question.closed": 0.3, "question.leading": 0.0}
PROBE_WORTH = 1.0
FOLLOW_UP = 0.15
ANSWER_WORDS = 15
ANSWERED = 0.1
TAKEN_UP = 0.05
STACK_LOSS = 0.2
STACK = 3
DUG_FOR = {
    "probe.why": "asks for the reason",
    "probe.expectation": "asks what is expected or compared",
    "probe.consequence": "asks what follows",
}
MOST_GOOD = 3
MOST_LEADING = 3
LOOK_AHEAD = 4


@dataclass(frozen=True, slots=True)
class Question:
    """A discovery question. ``answer_words`` are the customer's next turn's; ``follows_up``: it
    takes up what the customer had just said; ``taken_up``: the rep's next turn builds on the
    answer; ``stacked``: it is not the first of its turn."""

    act: Act
    probes: bool
    follows_up: bool
    answer_words: int
    taken_up: bool
    stacked: bool

    @property
    def leading(self) -> bool:
        return self.act.label == "question.leading"

    @property
    def worth(self) -> float:
        worth = PROBE_WORTH if self.probes else WORTH[self.act.label]
        if not self.leading:
            worth += FOLLOW_UP * (self.follows_up and not self.probes)
            worth += ANSWERED * (self.answer_words >= ANSWER_WORDS) + TAKEN_UP * self.taken_up
        return min(1.0, max(0.0, worth - STACK_LOSS * self.stacked))


@signal(
    principle="Ask the right questions and listen to the answers.",
    unit="mean worth of a question",
)
def question_quality(call: AnnotatedCall) -> Reading:
    """The mean worth of the rep's discovery questions."""
    asked = list(_questions(call))
    if not asked:
        return Reading.absent("the rep asked no question to find something out")
    kinds = Counter("probing" if one.probes else one.act.label for one in asked)
    built_on = sum(one.taken_up for one in asked)
    answered = sum(one.answer_words >= ANSWER_WORDS for one in asked) / len(asked)
    return Reading(
        round(sum(one.worth for one in asked) / len(asked), 4),
        n=len(asked),
        summary=(
            f"{counted(len(asked), 'question')} to find out: {kinds['probing']} dug deeper, "
            f"{kinds['question.open']} more {_were(kinds['question.open'])} open, "
            f"{kinds['question.closed']} closed, {kinds['question.leading']} leading; "
            f"{percent(answered)} got an answer of {ANSWER_WORDS} words or more, "
            f"{built_on} {_were(built_on)} built on."
        ),
        moments=(*_leading(call, asked), *_stacks(asked), *_digging(call, asked)),
        details={
            **{name.removeprefix("question."): float(n) for name, n in sorted(kinds.items())},
            "procedural": float(len(call.find("question.check", by=Role.REP))),
            "follow_ups": float(sum(one.follows_up for one in asked)),
            "built_on": float(built_on),
            "stacked": float(sum(one.stacked for one in asked)),
            "median_answer_words": float(median(one.answer_words for one in asked)),
            **_spread(call, asked),
        },
    )


def _were(count: int) -> str:
    return "was" if count == 1 else "were"


def _questions(call: AnnotatedCall) -> Iterator[Question]:
    probes = {act.place for act in call.find("probe", by=Role.REP)}
    last_turn: int | None = None
    for act in call.find(*WORTH, by=Role.REP):
        words = content_words(call.quote(*act.place))
        answer = _next(call, act.turn, Role.CUSTOMER)
        yield Question(
            act,
            act.place in probes,
            bool(words & _heard(call, act)),
            0 if answer is None else call.turns[answer].words,
            answer is not None and _builds_on(call, answer),
            act.turn == last_turn,
        )
        last_turn = act.turn


def _heard(call: AnnotatedCall, act: Act) -> frozenset[str]:
    """What the customer said last before a question, in words that carry it."""
    before = (n for n in range(act.turn - 1, max(-1, act.turn - LOOK_AHEAD), -1))
    turn = next((n for n in before if call.turns[n].role is Role.CUSTOMER), None)
    return frozenset() if turn is None else content_words(call.turns[turn].text)


def _next(call: AnnotatedCall, turn: int, role: Role) -> int | None:
    """The next turn of a side, past a few others."""
    following = range(turn + 1, min(len(call.turns), turn + LOOK_AHEAD))
    return next((n for n in following if call.turns[n].role is role), None)


def _builds_on(call: AnnotatedCall, answer: int) -> bool:
    """Whether the rep's next turn reflects the answer, digs on or takes up its words."""
    reply = _next(call, answer, Role.REP)
    if reply is None:
        return False
    if any(name == "reflect" or name.startswith("probe.") for name in call.labels_of(reply)):
        return True
    return bool(content_words(call.turns[answer].text) & content_words(call.turns[reply].text))


def _spread(call: AnnotatedCall, asked: list[Question]) -> dict[str, float]:
    """The share of the questions in each third of the call."""
    thirds = Counter(min(2, int(3 * progress(call, *one.act.place))) for one in asked)
    return {f"asked_share_third_{n + 1}": round(thirds[n] / len(asked), 3) for n in range(3)}


def _leading(call: AnnotatedCall, asked: list[Question]) -> list[Moment]:
    """The surest leading questions, few of many."""
    leading = sorted((one.act for one in asked if one.leading), key=lambda a: -a.probability)
    return [
        Moment(
            "leading_question",
            *act.place,
            Severity.LOW,
            "The question carries the answer that the rep wants to hear.",
            leading_instead(call.quote(*act.place)),
            act.probability,
        )
        for act in sorted(leading[:MOST_LEADING], key=lambda act: act.place)
    ]


def _stacks(asked: list[Question]) -> list[Moment]:
    """Turns with so many questions that the customer can answer only one."""
    in_turn: dict[int, list[Question]] = {}
    for one in asked:
        in_turn.setdefault(one.act.turn, []).append(one)
    return [
        Moment(
            "stacked_questions",
            *stack[0].act.place,
            Severity.LOW,
            f"{len(stack)} questions in one breath: the customer can answer only one of them.",
            "Ask the one that matters most, and wait for the answer before the next.",
            min(one.act.probability for one in stack),
        )
        for stack in in_turn.values()
        if len(stack) >= STACK
    ]


def _digging(call: AnnotatedCall, asked: list[Question]) -> list[Moment]:
    dug = [one for one in asked if one.probes and one.answer_words >= ANSWER_WORDS]
    best = sorted(dug, key=lambda one: (-one.answer_words, one.act.place))[:MOST_GOOD]
    return [
        Moment(
            "digging_question",
            *one.act.place,
            Severity.GOOD,
            f"The question {_dug_for(call, one.act)}, "
            f"and the answer ran to {one.answer_words} words.",
            confidence=one.act.probability,
        )
        for one in sorted(best, key=lambda one: one.act.place)
    ]


def _dug_for(call: AnnotatedCall, act: Act) -> str:
    labels = call.turns[act.turn].sentences[act.sentence].labels
    return " and ".join(words for label, words in DUG_FOR.items() if label in labels)
