"""The day on which something is said to have been handed over."""

import re
from datetime import date, timedelta
from typing import Final

from analyser.episodes.date_words import COUNTS, DAYS, MONTH, NUMBER, ORDINAL
from analyser.episodes.due_dates import due_day

_DAY: Final = "|".join(DAYS)
_NUMBERED: Final = re.compile(
    r"\bon (the (?:\d{1,2}(?:st|nd|rd|th)|(?:twenty|thirty)[- ]\w+|\w+(?:th|st|nd|rd|fth))"
    rf"(?: (?:of )?{MONTH})?|{MONTH} (?:the )?{ORDINAL}|{MONTH} \d{{1,2}}|\d{{1,2}} {MONTH})\b"
)
_COUNTED: Final = re.compile(
    rf"\b(?:(?P<count>{NUMBER}) |the )?(?P<unit>day|week)s? after (?:(?:our|the|that|this|your)"
    r"(?: last)? (?:call|meeting|talk|chat|conversation)|we (?:spoke|talked|met)"
    rf"|(?:the |that )?(?P<weekday>{_DAY}))\b"
)
"""So long after the call of the promise, or after the weekday that it was due on."""

_HANDED_OVER: Final = re.compile(
    r"\b(?:sent|mailed|emailed|e-mailed|arrived|came|landed|went|signed|shipped|delivered|posted|got"
    r"|received|turned up|reached|dropped|finished|handed|uploaded)\b"
)
"""Only of these does a day say when it was done: what is read today may have come long ago."""

_WEEKDAY: Final = re.compile(rf"\b(last|on) ({_DAY})\b")


def past_day(
    text: str, spoken_on: date, due: date | None = None, promised_on: date | None = None
) -> date | None:
    """The day that a sentence names for what was done, None where it names none that is sure.

    "Last Tuesday" may be the one of last week or this: the earlier one is taken, "on Tuesday" the
    day ``due`` where that was a Tuesday, and "on the Tuesday" (which one?) none, so that doubt
    makes nobody late. "Two days after our call" counts from ``promised_on``.

    >>> past_day("i sent it on the sixth", date(2026, 3, 12))
    datetime.date(2026, 3, 6)
    >>> past_day("i read it today", date(2026, 3, 12))
    """
    if not _HANDED_OVER.search(text):
        return None
    if re.search(r"\b(?:yesterday|last night)\b", text):
        return spoken_on - timedelta(days=1)
    if re.search(r"\b(?:this morning|today|just now|only just)\b", text):
        return spoken_on
    if named := _NUMBERED.search(text):
        return _before(named[1], spoken_on)
    if counted := _COUNTED.search(text):
        return _after(counted, due, promised_on)
    if named := _WEEKDAY.search(text):
        back = (spoken_on.weekday() - DAYS.index(named[2]) - 1) % 7 + 1
        found = spoken_on - timedelta(days=back)
        if due and due.weekday() == found.weekday():
            return min(due, found)
        this_week = found.isocalendar()[:2] == spoken_on.isocalendar()[:2]
        return found - timedelta(days=7) if named[1] == "last" and this_week else found
    return None


def _after(counted: re.Match[str], due: date | None, promised_on: date | None) -> date | None:
    """The day so many days or weeks after that of the call, or after ``due`` where its weekday is
    named."""
    start, count = promised_on, counted["count"] or "a"
    if weekday := counted["weekday"]:
        start = due if due and due.weekday() == DAYS.index(weekday) else None
    if start is None or "few" in count:
        return None
    days = (COUNTS.get(count) or int(count)) * (7 if counted["unit"] == "week" else 1)
    return start + timedelta(days=days)


def _before(words: str, spoken_on: date) -> date | None:
    """The numbered day last before, or on, the day of the call."""
    for days in range(0, 366, 31):
        start = (spoken_on - timedelta(days=days)).replace(day=1)
        found = due_day(words, start)
        if found and found <= spoken_on:
            return found
    return None
