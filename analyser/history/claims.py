"""Claims: flat statements on price, terms, dates, features and places that can be held up against
what the same side says later.

Precision comes first: questions, conditions, guesses, ranges, offers to cut, reports of what others
said and talk of the past are no claims.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import inf
from typing import Final

from analyser.episodes.date_words import MONTHS
from analyser.history.matter import matter
from analyser.history.numbers import NUMBER, value_of
from analyser.history.outcomes import plain
from analyser.history.said import Said
from analyser.money import TIMES


@dataclass(frozen=True, slots=True)
class Claim:
    """``topic`` is ``price``, ``policy``, ``date``, ``feature`` or ``place``; ``value`` what is
    claimed of ``subject`` (stems; a price of 0 is free, an infinite one some charge not named), in
    ``unit`` (stems of "per seat", or ``days``; ``not`` where a place is denied; empty where none
    was said). Claims of one topic on one subject with other values disagree."""

    call: str
    said: Said
    topic: str
    subject: frozenset[str]
    value: float | bool | frozenset[str]
    unit: frozenset[str] = frozenset()


_CONDITION: Final = re.compile(r"\b(?:if|unless|imagine|suppose|thought)\b", re.IGNORECASE)
_UNSURE: Final = re.compile(
    r"\b(?:would|could|might|may be|maybe|perhaps|probably|about|around|roughly|approx\w*"
    r"|between|up to|at least|from \d|or so|ish|usually|typically|on average|depends?|depending"
    r"|used to|they|their|other vendors?|competitors?|last vendor|say|instead of|rather"
    r" than|i think|i believe|hope|not sure|wondering|i had|my notes|you said|you told"
    r"|i told|was|were)\b",
    re.IGNORECASE,
)
_LEAD_IN: Final = re.compile(
    r"^(?:.*\b(?:tell you|to say|admit|afraid|honest(?:ly)?|be clear|unfortunately)(?: that)?,? "
    r"|(?:yes|no|yeah|well|so|right|okay|now|sure)[, ]+)+",
    re.IGNORECASE,
)
_CUTS: Final = frozenset({"price.cut", "price.trade"})
_PIECES: Final = re.compile(r"[,;.!]\s+|\s+(?:and|but|while|whereas)\s+")
_SIGN: Final = r"[$£€]|usd|eur|gbp"
_TIMES_WORD: Final = r"k|m|mil|million|bn|billion|grand"
_CURRENCY: Final = r"dollars?|euros?|pounds?|quid|bucks|pence|cents?|usd|eur|gbp"
MONEY: Final = re.compile(
    rf"(?:(?:{_SIGN})\s?|(?<=\bcosts )|(?<=\bbudget is ))"
    rf"(?P<a>{NUMBER})(?:\s?(?P<a_times>{_TIMES_WORD})\b)?"
    rf"|(?P<b>{NUMBER})\s?(?:(?P<b_times>{_TIMES_WORD})\s)?(?:{_CURRENCY})"
    rf"|(?P<c>{NUMBER})\s?(?P<c_times>k|grand)\b",
    re.IGNORECASE,
)
_PER: Final = re.compile(r"\b(?:per|an?|each|every|a) (\w+)", re.IGNORECASE)
_PERIODS: Final = frozenset({"month", "year", "week", "day", "hour", "quarter"})
FREE: Final = re.compile(
    r"\b(?:is|are|comes?|it's|that's|stays?) (?:\w+ )?(?:free|included)\b"
    r"|\bat no (?:extra |additional )?(?:cost|charge)|\bfree of charge"
    r"|\bno (?:extra|additional) (?:cost|charge|fee)"
    r"|\bno (?=(?:\w+ ){1,2}(?:fees?|charges?|costs?)\b)"
    r"|\bpart of the (?:licen[cs]e|package|price)|\bwe don't charge\b",
    re.IGNORECASE,
)
CHARGED: Final = re.compile(
    r"\b(?:isn't|aren't|is not|are not|not|no longer) (?:free|included)\b"
    r"|\b(?:is|are|comes?) extra\b|\bcosts? extra\b|\bcharged (?:extra|separately)\b",
    re.IGNORECASE,
)
_DURATION: Final = re.compile(
    rf"\b(?P<n>{NUMBER})[- ](?:(?:working|business|calendar) )?(?P<unit>day|week|month|year)s?\b",
    re.IGNORECASE,
)
_DAYS: Final = {"day": 1.0, "week": 7.0, "month": 30.0, "year": 360.0}
_STATES: Final = re.compile(
    r"\b(?:is|are|it's|that's|takes?|lasts?|runs?|needs?|requires?|period|term|notice)\b",
    re.IGNORECASE,
)
_STATED: Final = re.compile(r"\b(?:is|are|takes?|lasts?|runs?|needs?) (?:only )?$", re.IGNORECASE)
_RELEASE: Final = re.compile(
    r"\b(?:come(?:s|ing)? out|be out|is out|ships?|shipping|launch(?:es|ing)?|release[sd]?"
    r"|go(?:es)? live|available|be ready|be live|starts?|due|lands?)\b",
    re.IGNORECASE,
)
_MONTH: Final = re.compile(
    rf"\b(?:in|by|from|until|end of|early|late|mid)[- ]({'|'.join(MONTHS)}|q[1-4])\b", re.IGNORECASE
)
_ABLE: Final = re.compile(
    r"\b(?:support(?:s|ed)?|integrat(?:es?|ion|ions)|works?|handles?|include[sd]?|exports?|imports?"
    r"|reads?|offers?|allows?|connects?|syncs?|runs?|covers?|comes? with|can|has|have|there is"
    r"|there's|compatible|certified)\b",
    re.IGNORECASE,
)
_NOT: Final = re.compile(
    r"\b(?:no|not|never|without|cannot|isn't|aren't|don't|doesn't|can't|won't|haven't|hasn't)\b",
    re.IGNORECASE,
)
_PLACE: Final = re.compile(
    r"\b(?:stored|hosted|hosting|host|servers?|kept|located|stays?|data cent(?:er|re)s?)\b",
    re.IGNORECASE,
)
_ELSEWHERE: Final = re.compile(
    r"\b(?:no longer|not|never|isn't|aren't|don't|doesn't|won't)\b|\bany ?more\b", re.IGNORECASE
)
_IN: Final = re.compile(r"\bin (?:the )?([A-Z][a-z]+(?: [A-Z][a-z]+)?)")
_BARE: Final = """
    price cost list fee charg month year week day pound euro dollar penc cent usd eur gbp quid free
    includ extra addit per each part packag minimum maximum only integr readi there ours abl compat
    thing box releas come avail launch ship live start hope busi
"""
"""Stems that say what kind of claim it is, not what it is about."""


def claims(call: str, sentences: Sequence[Said]) -> Iterator[Claim]:
    """The claims in the sentences of the call of an id, in the order of the talk."""
    for said in sentences:
        if said.role not in ("rep", "customer") or said.text.rstrip().endswith("?"):
            continue
        if said.labels & _CUTS or _CONDITION.search(said.text):
            continue
        yield from _claims_of(call, said)


def _claims_of(call: str, said: Said) -> Iterator[Claim]:
    text = plain(said.text)
    pieces = [piece for piece in _pieces(text) if not _UNSURE.search(piece)]
    for piece in pieces:
        if found := _price(piece):
            yield Claim(call, said, "price", *found)
        elif found := _duration(piece):
            yield Claim(call, said, "policy", *found)
    if release := _date(" ".join(pieces)):
        yield Claim(call, said, "date", *release)
    elif places := _places(said.text):
        denied = len(places) == 1 and _ELSEWHERE.search(text)
        unit = frozenset({"not"}) if denied else frozenset[str]()
        yield Claim(call, said, "place", frozenset({"host"}), places, unit)
    elif said.role == "rep" and not (MONEY.search(text) or _DURATION.search(text)):
        for piece in pieces:
            if feature := _feature(piece):
                yield Claim(call, said, "feature", *feature)


def _pieces(text: str) -> list[str]:
    """The clauses of a sentence; one that holds no word of its own goes with the one before."""
    pieces: list[str] = []
    for piece in _PIECES.split(text):
        if pieces and not _subject(piece):
            pieces[-1] += f", {piece}"
        else:
            pieces.append(piece)
    return pieces


def _subject(piece: str) -> frozenset[str]:
    return frozenset(stem for stem in matter(piece) if stem not in _bare() and not stem.isdigit())


@lru_cache(maxsize=1)
def _bare() -> frozenset[str]:
    return frozenset(_BARE.split())


def _price(piece: str) -> tuple[frozenset[str], float, frozenset[str]] | None:
    found = list(MONEY.finditer(piece))
    if len(found) > 1:
        return None
    if found:
        said = next(part for part in "abc" if found[0][part])
        value = value_of(found[0][said])
        if value is None:
            return None
        if times := found[0][f"{said}_times"]:
            value *= TIMES[times.lower()]
        elif re.search(r"pence|cent", found[0][0], re.IGNORECASE):
            value /= 100
        rest = piece[found[0].end() :]
        per = frozenset(stem for word in _PER.findall(rest) for stem in _unit_stem(word))
        bare = piece[: found[0].start()] + " " + rest
        subject = _subject(bare) | (per - _PERIODS)
        return (subject, value, per & _PERIODS) if subject else None
    if CHARGED.search(piece) or FREE.search(piece):
        subject = _subject(FREE.sub(" ", CHARGED.sub(" ", piece)))
        value = inf if CHARGED.search(piece) else 0.0
        return (subject, value, frozenset()) if subject else None
    return None


def _unit_stem(word: str) -> frozenset[str]:
    return frozenset({word.lower()}) if word.lower() in _PERIODS else matter(word)


def _duration(piece: str) -> tuple[frozenset[str], float, frozenset[str]] | None:
    found = list(_DURATION.finditer(piece))
    if len(found) > 1:
        found = [one for one in found if _STATED.search(piece[: one.start()])]
    if len(found) != 1 or not _STATES.search(piece):
        return None
    value = value_of(found[0]["n"])
    subject = _subject(_DURATION.sub(" ", piece))
    if value is None or not subject:
        return None
    return subject, value * _DAYS[found[0]["unit"].lower()], frozenset({"days"})


def _date(text: str) -> tuple[frozenset[str], frozenset[str]] | None:
    months = frozenset(name.lower() for name in _MONTH.findall(text))
    if not months or not _RELEASE.search(text) or re.search(r"\b(?:i|we|you)(?:'ll| will)\b", text):
        return None
    subject = _subject(_RELEASE.sub(" ", _MONTH.sub(" ", text)))
    return (subject, months) if subject else None


def _places(text: str) -> frozenset[str] | None:
    return (frozenset(_IN.findall(text)) or None) if _PLACE.search(text) else None


def _feature(piece: str) -> tuple[frozenset[str], bool] | None:
    piece = _LEAD_IN.sub("", piece)
    if not _ABLE.search(piece) or re.search(r"\b(?:i|you|i've|you've|let)\b", piece):
        return None
    if re.search(r"\b(?:'ll|will|going to|soon|planned|roadmap|only)\b", piece):
        return None
    subject = _subject(_NOT.sub(" ", piece))
    return (subject, not _NOT.search(piece)) if subject else None
