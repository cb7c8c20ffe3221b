"""What the rep lets the customer expect beyond what can be kept.

Assurances without condition, or beyond the rep's control, set up the broken promise of
tomorrow. Expectations with their limit in view do the opposite. Hedged, conditional and negated
sentences ("I can't guarantee that") never count, and whoever takes a bold word back in the same
call has repaired most of it.

Unit:    overpromises, weighed (1 for a flat assurance about the product, 0.1 to 1.9 each), less the
         bounded expectations; below 0 where there are more of these. At least 0.85 where the rep
         made no other promise and took none back. Absent without any.
Formula: sum over overpromises, less 0.25 for each bounded expectation (1 at most). Each overpromise
         weighs certainty (absolute 1.25, flat 1, soft 0.75) x control (the customer's results or
         other people 1.25, the product 1, the rep's own deed 0.8) x specificity (1.2 with a figure
         or date) x 0.25 where it is taken back later in the call, 0.5 where a bounded expectation
         stands on the same turn or the rep's next one, 0.7 where a hedge stands beside it.
Limits:  what the rep's firm can really keep is not in the transcript: a bold but true promise
         looks the same. Words decide the grade, so an unusual wording is taken as flat.
Source:  "Trust: a Primer", "Trust vs. Relationship"; grading follows the rule that promissory
         and exaggerated statements mislead (FINRA 2210). The weights are a rule of thumb.

>>> from analyser.testing import marked_call
>>> call = marked_call("C: Will it work?", "R: [promise.over: It will never fail, guaranteed.]")
>>> overpromising.measure(call).value
1.25
"""

from analyser.annotation import Act, AnnotatedCall
from analyser.bounded_words import bounded_instead
from analyser.conversation import Role
from analyser.conversation_terms import DATE_WORDS, LENGTH_OF_TIME
from analyser.episodes.promise_grades import OTHERS, OWN_DEED, VAGUE, Graded, graded_promises
from analyser.highlights import highlights
from analyser.reading import Moment, Reading, Severity, counted, signal

CREDIT, MOST_CREDIT = 0.25, 1.0
ALONE = 0.85
"""What only overpromises weigh at least: as little as saying nothing, they earn no trust."""

GRAVE = 1.15
SLIGHT = 0.7


@signal(principle="Promise what you will deliver.", unit="weighed overpromises")
def overpromising(call: AnnotatedCall) -> Reading:
    """The sum of weighed overpromises less the credit for bounded expectations."""
    over = graded_promises(call)
    bounded = call.find("promise.bounded", by=Role.REP)
    if not call.find("promise", by=Role.REP):
        return Reading.absent("the rep set no expectation and made no promise")
    bold = {one.act.place for one in over}
    sound = [act for act in call.find("promise", by=Role.REP) if act.place not in bold]
    repaired = [one for one in over if one.correction]
    weight = sum(one.weight for one in over)
    if not sound and len(repaired) < len(over):
        weight = max(ALONE, weight)
    back = f" ({len(repaired)} taken back later)" if repaired else ""
    return Reading(
        round(weight - min(MOST_CREDIT, CREDIT * len(bounded)), 4),
        n=len(over) + len(bounded),
        summary=(
            f"{counted(len(over), 'assurance')} without condition or beyond the rep's control"
            f"{back}, {counted(len(bounded), 'expectation')} set with the limit in view."
        ),
        moments=(
            *(_over(one, call) for one in over),
            *highlights(
                "bounded_promise",
                "The rep set the expectation with its limit or condition in view.",
                bounded,
            ),
            *highlights(
                "promise_corrected",
                "The rep took back what had been promised too boldly.",
                {one.correction for one in repaired if one.correction},
            ),
        ),
        details={
            "over": float(len(over)),
            "bounded": float(len(bounded)),
            "taken_back": float(len(repaired)),
            "heaviest": max((one.weight for one in over), default=0.0),
        },
    )


def _over(one: Graded, call: AnnotatedCall) -> Moment:
    words = call.quote(*one.act.place)
    if one.correction:
        severity, because = Severity.LOW, "A bold assurance, which the rep took back later."
    elif one.softened < 1.0:
        severity = Severity.LOW
        because = "An assurance that the rep qualified only beside it or soon after."
    else:
        severity = Severity.HIGH if one.weight >= GRAVE else Severity.MEDIUM
        severity = Severity.LOW if one.weight < SLIGHT else severity
        because = f"The rep promised {_what(one, words)} without any condition."
    return Moment(
        "overpromise",
        *one.act.place,
        severity,
        because,
        bounded_instead(words, own_deed=one.control == OWN_DEED),
        one.act.probability,
        weight=one.weight,
        also_turn=_asked_before(call, one.act),
    )


def _what(one: Graded, words: str) -> str:
    if one.control == OTHERS:
        return "what lies with the customer or with others"
    if one.specificity > VAGUE:
        if DATE_WORDS.search(words):
            return "a date"
        return "how long it takes" if LENGTH_OF_TIME.search(words) else "a figure"
    return "a deed" if one.control == OWN_DEED else "an outcome"


def _asked_before(call: AnnotatedCall, act: Act) -> int | None:
    """The customer's turn that the assurance answers."""
    return next(
        (n for n in range(act.turn - 1, -1, -1) if call.turns[n].role is Role.CUSTOMER), None
    )
