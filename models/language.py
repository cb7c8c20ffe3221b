"""spaCy for words and for the sentence ends that marks show; run once a turn.

Raw speech recognition shows none: there the act model finds the sentences (act_classifier.py).
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

import spacy
from spacy.language import Language
from spacy.tokens import Doc

_ALWAYS: Final = re.compile(r"^[?!]+[?!.]*$")
_STOP: Final = re.compile(r"^(?:\.|…|\.{2,})$")
_OPENS: Final = re.compile(r"^[A-Z0-9$£€₹¥\"'“‘(\[]")
_CLOSING: Final = frozenset("\"'”’)]")
_ABBREVIATIONS: Final = frozenset(
    "mr mrs ms dr prof st vs approx no inc ltd co corp est dept fig vol jr sr rev gen e.g i.e".split()
)


@Language.component("sentence_marks")
def sentence_marks(doc: Doc) -> Doc:
    """Start a sentence after ``?`` or ``!``, and after a stop that a capital or number follows."""
    for token in doc:
        token.is_sent_start = token.i == 0
    ended = False
    for token in doc:
        if ended and token.text not in _CLOSING:
            token.is_sent_start = True
            ended = False
        if token.i + 1 == len(doc):
            break
        following = next((t for t in doc[token.i + 1 :] if t.text not in _CLOSING), None)
        spaced = bool(token.whitespace_) or (
            doc[token.i + 1].text in _CLOSING and bool(doc[token.i + 1].whitespace_)
        )
        if following is None or not spaced:
            continue
        if _ALWAYS.match(token.text) or (
            _STOP.match(token.text)
            and _OPENS.match(following.text)
            and not _is_abbreviation(doc, token.i)
        ):
            ended = True
    return doc


def _is_abbreviation(doc: Doc, stop: int) -> bool:
    before = doc[stop - 1].text if stop else ""
    return before.casefold().rstrip(".") in _ABBREVIATIONS or (
        len(before) == 1 and before.isupper() and before != "I"
    )


@lru_cache(maxsize=1)
def english() -> Language:
    """The pipeline: English tokens and marked sentence ends; no statistical model to download."""
    nlp = spacy.blank("en")
    nlp.max_length = 10_000_000
    nlp.add_pipe("sentence_marks")
    return nlp


def sentence_starts(texts: Sequence[str]) -> Iterator[tuple[int, ...]]:
    """For each text the characters at which its marks let a sentence start; the first is 0."""
    for doc in english().pipe(texts, batch_size=256):
        yield tuple(sent.start_char for sent in doc.sents) or (0,)
