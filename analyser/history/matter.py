"""What a sentence is about: its words in one form each, so that "sent the slides" and "the deck
that you were sending" meet."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import Any, Final

ALIKE: Final = (
    ("contract", "agreement", "paperwork", "papers", "terms"),
    ("deck", "slides", "slide", "presentation"),
    ("offer", "quote", "proposal", "estimate", "quotation"),
    ("invoice", "bill"),
    ("trial", "pilot"),
    ("figures", "numbers", "data", "stats"),
    ("list", "sheet", "spreadsheet"),
    ("guide", "manual", "handbook", "instructions"),
    ("boss", "manager", "director"),
    ("lawyer", "lawyers", "legal", "counsel"),
    ("summary", "recap", "notes"),
    ("engineer", "engineers", "engineering", "developer", "developers"),
    ("visit", "tour"),
    ("print", "printed"),
    ("speak", "spoke", "spoken", "talk", "chat", "ring", "rang", "call", "phone", "sat"),
    ("buy", "bought"),
    ("bring", "brought"),
    ("choose", "chose", "chosen", "pick"),
    ("book", "reserve"),
)
"""Words that stand for the same thing in talk about steps of a sale."""

_LIGHT: Final = """
    send sent get got give gave given make made let put take took taken bring have had has do
    did done come came go went gone pass share email mail mailed emailed forward run see saw
    look read set up over across back along together through everything something anything thing
    things today tonight tomorrow yesterday morning afternoon evening noon week month quarter
    year day days weeks months monday tuesday wednesday thursday friday saturday sunday end
    start middle next last first january february march april may june july august september
    october november december promise sorry thanks thank please know tell told say said hear
    heard want need think sure okay yes yeah yep one two three able ready time new good great
    soon late early later long longer bit lot ask check find show use work working works really
    still already just also thirty forty fifty sixty seventy eighty ninety hundred thousand
    second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
    fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty thirtieth
    owe apologise apologize apology way right couldn didn won wasn isn aren haven hasn hadn don
    wouldn shouldn doesn everybody somebody people person guess wait waiting hand hands place
    date ahead write wrote written once looked twice offs ups outs ins
"""
"""Words that say that something is done or when, not what."""

HEAD: Final = 2
"""So many words of a deed, after its verb, say what it is done to."""

SENTENCES: Final = 100
MOST_TELLING: Final = 3.0
"""Words in fewer than one of 19 sentences tell the same: how rare a word is says little beyond."""

SPEAKING: Final = "speak"
"""The stem of talk and calls, of which every call is full."""

VERB: Final = 0.9
REST: Final = 0.5

_WORD: Final = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_ENDING: Final = re.compile(r"'(?:s|re|ve|ll|d|m|t)$")
_COMPOUNDS: Final = (
    (re.compile(r"\b(?:write|wrote|written|writing)[ -]up\b"), "writeup"),
    (re.compile(r"\bsign(?:ed|ing)?[ -]off\b"), "signoff"),
    (re.compile(r"\bkick(?:ed|ing)?[ -]off\b"), "kickoff"),
    (re.compile(r"\broll(?:ed|ing)?[ -]out\b"), "rollout"),
    (re.compile(r"\bhand(?:ed|ing)?[ -]over\b"), "handover"),
)
"""Deeds that make one thing with a small word."""


def matter(text: str) -> frozenset[str]:
    """The stems of the words that carry the matter, alike ones as one.

    >>> sorted(matter("I'll send you the slides and a quotation.") & matter("The deck? The quote!"))
    ['deck', 'offer']
    >>> sorted(matter("I signed off the write-offs."))
    ['signoff', 'writeoff']
    """
    return frozenset(_stems(text))


def emphasis(text: str) -> dict[str, float]:
    """The stems of a deed, each with how much it tells: what it is done to most, then the verb
    that opens it, then for whom and what for.

    >>> emphasis("fix up a visit to a practice nearby")
    {'fix': 0.9, 'visit': 1.0, 'practic': 1.0, 'nearbi': 0.5}
    """
    ordered = list(dict.fromkeys(_stems(text)))
    verb = ordered[:1] if ordered[:1] == list(_stems(text.split(maxsplit=1)[0])) else []
    objects = ordered[len(verb) :]
    return {
        **dict.fromkeys(verb, VERB),
        **dict.fromkeys(objects[:HEAD], 1.0),
        **dict.fromkeys(objects[HEAD:], REST),
    }


def modified(text: str) -> dict[str, str]:
    """Of each stem that a further word of the matter follows at once, that one's stem.

    >>> modified("send the security pack to Ann"), modified("security at the gate")
    ({'secur': 'pack'}, {})
    """
    found, before = {}, ""
    for word in _plain(text).split():
        inner = _WORD.fullmatch(word.strip(".,;:!?()\"'"))
        stems = list(_stems_of(inner[0])) if inner else []
        if before and stems:
            found[before] = stems[0]
        before = stems[-1] if stems and word[-1].isalnum() else ""
    return found


def _stems(text: str) -> Iterator[str]:
    for word in _WORD.findall(_plain(text)):
        yield from _stems_of(word)


def _plain(text: str) -> str:
    text = text.lower().replace("\u2019", "'")
    for pattern, compound in _COMPOUNDS:
        text = pattern.sub(compound, text)
    return text


def _stems_of(word: str) -> Iterator[str]:
    """The stems of a word's parts; of a compound of small words ("write-off") that of the whole."""
    parts = _ENDING.sub("", word).split("-")
    carrying = [part for part in parts if _carries(part)]
    if not carrying and len(parts) > 1 and not any(part.isdigit() for part in parts):
        carrying = ["".join(parts)]
    for part in carrying:
        yield _stem(part)


def _carries(word: str) -> bool:
    return len(word) > 2 and not word.isdigit() and word not in _light_words()


def weights(counts: Iterable[Mapping[str, int]], sentences: int) -> Mapping[str, float]:
    """How much each stem tells, from how many of so many sentences it stands in, call by call:
    rare ones tell most.

    Few sentences show no rarity: below SENTENCES the words tell about the same.
    """
    total: Counter[str] = Counter()
    for one in counts:
        total.update(one)
    return {
        stem: min(MOST_TELLING, log(1 + max(sentences, SENTENCES) / count))
        for stem, count in total.items()
    }


@dataclass(frozen=True, slots=True)
class Sought:
    """What was promised, to be looked for in what is said: how much each stem tells, and the two
    weightiest together. ``own`` are those of its own words, not of what was said before it."""

    told: Mapping[str, float]
    own: frozenset[str]
    most: float

    def overlap(self, said: Set[str]) -> float:
        """How far what was said is about it, 0 to 1: the weight that they share, of the two
        weightiest words promised."""
        shared = sum(value for stem, value in self.told.items() if stem in said)
        return min(1.0, shared / self.most) if self.most else 0.0


def sought(promised: Mapping[str, float], weight: Mapping[str, float]) -> Sought:
    """What was promised (see ``emphasis``), by how much its stems tell (see ``weights``)."""
    told = {stem: share * weight.get(stem, 0.0) for stem, share in promised.items()}
    own = frozenset(stem for stem, share in promised.items() if share >= REST)
    return Sought(told, own, sum(sorted(told.values(), reverse=True)[:2]))


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    known = _alike()
    return known.get(word) or known.get(_stemmer(word)) or _stemmer(word)


@lru_cache(maxsize=1)
def _alike() -> Mapping[str, str]:
    found = {}
    for words in ALIKE:
        for word in words:
            found[word] = found[_stemmer(word)] = words[0]
    return found


def _stemmer(word: str) -> str:
    return str(_english().stemWord(word))


@lru_cache(maxsize=1)
def _english() -> Any:
    from snowballstemmer import stemmer

    return stemmer("english")


@lru_cache(maxsize=1)
def _light_words() -> frozenset[str]:
    # spaCy is slow to import, and most of the package does without it.
    from spacy.lang.en.stop_words import STOP_WORDS

    return frozenset(STOP_WORDS) | frozenset(_LIGHT.split())
