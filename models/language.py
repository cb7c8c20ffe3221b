"""spaCy for words and for the sentence ends that marks show; run once a turn.

Raw speech recognition shows none: there the act model finds the sentences (act_classifier.py).
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc

_STOPS: Final = frozenset({".", "…", "..", "...", "....", "?", "!", "??", "!!", "?!", "!?"})
_HALF_STOPS: Final = frozenset({".", "…", "..", "...", "...."})
"""These end a sentence only where the next word opens like one."""

_OPENS: Final = re.compile(r"[A-Z0-9$£€₹¥(\[]")
_CLOSING: Final = frozenset("\"'”’)]")
_OPENING: Final = frozenset("\"'“‘")
_ABBREVIATIONS: Final = frozenset(
    {
        *("mr", "mrs", "ms", "dr", "prof", "st", "vs", "approx", "no", "inc", "ltd", "co", "corp"),
        *("est", "dept", "fig", "vol", "jr", "sr", "rev", "gen", "e.g", "i.e"),
    }
)


def _start_after(doc: Doc, stop: int) -> int | None:
    """The token that starts a sentence after a mark, None where the sentence goes on."""
    at = stop
    while at + 1 < len(doc) and not doc[at].whitespace_ and doc[at + 1].text in _CLOSING:
        at += 1
    if at + 1 >= len(doc) or not doc[at].whitespace_:
        return None
    start = at + 1
    if doc[stop].text in _HALF_STOPS:
        word = start + 1 if doc[start].text in _OPENING and start + 1 < len(doc) else start
        if not _OPENS.match(doc[word].text) or _is_abbreviation(doc, stop):
            return None
    return start


def _is_abbreviation(doc: Doc, stop: int) -> bool:
    before = doc[stop - 1].text if stop else ""
    initial = len(before) == 1 and before.isupper() and before != "I"
    return before.casefold().rstrip(".") in _ABBREVIATIONS or initial


@lru_cache(maxsize=1)
def english() -> Language:
    """spaCy's English tokenizer; no statistical model to download."""
    nlp = spacy.blank("en")
    nlp.max_length = 10_000_000
    return nlp


def sentence_starts(texts: Sequence[str]) -> Iterator[tuple[int, ...]]:
    """For each text the characters at which its marks let a sentence start; the first is 0.

    A sentence starts after ``?`` or ``!``, and after a stop that a capital or number follows.
    """
    nlp = english()
    stops = [nlp.vocab.strings.add(mark) for mark in sorted(_STOPS)]
    for doc in nlp.pipe(texts, batch_size=256):
        places = np.flatnonzero(np.isin(doc.to_array("ORTH"), stops)).tolist()
        found = (_start_after(doc, place) for place in places)
        yield (0, *sorted({doc[start].idx for start in found if start is not None}))
