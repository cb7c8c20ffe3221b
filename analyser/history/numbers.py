"""Numbers as people say them, in figures or words."""

import re
from typing import Final

_SMALL_WORDS: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS_WORDS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL: Final = {word: float(n) for n, word in enumerate(_SMALL_WORDS.split())}
_TENS: Final = {word: 10.0 * n for n, word in enumerate(_TENS_WORDS.split(), 2)}
_WORD: Final = "|".join((*_TENS, *sorted(_SMALL, key=len, reverse=True)))
NUMBER: Final = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|(?:{_WORD})(?:[ -](?:{_WORD}))?"
    r"(?: hundred| thousand)?|an? (?:hundred|thousand))"
)
"""A number in figures or in words, up to the thousands."""


def value_of(text: str) -> float | None:
    """The number, None where the words are none.

    >>> value_of("1,200.50"), value_of("twenty-four"), value_of("two hundred"), value_of("soon")
    (1200.5, 24.0, 200.0, None)
    """
    words = text.lower().replace(",", "").strip()
    if re.fullmatch(r"\d+(?:\.\d+)?", words):
        return float(words)
    total: float | None = None
    for word in re.split(r"[ -]", words):
        if word in ("hundred", "thousand"):
            total = (total or 1) * (100 if word == "hundred" else 1000)
        elif word in _SMALL or word in _TENS:
            total = (total or 0) + _SMALL.get(word, _TENS.get(word, 0.0))
        elif word not in ("a", "an"):
            return None
    return total
