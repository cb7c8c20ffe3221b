"""Stamps of a document to seconds: offsets as they stand, clock times less the first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from analyser.transcripts.dates import date_of
from analyser.transcripts.times import number

_STAMP: Final = re.compile(
    r"^(?P<day>\d[\d/.-]{5,9})?[,T ]*(?P<clock>\d{1,3}:\d{1,2}(?::\d{1,2})?)"
    r"(?:[.,](?P<fraction>\d{1,9})|[;:]\d{1,3})?\s?(?P<half>[AaPp])?\.?[Mm]?\.?"
    r"(?:Z|[+-]\d\d:?\d\d)?$"
)
HALF_DAY: Final = 12 * 3600.0
LATEST_OFFSET: Final = 4 * 3600.0
"""A first stamp later than this is the clock on the wall. Rule of thumb, not yet checked."""

FASTEST_TALK: Final = 8.0
"""Words a second above which ``9:02`` can only be hours and minutes."""


@dataclass(frozen=True, slots=True)
class _Stamp:
    day: float
    seconds: float
    fields: int
    half: str


def seconds_of(stamps: Sequence[str | None], words: Sequence[int]) -> list[float | None]:
    """Seconds from the start for each stamp; None where there is none or it cannot be read.

    ``words`` holds how many words are said from each stamp to the next.

    >>> seconds_of(["11:59 PM", None, "12:01 AM"], [5, 5, 5])
    [0.0, None, 120.0]
    """
    read = [_read(stamp) for stamp in stamps]
    known = [stamp for stamp in read if stamp is not None]
    if not known:
        return [number(stamp) for stamp in stamps]
    if any(stamp.day for stamp in known):
        first = known[0].day + known[0].seconds
        return [None if s is None else round(s.day + s.seconds - first, 3) for s in read]
    halves = any(stamp.half for stamp in known)
    minutes = _are_hours_and_minutes(read, words)
    if halves or minutes or (known[0].fields == 3 and known[0].seconds >= LATEST_OFFSET):
        return _since_first(read, minutes=minutes or halves)
    return [None if stamp is None else stamp.seconds for stamp in read]


def _read(text: str | None) -> _Stamp | None:
    match = _STAMP.match(text.strip()) if text else None
    if not match:
        return None
    parts = [int(part) for part in match["clock"].split(":")]
    seconds = float(sum(n * 60**power for power, n in enumerate(reversed(parts))))
    if match["fraction"]:
        seconds += float(f"0.{match['fraction']}")
    day = 0.0
    if match["day"] and (found := date_of(match["day"])):
        day = datetime.fromisoformat(found).replace(tzinfo=UTC).timestamp()
    half = (match["half"] or "").lower()
    if half or day:
        seconds = _of_day(seconds, len(parts), half)
    return _Stamp(day, round(seconds, 3), len(parts), half)


def _of_day(seconds: float, fields: int, half: str) -> float:
    seconds = seconds * 60 if fields == 2 else seconds
    if half and seconds >= HALF_DAY:
        seconds -= HALF_DAY
    return seconds + HALF_DAY if half == "p" else seconds


def _are_hours_and_minutes(read: Sequence[_Stamp | None], words: Sequence[int]) -> bool:
    """Whether stamps such as ``9:02`` leave too little time for the words if read as m:ss."""
    rows = [(s, n) for s, n in zip(read, words, strict=True) if s is not None]
    if any(s.fields != 2 or s.half or s.seconds >= 24 * 60 for s, _ in rows):
        return False
    length = rows[-1][0].seconds - rows[0][0].seconds
    said = sum(n for _, n in rows[:-1])
    return rows[0][0].seconds > 5 * 60 and said >= 40 and said > FASTEST_TALK * max(length, 1.0)


def _since_first(read: Sequence[_Stamp | None], *, minutes: bool) -> list[float | None]:
    """Seconds since the first stamp; past midnight and a missing AM or PM are minded."""
    found: list[float | None] = []
    first = before = None
    for stamp in read:
        if stamp is None:
            found.append(None)
            continue
        scale = 60 if minutes and stamp.fields == 2 and not stamp.half else 1
        seconds = stamp.seconds * scale
        if before is None:
            first = before = seconds
        while before - seconds > HALF_DAY / 2:
            seconds += HALF_DAY
        before = seconds
        found.append(round(seconds - (first or 0.0), 3))
    return found
