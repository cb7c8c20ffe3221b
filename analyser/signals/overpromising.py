"""What the rep lets the customer expect beyond what can be kept.

Assurances without condition, or beyond the rep's control, set up the broken promise of
tomorrow. Expectations with their limit in view do the opposite. Hedged, conditional and negated
sentences ("I can't guarantee that") never count.

Unit:    overpromises, weighed 0.5 to 1.5 each.
Formula: sum of weights: 1 each; +0.25 for an absolute ("guarantee", "always", "100 %"), +0.25
         for a figure or date in it; 0.5 when a bounded expectation on the same turn or the rep's
         next one takes it back.
Limits:  what the rep's firm can really keep is not in the transcript: a bold but true promise
         looks the same.
Source:  "Trust: a Primer", "Trust vs. Relationship"; grading follows the rule that promissory
         and exaggerated statements mislead (FINRA 2210). The weights are a rule of thumb.

>>> from analyser.testing import marked_call
>>> call = marked_call("C: Will it work?", "R: [promise.over: It will never fail, guaranteed.]")
>>> overpromising.measure(call).value
1.25
"""

import re

from analyser.annotation import Act, AnnotatedCall
from analyser.conversation import Role
from analyser.conversation_terms import DATE_WORDS, MONEY
from analyser.reading import Moment, Reading, Severity, counted, signal

ABSOLUTE = re.compile(
    r"\b(?:guarante\w+|never|always|100|hundred percent|zero|absolutely|definitely|certainly"
    r"|no doubt|whatever you|anything you|promise you|trust me|no problem at all|risk.free)\b",
    re.IGNORECASE,
)
FIGURE = re.compile(r"\d|\b(?:double|triple|half|twice|ten|twenty|thirty|fifty)\b", re.IGNORECASE)
TAKEN_BACK = 0.5
MOST_GOOD = 3


@signal(principle="Promise what you will deliver.", unit="weighed overpromises")
def overpromising(call: AnnotatedCall) -> Reading:
    """The sum of weighed overpromises; 0 where every expectation was bounded or plain."""
    over = call.find("promise.over", by=Role.REP)
    bounded = call.find("promise.bounded", by=Role.REP)
    if not over and not bounded and not call.find("promise.commitment", by=Role.REP):
        return Reading.absent("the rep set no expectation and made no promise")
    weights = {act: _weight(call, act, bounded) for act in over}
    return Reading(
        round(sum(weights.values()), 4),
        n=len(over) + len(bounded),
        summary=(
            f"{counted(len(over), 'assurance')} without condition or beyond the rep's control, "
            f"{counted(len(bounded), 'expectation')} set with the limit in view."
        ),
        moments=(*(_over(a, w, call) for a, w in weights.items()), *_bounded(bounded)),
        details={"over": float(len(over)), "bounded": float(len(bounded))},
    )


def _weight(call: AnnotatedCall, act: Act, bounded: tuple[Act, ...]) -> float:
    if any(b.turn == act.turn or _next_rep_turn(call, act.turn) == b.turn for b in bounded):
        return TAKEN_BACK
    words = call.quote(*act.place)
    absolute = bool(ABSOLUTE.search(words))
    figure = bool(FIGURE.search(words) or DATE_WORDS.search(words))
    return 1.0 + 0.25 * absolute + 0.25 * figure


def _next_rep_turn(call: AnnotatedCall, turn: int) -> int | None:
    return next((n for n, _ in call.turns_by(Role.REP) if n > turn), None)


def _over(act: Act, weight: float, call: AnnotatedCall) -> Moment:
    words = call.quote(*act.place)
    if weight == TAKEN_BACK:
        severity, because = Severity.LOW, "An assurance that the rep qualified soon after."
    else:
        severity = Severity.HIGH if weight > 1.0 else Severity.MEDIUM
        because = "The rep assured an outcome without any condition."
    if date := DATE_WORDS.search(words):
        better = f'"What I can tell you about {date.group(0).strip()} is what it depends on: …"'
    elif MONEY.search(words) or FIGURE.search(words):
        better = (
            '"Here is the range that others have seen, and what decides where you would land: …"'
        )
    else:
        better = '"Here is what I am sure of, and here is what I have to check before I say yes: …"'
    return Moment("overpromise", *act.place, severity, because, better, act.probability)


def _bounded(bounded: tuple[Act, ...]) -> list[Moment]:
    best = sorted(bounded, key=lambda act: (-act.probability, act.place))[:MOST_GOOD]
    return [
        Moment(
            "bounded_promise",
            *act.place,
            Severity.GOOD,
            "The rep set the expectation with its limit or condition in view.",
            confidence=act.probability,
        )
        for act in sorted(best, key=lambda act: act.place)
    ]
