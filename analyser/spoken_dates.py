"""Dates in a sentence as they go into a suggestion: without their preposition, days and months
as they are written."""

import re
from typing import Final

from analyser.conversation_terms import DATE_WORDS

_PREPOSITION: Final = re.compile(r"^(?:by|on|before|until|within|in|for|at)\s+", re.IGNORECASE)
_PROPER: Final = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august"
    r"|september|october|november|december)\b"
)


def dates_in(words: str, *, preposition: bool = False) -> list[str]:
    """The dates that are said.

    >>> dates_in("Live by friday, or by the end of march?")
    ['Friday', 'the end of March']
    """
    found = [match.group(0).strip() for match in DATE_WORDS.finditer(words)]
    bare = found if preposition else [_PREPOSITION.sub("", date) for date in found]
    return [_PROPER.sub(lambda match: match.group(0).capitalize(), date) for date in bare]
