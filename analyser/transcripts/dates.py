"""Dates and lengths as people and programs write them above a transcript."""

import re
from datetime import datetime
from functools import lru_cache
from typing import Final

_FORMS: Final = (
    *("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y"),
    *("%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%d/%m/%y", "%m/%d/%y", "%d.%m.%y"),
)
_CLOCKS: Final = ("", " %H:%M:%S", " %H:%M", " %I:%M %p", " %I:%M:%S %p")
_WEEKDAY: Final = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b,?", re.IGNORECASE
)
_ZONE: Final = re.compile(r"\s*\(?\b(?:GMT|UTC|[A-Z]{2,4}T)(?:[+-]\d{1,2}(?::?\d\d)?)?\b\)?\s*$")
_LENGTH: Final = re.compile(
    r"^(?:(\d{1,3})\s*(?:hours?|hrs?|h)(?![a-z])[ ,]*)?"
    r"(?:(\d{1,4})\s*(?:minutes?|mins?|m)(?![a-z])[ ,]*)?(?:(\d{1,5})\s*(?:seconds?|secs?|s))?$"
)


@lru_cache(maxsize=512)
def date_of(text: str) -> str | None:
    """The date, or date and time, in ISO 8601; None for other text. No zone: none is made up.

    >>> date_of("4 March 2026, 02:05pm"), date_of("Wed, Mar 4, 2026"), date_of("soon")
    ('2026-03-04T14:05:00', '2026-03-04', None)
    """
    text = text.strip().strip("*_ .")
    if not 6 <= len(text) <= 60 or not (text[-1].isalnum() or text[-1] == ")"):
        return None
    if re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]{5,15}(?:Z|[+-]\d\d:\d\d)?", text):
        return text
    plain = _ZONE.sub("", _WEEKDAY.sub("", text))
    plain = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", plain.replace(",", " ").replace(" at ", " "))
    plain = re.sub(r"(?<=\d)\s*([AaPp])\.?[Mm]\.?$", r" \1M", " ".join(plain.split()))
    for clock in _CLOCKS:
        for form in _FORMS:
            try:
                found = datetime.strptime(plain, form + clock)
            except ValueError:
                continue
            return found.isoformat() if clock else found.date().isoformat()
    return None


def length_seconds(text: str) -> float | None:
    """Seconds of ``31m 8s``, ``1 hour 2 minutes``, ``41 mins``; None for other text.

    >>> length_seconds("31m 8s"), length_seconds("41 mins"), length_seconds("31")
    (1868.0, 2460.0, None)
    """
    match = _LENGTH.match(text.strip().lower()) if len(text) < 60 else None
    if not match or not any(match.groups()):
        return None
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return float(hours * 3600 + minutes * 60 + seconds)
