"""Commitments: who said they would do what, for whom, by when, and how surely."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from analyser.annotation import AnnotatedCall, Sentence
from analyser.content_words import content_words
from analyser.conversation import Role
from analyser.episodes.date_words import DUE_WORDS, HOUR, ORDINAL, due_words
from analyser.episodes.deeds import (
    Certainty,
    certainty,
    deed,
    opening,
    own_date,
    own_part,
    plainly_commits,
)
from analyser.episodes.due_dates import due_day
from analyser.episodes.several_deeds import several_deeds

_INVITES: Final = re.compile(
    r"\b(?:invit(?:e|ation)s?|calendar|diary|block (?:the|that|out|some)|pencil"
    r"|(?:book|put|set) (?:it|that|this|us) (?:in|up))\b",
    re.IGNORECASE,
)
AGREED_TURNS: Final = 3
"""So many turns before, at most, the meeting was proposed that an invitation is for."""

WAITING_TURNS: Final = 3
"""So many turns after a commitment, at most, a bare date may belong to it."""

BARE_DATE_WORDS: Final = 6
_BESIDE_A_DATE: Final = re.compile(
    r"(?:[\W_]+(?:at (?:the )?(?:very )?latest|latest|or|then|for (?:sure|certain|definite)"
    r"|definitely|certainly|probably|hopefully|maybe|(?:i )?promise|or (?:so|sooner|earlier|before)"
    r"|okay|ok|yes|yeah|sure|please|thanks|thank you|sharp|your time|my time"
    r"|(?-i:[A-Z][a-z]+)(?=\W*$)))*\W*",
    re.IGNORECASE,
)
"""All that a sentence may hold after a date to be that of the deed beside it; a name at its end is
whom it is said to."""

_FURTHER_TIME: Final = re.compile(
    rf"\b(?:at|by|before|around|about) {HOUR}|\bthe {ORDINAL}", re.IGNORECASE
)
_POINTS_BACK: Final = re.compile(r"\b(?:it|that|this)\b", re.IGNORECASE)
_GRANTS: Final = re.compile(
    r"^\W*(?:yes|yeah|yep|sure|of course|absolutely|certainly|okay|ok|no problem|happy to"
    r"|gladly)\b",
    re.IGNORECASE,
)
_AT_ONCE: Final = re.compile(r"\b(?:now|(?:right|straight) away|immediately)\b", re.IGNORECASE)
_SPELT_DAY: Final = re.compile(
    r"the (?:\d{1,2}(?:st|nd|rd|th)|\w+teenth|(?:twenty|thirty)[- ]\w+(?:st|nd|rd|th)|twentieth"
    r"|thirtieth|(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf)th)(?=\W*$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Commitment:
    """``by`` is the side and ``to`` the person of the other side it was made to, None where that
    could be one of several. ``what`` holds the words of the deed, ``due_text`` those of the date
    and ``due`` the day they mean (None where none was said, or the call's date is not known).
    ``probability``, 0 to 1, is the act model's."""

    turn: int
    sentence: int
    by: Role
    speaker: str | None
    what: str
    due: date | None
    due_text: str | None
    to: str | None = None
    certainty: Certainty = Certainty.FIRM
    probability: float = 1.0


def commitments(call: AnnotatedCall) -> Iterator[Commitment]:
    """The commitments of both sides, in order."""
    found: list[Commitment] = []
    for one in _each(call):
        bare = _bare_date(call.quote(one.turn, one.sentence))
        dated = _waiting(found, one) if bare else None
        if dated:
            sure = Certainty.FIRM if dated.certainty is Certainty.OFFER else dated.certainty
            found[found.index(dated)] = replace(
                dated, due=one.due, due_text=one.due_text, certainty=sure
            )
        else:
            found.append(one)
    yield from found


def _waiting(found: Sequence[Commitment], date: Commitment) -> Commitment | None:
    """The commitment just made that a bare date, such as "By noon.", belongs to: asked for with
    "When?", or said after it."""
    last = next((one for one in reversed(found) if one.by is date.by), None)
    if last is None or last.due_text or date.turn - last.turn > WAITING_TURNS:
        return None
    return last


def _each(call: AnnotatedCall) -> Iterator[Commitment]:
    """The commitments, sentence by sentence."""
    day = call_date(call)
    for number, turn in enumerate(call.turns):
        if turn.role not in (Role.REP, Role.CUSTOMER):
            continue
        for place, sentence in enumerate(turn.sentences):
            probability = sentence.labels.get("promise.commitment")
            if probability is None and not plainly_commits(sentence.text):
                continue
            first, *more = several_deeds(sentence.text)
            for part in (first, *more):
                due_text = _due_text(call, number, place, part, first=part is first)
                yield Commitment(
                    number,
                    place,
                    turn.role,
                    turn.speaker,
                    deed(part, due_text, _leads_up(call, number, place)),
                    due_day(due_text, day) if due_text and day else None,
                    due_text,
                    _addressee(call, turn.role, sentence.text),
                    certainty(part if part is first else f"{opening(first)} {part}"),
                    1.0 if probability is None else probability,
                )


def _due_text(
    call: AnnotatedCall, number: int, place: int, words: str, *, first: bool
) -> str | None:
    """The words that say by when a deed of a sentence is done, wherever they stand."""
    return (
        own_date(own_part(words))
        or _date_beside(call.turns[number].sentences, place)
        or (_date_asked(call, number, words) if first else None)
        or (_date_agreed(call, number, place) if first else None)
        or own_date(words)
    )


def call_date(call: AnnotatedCall) -> date | None:
    """The day of the call, None where the file does not tell."""
    return day_of(call.conversation.meta.get("date"))


def day_of(text: object) -> date | None:
    """The day of a date or moment in ISO 8601, None for anything else."""
    try:
        return datetime.fromisoformat(str(text).replace("Z", "+00:00")).date() if text else None
    except ValueError:
        return None


def _date_asked(call: AnnotatedCall, number: int, words: str) -> str | None:
    """The date that the other side named in asking for what is granted in the next turn."""
    before = call.turns[number - 1] if number else None
    if before is None or before.role is call.turns[number].role:
        return None
    if _AT_ONCE.search(words) or not (_GRANTS.match(words) or _POINTS_BACK.search(words)):
        return None
    asked = _asked(call, number)
    return next((found for words in asked if (found := due_words(words))), None)


def _date_agreed(call: AnnotatedCall, number: int, place: int) -> str | None:
    """The day of the meeting agreed just before, which an invitation is for."""
    if not _INVITES.search(call.quote(number, place)):
        return None
    steps = call.find("mutual.step")
    since = next((a.turn for a in steps if number - AGREED_TURNS <= a.turn <= number), number)
    said = [s.text for n in range(since, number) for s in call.turns[n].sentences]
    said += [s.text for s in call.turns[number].sentences[:place]]
    return next((found for words in reversed(said) if (found := due_words(words))), None)


def _leads_up(call: AnnotatedCall, number: int, place: int) -> list[str]:
    """The sentences that may tell what is meant by "I'll do it" or "I'll know by Friday"."""
    own = [s.text for s in call.turns[number].sentences[max(0, place - 2) : place]]
    return [*own[::-1], *_asked(call, number)]


def _asked(call: AnnotatedCall, number: int) -> list[str]:
    """The requests of the other side in the turn before, less what it will do itself."""
    before = call.turns[number - 1] if number else None
    if before is None or before.role is call.turns[number].role:
        return []
    return [
        s.text
        for s in before.sentences
        if "request" in s.labels and "promise.commitment" not in s.labels
    ]


def _date_beside(sentences: tuple[Sentence, ...], place: int) -> str | None:
    """The date of the sentence after, as in "By Friday at the latest.", or of the one or two before
    where the deed points back to it, as in "The twentieth. Yes. I'll make sure of it."."""
    after = [_bare_date(sentence.text) for sentence in sentences[place + 1 : place + 2]]
    before = []
    words = sentences[place].text
    if _POINTS_BACK.search(words) and len(content_words(words)) <= 1:
        before = [_bare_date(s.text) for s in sentences[max(0, place - 2) : place][::-1]]
    return next((found for found in (*after, *before) if found), None)


def _bare_date(words: str) -> str | None:
    """The date of a sentence that holds no more."""
    if len(words.split()) > BARE_DATE_WORDS:
        return None
    if spelt := _SPELT_DAY.match(words):
        return spelt.group(0)
    found = due_words(words)
    if not found or not words.lower().startswith(found.lower()):
        return None
    rest = _FURTHER_TIME.sub(" ", DUE_WORDS.sub(" ", words[len(found) :]))
    return found if _BESIDE_A_DATE.fullmatch(rest) else None


def _addressee(call: AnnotatedCall, by: Role, words: str) -> str | None:
    other = Role.CUSTOMER if by is Role.REP else Role.REP
    people = list(dict.fromkeys(t.speaker for t in call.turns if t.role is other and t.speaker))
    named = [
        name
        for name in people
        if name.split() and re.search(rf"\b{re.escape(name.split()[0])}\b", words, re.IGNORECASE)
    ]
    found = named or people
    return found[0] if len(found) == 1 else None
