"""Whether the rep behaves the same over time.

Trust is the belief that what somebody did before will go on. That takes several calls: how far
a rep's readings spread from call to call, where they tend, and whether what was said in one
call contradicts another. A single call cannot show it, and this signal does not pretend so.

Unit:    sameness over calls, 0 to 1. Absent on any single call.
Formula: over 4 or more calls (`analyser history`): 1 less the mean standard deviation of the other
         signals' scores over 50; each statement that contradicts an earlier one leaves four
         fifths of it.
Limits:  few calls spread by chance; kinds of call that differ look like a change of behaviour;
         the fifth is a rule of thumb, not yet checked.
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
