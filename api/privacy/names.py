"""The customers' names of a call, as its file and its metadata tell them; no model guesses."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from analyser.conversation import Conversation, Role, named_among
from api.facts import folded

LABELS: Final = (
    "agent buyer caller client customer guest host moderator operator participant person "
    "prospect rep sales salesperson seller speaker unknown user"
)
NO_NAMES: Final = frozenset(LABELS.split())
SMALL: Final = "mr mrs ms miss dr prof sir madam herr frau the and of von van de"
TITLES: Final = frozenset(SMALL.split())
WORDS: Final = "will may mark bill grace hope art rich sunny joy faith chase drew"
COMMON: Final = frozenset(WORDS.split())
"""Names that are words as well: they count with a capital alone."""


def aliases(
    call: Conversation, sellers: Iterable[str], own_domains: Iterable[str]
) -> dict[str, str]:
    """What to call each named person of a call who is not one of the seller's people.

    ``sellers`` are the seller's names as far as they are known.
    """
    people = [*call.speakers, *(person.name for person in call.participants)]
    kept = {folded(name) for name in named_among(people, sellers)}
    kept |= {folded(name) for name in sellers} | set(_sellers(call, own_domains))
    out: dict[str, str] = {}
    for name in dict.fromkeys(people):
        if _is_name(name) and folded(name) not in kept:
            same = next((out[one] for one in out if folded(one) == folded(name)), None)
            out[name] = same or _free(len(set(out.values())) + 1, people)
    return out


def _sellers(call: Conversation, own_domains: Iterable[str]) -> Iterable[str | None]:
    domains = {domain.casefold() for domain in own_domains}
    yield from (folded(turn.speaker) for turn in call.turns if turn.role is Role.REP)
    for person in call.participants:
        domain = (person.email or "").rpartition("@")[2].casefold()
        if person.role is Role.REP or domain in domains:
            yield folded(person.name)


def _is_name(label: str) -> bool:
    words = re.findall(r"[^\W_]+", label.casefold())
    return bool(words) and not any(c.isdecimal() for c in label) and not NO_NAMES & set(words)


def _free(number: int, taken: Iterable[str]) -> str:
    known = {folded(name) for name in taken}
    while f"person {number}" in known:
        number += 1
    return f"Person {number}"


class Mentions:
    """Replaces mentions of people, by their full name or a part of it, with their aliases. Two
    who share a part are told apart by the full name alone. ``is_raw`` says that the text knows
    no capitals."""

    def __init__(self, names: Mapping[str, str], *, is_raw: bool) -> None:
        whole: dict[str, str] = {}
        parts: dict[str, str] = {}
        for name, alias in names.items():
            words = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", name)
            whole[" ".join(words).casefold()] = alias
            for word in words:
                if len(word) > 1 and word.casefold() not in TITLES:
                    shared = parts.get(word.casefold(), alias) != alias
                    parts[word.casefold()] = "a person" if shared else alias
        self._alias = parts | whole
        self._is_raw = is_raw
        ordered = sorted(self._alias, key=len, reverse=True)
        chosen = "|".join(r"\s+".join(map(re.escape, one.split())) for one in ordered)
        self._pattern = re.compile(rf"\b(?:{chosen})\b", re.I) if ordered else None

    def replaced(self, text: str) -> str:
        """The text with each mention as the person's alias."""
        out, done = "", 0
        for start, end in self.places(text):
            key = " ".join(text[start:end].split()).casefold()
            out += text[done:start] + self._alias[key]
            done = end
        return out + text[done:]

    def places(self, text: str) -> list[tuple[int, int]]:
        """Where they are mentioned."""
        found = self._pattern.finditer(text) if self._pattern else ()
        return [match.span() for match in found if self._counts(match.group())]

    def _counts(self, word: str) -> bool:
        key = " ".join(word.split()).casefold()
        needs_capital = key in COMMON or not self._is_raw
        return " " in key or not needs_capital or word[0].isupper()
