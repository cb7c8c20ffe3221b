"""The words of a text that carry its matter, for telling whether one takes up another."""

import re
from functools import lru_cache
from typing import Final

MIN_LETTERS: Final = 4

_SMALL_TALK: Final = """
    yeah okay right sure fine great good nice thanks thank hello like know think want need
    mean look thing things stuff kind sort actually basically maybe probably just gonna
    going come came makes said says tell take takes course sounds exactly absolutely perfect
    lovely little lots today well yes yep let ill
"""
"""Words of any talk that lists of stop words lack; sharing them is no sign of having listened."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ENDING: Final = re.compile(r"['’](?:s|re|ve|ll|d|m)$")


def content_words(text: str, fewest_letters: int = MIN_LETTERS) -> frozenset[str]:
    """The words of so many letters or more, in lower case, neither stop words nor small talk.

    Words count in the form in which they were said: "audit" is not "audits".

    >>> sorted(content_words("Well, the audit's what I think about, and our hand-over."))
    ['audit', 'hand-over']
    """
    words = {_ENDING.sub("", word.lower()) for word in _WORD.findall(text)}
    return frozenset(word for word in words - _stop_words() if len(word) >= fewest_letters)


@lru_cache(maxsize=1)
def _stop_words() -> frozenset[str]:
    # spaCy is slow to import, and most of the package does without it.
    from spacy.lang.en.stop_words import STOP_WORDS

    return frozenset(STOP_WORDS) | frozenset(_SMALL_TALK.split())
