"""How to say what was promised too boldly with its limit in view.

Templates only: they never put a fact, a price or a promise into the rep's mouth.
"""

import re
from typing import Final

from analyser.conversation_terms import DATE_WORDS, LENGTH_OF_TIME
from analyser.money import amounts
from analyser.spoken_dates import dates_in

_STRETCH: Final = re.compile(
    r"\b(?:minute|hour|day|week|fortnight|month|quarter|year)s?$", re.IGNORECASE
)
_EVER: Final = re.compile(
    r"\b(?:never|always|every|any|all|no matter|zero|cannot|can't|won't)\b", re.IGNORECASE
)
_WHATEVER: Final = re.compile(r"\b(?:whatever|anything|everything) (?:you|we)\b", re.IGNORECASE)
_RISK: Final = re.compile(
    r"\b(?:risk\w*|lose|nothing to (?:lose|worry)|(?:don't|not) worry|go wrong|safe)\b",
    re.IGNORECASE,
)
_MY_WORD: Final = re.compile(
    r"\b(?:my word|trust me|believe me|take it from me|i (?:promise|swear))\b", re.IGNORECASE
)
_OUTCOME: Final = re.compile(
    r"%|\b(?:double|triple|half|twice|percent|save|saving|return|revenue|sales"
    r"|pays? for itself)",
    re.IGNORECASE,
)
_HOW_LONG: Final = '"How long it takes depends on this: … I would plan with the longer end."'
_BOUNDS: Final = (
    (
        _WHATEVER,
        '"Tell me what matters most to you, and I will say which of it we can do and which not."',
    ),
    (_RISK, '"The risk that I see for you is this: … And this is how we would keep it small: …"'),
    (_MY_WORD, '"You need not take my word for it. This is how you can check it: …"'),
)


def bounded_instead(promise: str, *, own_deed: bool = False) -> str:
    """How to say what was promised with its limit in view; ``own_deed``: the rep would do it.

    >>> bounded_instead("You will be live by Friday.")
    '"What I can tell you about Friday is what it depends on: …"'
    >>> bounded_instead("You'll get sixty leads in the first month.")
    '"Here is the range that others have seen, and what decides where you would land: …"'
    """
    dates = dates_in(promise)
    rest = DATE_WORDS.sub(" ", promise)
    if _OUTCOME.search(rest) or amounts(rest):
        return '"Here is the range that others have seen, and what decides where you would land: …"'
    if dates:
        day = dates[0]
        if _STRETCH.search(day) and not day.lower().startswith(("this", "next", "the")):
            return _HOW_LONG
        return f'"What I can tell you about {day} is what it depends on: …"'
    if LENGTH_OF_TIME.search(promise):
        return _HOW_LONG
    for pattern, better in _BOUNDS:
        if pattern.search(promise):
            return better
    if own_deed:
        return '"Let me find out what we can really do. By when do you need to know?"'
    if _EVER.search(promise):
        return '"Here is where it does that well, and here is where it has its limits: …"'
    return '"Here is what I am sure of, and here is what I have to check before I say yes: …"'
