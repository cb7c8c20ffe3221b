"""Whether the rep behaves the same over time.

Trust is the belief that what somebody did before will go on. That takes several calls: how far
a rep's readings spread from call to call, where they tend, and whether what was said in one
call contradicts another. A single call cannot show it, and this signal does not pretend so.

Unit:    sameness over calls, 0 to 1. Absent on any single call.
Formula: none on one call; over a rep's or an account's calls the spread and trend of the other
         signals, not measured yet.
Limits:  it measures nothing so far: it stands on the shelf so that a report says what it cannot
         tell.
Source:  "Trust: a Primer", "Trust vs. Relationship", "Building Mutually Beneficial
         Relationships"; no figures are known.

>>> from analyser.testing import marked_call
>>> consistency.measure(marked_call("R: Hello.", "C: Hello.")).absent_because
'needs several calls of a rep or an account'
"""

from analyser.annotation import AnnotatedCall
from analyser.reading import Reading, signal

NEEDS_HISTORY = "needs several calls of a rep or an account"


@signal(principle="Behave the same over time.", unit="sameness over calls")
def consistency(_call: AnnotatedCall) -> Reading:
    """Absent: one call holds no history."""
    return Reading.absent(NEEDS_HISTORY)
