"""What the rep knows that is of value to this customer, and how early it shows.

A benchmark, a risk that the customer missed, how others solved it, an honest recommendation:
such knowledge earns credibility in a first conversation, before any promise could be kept. A
feature pitch is none.

Unit:    worth of the insights given, 0 to 1. Absent with less than 150 words of the rep.
Formula: 1 - exp(-n / 2) for n insights, +0.1 x (1 - p) for the first one's place p in the call
         (0 start, 1 end, by words); at most 1. No insight is 0.
Limits:  whether an insight is true, or new to this customer, cannot be heard; where advice
         itself is sold there are naturally more.
Source:  "Trust: a Primer", "Building Mutually Beneficial Relationships", a text on relationship
         building in sales meetings. The curve and the bonus are a rule of thumb, not yet
         checked.

>>> from analyser.testing import marked_call
>>> told = f"R: [insight: Most clinics of your size start with one site.] {'word ' * 150}"
>>> expertise.measure(marked_call(told, "C: I see.")).value
0.4935
"""

from math import exp

from analyser.annotation import AnnotatedCall
from analyser.conversation import Role
from analyser.highlights import highlights
from analyser.progress import progress
from analyser.reading import Reading, counted, percent, signal

MIN_REP_WORDS = 150
EARLY_BONUS = 0.1
SATURATION = 2


@signal(principle="Know what is of value to this customer.", unit="worth of the insights given")
def expertise(call: AnnotatedCall) -> Reading:
    """The saturating worth of the insights, a little more where the first came early."""
    words = sum(turn.words for _, turn in call.turns_by(Role.REP))
    if words < MIN_REP_WORDS:
        return Reading.absent(f"too little talk of the rep: {words} words, {MIN_REP_WORDS} needed")
    insights = call.find("insight", by=Role.REP)
    if not insights:
        return Reading(0.0, summary="The rep gave no insight of value to this customer.")
    first = progress(call, *insights[0].place)
    worth = 1 - exp(-len(insights) / SATURATION) + EARLY_BONUS * (1 - first)
    return Reading(
        round(min(1.0, worth), 4),
        n=len(insights),
        summary=(
            f"{counted(len(insights), 'insight')} of value to this customer, "
            f"the first after {percent(first)} of the call."
        ),
        moments=tuple(
            highlights(
                "insight_given",
                "The rep told the customer something of value that is no pitch.",
                insights,
            )
        ),
        details={"first_at_share": round(first, 3)},
    )
