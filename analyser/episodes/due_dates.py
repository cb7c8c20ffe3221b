"""By when: the day that the words of a date mean on the day of the call."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final

from analyser.episodes.date_words import (
    AHEAD,
    CLOCK,
    COUNTS,
    DAY,
    DAYS,
    MONTH,
    MONTHS,
    NUMBER,
    OF_DAY,
    ORDINAL,
    ORDINALS,
    UNIT,
    UNITS,
    WEEKS,
    WORD_ORDINAL,
)

_SHORT: Final = {
    **{"mon": "monday", "tue": "tuesday", "tues": "tuesday", "weds": "wednesday"},
    **{"thur": "thursday", "thurs": "thursday", "fri": "friday"},
    **{name[:3]: name for name in MONTHS if name != "may"},
    "sept": "september",
}


def due_day(text: str, spoken_on: date) -> date | None:
    """The day that a date means when said on ``spoken_on``; None for the vague.

    A stretch means its last working day: "next week" is that week's Friday, but "March" its last
    day. "Next Tuesday" is the Tuesday of next week, a bare "Tuesday" the next one to come.

    >>> due_day("by Friday", date(2026, 3, 4)), due_day("end of the month", date(2026, 3, 4))
    (datetime.date(2026, 3, 6), datetime.date(2026, 3, 31))
    """
    words = " ".join(text.lower().replace("\u2019", "'").split())
    words = re.sub(r"\b[a-z]{3,5}\b", lambda m: _SHORT.get(m[0], m[0]), words)
    words = re.sub(
        r"^(?:ahead of|by|on|before|until|till|within|in|for|at|over|to"
        r"|no later than|not later than) ",
        "",
        words,
    )
    words = re.sub(r"^(?:the|very) ", "", words) or "today"
    for rule in (_near, _weekday, _end_of_stretch, _day_of_month):
        if found := rule(words, spoken_on):
            return found
    return _parsed(words, spoken_on)


def _near(words: str, day: date) -> date | None:
    if re.search(r"\bday after tomorrow\b", words):
        return day + timedelta(days=2)
    if re.search(r"\btomorrow\b", words):
        return day + timedelta(days=1 + _ahead_days(words))
    if re.fullmatch(rf"{AHEAD} (?:from |on )?(?:today|now)", words):
        return day + timedelta(days=_ahead_days(words))
    if words in ("morning", "first thing"):
        return day + timedelta(days=1)
    clock = (
        r"today|tonight|this (?:morning|afternoon|evening)|afternoon|evening|eod|cob|noon|midday"
    )
    plain = (
        rf"(?:{clock}|lunchtime|close of (?:play|business)|end of (?:play|day|the day)|first thing)"
    )
    if (
        words == "hour"
        or CLOCK.fullmatch(f"by {words}")
        or re.search(r"\bafter (?:this|(?:the|our|this) (?:call|meeting))$", words)
        or re.match(r"(?:as soon as|once|when|after) we", words)
    ):
        return day
    if re.fullmatch(
        rf"(?:later )?{plain}(?: (?:on )?today| night)?|(?:end|close) of (?:play )?today"
        rf"|today (?:(?:by|at) )?{OF_DAY}",
        words,
    ):
        return day
    return None


def _weekday(words: str, day: date) -> date | None:
    named = re.search(rf"\b({'|'.join(DAYS)})\b", words)
    if not named:
        return None
    number = DAYS.index(named[1])
    if re.search(r"\b(?:next|following)\b", words):
        weeks = 2 if "after next" in words else 1
        return _week_start(day) + timedelta(days=7 * weeks + number)
    coming = day + timedelta(days=(number - day.weekday() - 1) % 7 + 1)
    if re.search(rf"{DAY} week\b", words):
        return coming + timedelta(days=7)
    return coming + timedelta(days=_ahead_days(words))


def _ahead_days(words: str) -> int:
    """The days of "two weeks" before a day that they are counted from."""
    ahead = re.match(rf"({AHEAD}) ", words)
    return 7 * WEEKS[ahead[1]] if ahead else 0


def _week_start(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _end_of_stretch(words: str, day: date) -> date | None:
    words = {"eow": "week", "eom": "month", "eoq": "quarter", "eoy": "year"}.get(words, words)
    if "christmas" in words:
        return date(day.year, 12, 24) if (day.month, day.day) <= (12, 24) else None
    if half := re.match(r"(first|second) half of (?:the )?(.+)$", words):
        words = f"{'middle' if half[1] == 'first' else 'end'} of {half[2]}"
    words = re.sub(r"^(?:the )?(month|quarter|year)[- ]end$", r"end of \1", words)
    later = 2 if "after next" in words else 1 if "next" in words else 0
    words = words.removesuffix(" after next")
    part = _part(words)
    if found := _week_of(words, day, later):
        return found
    if re.search(r"\bweekend$", words):
        sunday = _week_start(day) + timedelta(days=6 + 7 * later)
        return sunday + timedelta(days=words.startswith("after"))
    rules: dict[str, Callable[[], date]] = {
        "week": lambda: _in_week(day, later, part),
        "month": lambda: _in_month(day.year, day.month + later + _gone(day, later, part), part),
        "quarter": lambda: _month_end(day.year, 3 * ((day.month - 1) // 3 + 1 + later)),
        "year": lambda: date(day.year + later, 12, 31),
    }
    if unit := re.search(r"\b(week|month|quarter|year)$", words):
        bare = not part and not later and unit[0] == words and words not in ("week", "month")
        return None if _counted(words) or (bare and words != "quarter") else rules[unit[1]]()
    if quarter := re.search(r"\bq([1-4])$", words):
        end = _month_end(day.year, 3 * int(quarter[1]))
        return end if end >= day else _month_end(day.year + 1, 3 * int(quarter[1]))
    if named := re.fullmatch(rf"(?:.* )?(?:mid-?)?({MONTH})", words):
        month = MONTHS.index(named[1]) + 1
        if not re.search(rf"\b{ORDINAL}\b|\d", words):
            end = _in_month(day.year, month, part)
            return end if end >= day else _in_month(day.year + 1, month, part)
    return None


def _week_of(words: str, day: date, later: int) -> date | None:
    """The Friday of a week told by its place in a month or by a day of it."""
    if found := re.match(r"week (?:of|commencing|beginning|starting) the (.+)$", words):
        start = _day_of_month(found[1], day)
        return _week_start(start) + timedelta(days=4) if start else None
    placed = re.match(rf"(first|second|third|last) week (?:of|in) (?:.*month|({MONTH}))$", words)
    if not placed:
        return None
    month = MONTHS.index(placed[2]) + 1 if placed[2] else day.month + later
    for year in (day.year, day.year + 1):
        end = _month_end(year, month)
        first_friday = end.replace(day=1 + (4 - end.replace(day=1).weekday()) % 7)
        weeks = {"first": 0, "second": 1, "third": 2}.get(placed[1])
        friday = end if weeks is None else first_friday + timedelta(days=7 * weeks)
        if friday >= day:
            return friday
    return None


def _gone(day: date, later: int, part: str) -> bool:
    return not later and _in_month(day.year, day.month, part) < day


def _counted(words: str) -> bool:
    return bool(re.match(rf"{NUMBER} ", words))


def _part(words: str) -> str:
    """Which part of a stretch is meant: ``early``, ``middle`` or, for the end or all, nothing."""
    if re.match(r"(?:early|beginning|start)\b", words):
        return "early"
    return "middle" if re.match(r"(?:middle|mid)", words) else ""


def _in_week(day: date, later: int, part: str) -> date:
    weekday = {"early": 1, "middle": 2}.get(part, 4)
    found = _week_start(day) + timedelta(days=7 * later + weekday)
    return found if found >= day else found + timedelta(days=7)


def _in_month(year: int, month: int, part: str) -> date:
    end = _month_end(year, month)
    return end.replace(day={"early": 10, "middle": 15}.get(part, end.day))


def _month_end(year: int, month: int) -> date:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    return first_of_next - timedelta(days=1)


def _day_of_month(words: str, day: date) -> date | None:
    """A numbered day, with or without its month: the next one to come."""
    words = re.sub(
        rf"\b({WORD_ORDINAL})\b", lambda m: f"{ORDINALS[m[1].replace('  ', ' ')]}th", words
    )
    number = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)\b", words)
    named = re.search(rf"\b({MONTH})\b", words)
    if named and not number:
        number = re.search(r"\b(\d{1,2})\b", words)
    if not number:
        return None
    months = [MONTHS.index(named[1]) + 1] if named else range(1, 13)
    days = [
        found
        for year in (day.year, day.year + 1)
        for month in months
        if (found := _day(year, month, int(number[1]))) and found >= day
    ]
    return min(days, default=None)


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _working_day(day: date, count: str) -> date | None:
    """The day after so many of Monday to Friday; holidays are not known."""
    left = int(count) if count.isdigit() else COUNTS[count]
    if not 0 < left <= 100:
        return None
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return day


def _parsed(words: str, day: date) -> date | None:
    # dateparser is slow to import, and many calls hold no date.
    from dateparser import parse

    if worked := re.match(rf"({NUMBER}) (?:business|working) days?", words):
        return _working_day(day, worked[1])
    words = re.sub(r"' time$", "", words)
    words = re.sub(r"\bfortnight\b", "2 weeks", words)
    words = re.sub(r"^(?:about|the next) ", "", words)
    words = re.sub(rf"^(?:{'|'.join(UNITS)}) or ({'|'.join(UNITS)}) ", r"\1 ", words)
    words = re.sub(r"^an? (\w+) or (?:two|so)$", r"2 \1s", words)
    words = re.sub(r"^(?:an?|one|another) (?=\d)", "", words)
    if counted := re.match(rf"({NUMBER}) {UNIT}$", words):
        words = f"in {COUNTS.get(counted[1], counted[1])}{words.removeprefix(counted[1])}"
    found = parse(
        words,
        languages=["en"],
        settings={
            "RELATIVE_BASE": datetime(day.year, day.month, day.day, 9),
            "PREFER_DATES_FROM": "future",
        },
    )
    return found.date() if found else None
