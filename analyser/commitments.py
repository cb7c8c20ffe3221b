"""Commitments: who said they would do what, and by when."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from analyser.annotation import AnnotatedCall
from analyser.conversation import Role
from analyser.conversation_terms import DATE_WORDS

_LEAD: Final = re.compile(
    r"\b(?:i'll|we'll|i will|we will|i can|we can|i'm going to|we're going to|i am going to"
    r"|we are going to|i'm gonna|we're gonna|let me|i'd be happy to|happy to|i could|we could"
    r"|i shall|ill)\s+(?:also |just |then |definitely |certainly |go ahead and |make sure to )*",
    re.IGNORECASE,
)
_CLAUSE_END: Final = re.compile(r"[.;?!]|,? (?:and then|but|because|so that|if|when|unless)\b")


@dataclass(frozen=True, slots=True)
class Commitment:
    """``by`` is the side, ``what`` the words of the deed, ``due_text`` the words of the date and
    ``due`` the day they mean (None where none was said, or the call's date is not known)."""

    turn: int
    sentence: int
    by: Role
    speaker: str | None
    what: str
    due: date | None
    due_text: str | None


def commitments(call: AnnotatedCall) -> Iterator[Commitment]:
    """The commitments of both sides, in order."""
    day = call_date(call)
    for act in call.find("promise.commitment"):
        turn = call.turns[act.turn]
        if turn.role is None:
            continue
        words = call.quote(*act.place)
        found = DATE_WORDS.search(words)
        due_text = found.group(0).strip() if found else None
        due = due_day(due_text, day) if due_text and day else None
        yield Commitment(
            act.turn, act.sentence, turn.role, turn.speaker, _deed(words, due_text), due, due_text
        )


def call_date(call: AnnotatedCall) -> date | None:
    """The day of the call, None where the file does not tell."""
    text = call.conversation.meta.get("date")
    try:
        return datetime.fromisoformat(str(text).replace("Z", "+00:00")).date() if text else None
    except ValueError:
        return None


def _deed(words: str, due_text: str | None) -> str:
    lead = _LEAD.search(words)
    rest = words[lead.end() :] if lead else words
    if due_text:
        rest = rest.replace(due_text, " ", 1)
    end = _CLAUSE_END.search(rest)
    rest = rest[: end.start()] if end and end.start() > 3 else rest
    return " ".join(rest.strip(" .,;!?-—").split()) or words.strip()


def due_day(text: str, spoken_on: date) -> date | None:
    """The day that a relative date means when said on ``spoken_on``; None for the vague.

    A stretch means its last day: "next week" is that week's Friday, "March" its last day.

    >>> due_day("by Friday", date(2026, 3, 4)), due_day("end of the month", date(2026, 3, 4))
    (datetime.date(2026, 3, 6), datetime.date(2026, 3, 31))
    """
    words = re.sub(r"^(?:by|on|before|until|within|in|for|at)\s+", "", text.strip().lower())
    words = re.sub(r"\b(?:close of (?:play|business)|morning|afternoon|evening|night)\b", "", words)
    words = " ".join(re.sub(r"^the\s+", "", words).split()) or "today"
    if stretch := _stretch_end(words, spoken_on):
        return stretch
    return _parsed(words, spoken_on)


def _stretch_end(words: str, day: date) -> date | None:
    words = re.sub(r"\bthis\b", "the", words)
    following = "next" in words
    friday = day + timedelta(days=(4 - day.weekday()) % 7)
    if re.search(r"\bweek$", words) and re.search(
        r"^(?:end|close|the week|next week|coming)", words
    ):
        return friday + timedelta(days=7 if following else 0)
    if re.search(r"\bmonth$", words):
        return _month_end(day.year, day.month + (1 if following else 0))
    if re.search(r"\bquarter$", words):
        return _month_end(day.year, 3 * ((day.month - 1) // 3 + 1) + (3 if following else 0))
    if re.search(r"\byear$", words):
        return date(day.year + (1 if following else 0), 12, 31)
    if quarter := re.search(r"\bq([1-4])$", words):
        end = _month_end(day.year, 3 * int(quarter.group(1)))
        return end if end >= day else _month_end(day.year + 1, 3 * int(quarter.group(1)))
    return None


def _month_end(year: int, month: int) -> date:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    return first_of_next - timedelta(days=1)


def _parsed(words: str, day: date) -> date | None:
    # dateparser is slow to import, and many calls hold no date.
    from dateparser import parse

    words = re.sub(r"\bfortnight\b", "2 weeks", words)
    words = re.sub(r"^(?:a|one) (?=\d)", "", words)
    words = re.sub(r"\b(?:business|working) ", "", words)
    words = re.sub(r"^(?:next|this|coming) (?=\w+day$)", "", words)
    words = re.sub(r"^(?:end|close|beginning|start|middle) of ", "", words)
    words = {"tonight": "today"}.get(words, words)
    if re.match(r"^(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten) \w+$", words):
        words = f"in {words}"
    found = parse(
        words,
        languages=["en"],
        settings={
            "RELATIVE_BASE": datetime(day.year, day.month, day.day, 9),
            "PREFER_DATES_FROM": "future",
            "PREFER_DAY_OF_MONTH": "last",
        },
    )
    return found.date() if found else None
