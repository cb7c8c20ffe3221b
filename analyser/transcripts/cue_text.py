"""The text of a caption: tags, entities, voices, and captions that repeat the one before."""

import html
import re
from collections.abc import Sequence
from typing import Final

_VOICE: Final = re.compile(r"<v(?:\.[^\s<>]{0,60})?(?:[ \t]([^<>\n]{0,200}))?>", re.IGNORECASE)
_TAG: Final = re.compile(
    r"</?(?:b|i|u|c|v|s|em|strong|span|font|lang|ruby|rt|p|div|ui)(?:[.\s][^<>]{0,200})?/?>"
    r"|<\d[\d:.,]{0,20}>|\{\\[^{}]{0,60}\}|\{[biuy]:[^{}]{0,30}\}",
    re.IGNORECASE,
)
_BREAK: Final = re.compile(r"<br\s*/?>|\\N", re.IGNORECASE)
MAX_OVERLAP_WORDS: Final = 60
ROLLING_SHARE: Final = 0.4
"""Share of captions that start with the end of the one before. Rule of thumb, not yet checked."""


def plain(text: str) -> str:
    """Text without caption tags, entities decoded.

    >>> plain("<i>R&amp;D</i> <00:00:01.200><c> a &lt; b</c>")
    'R&D  a < b'
    """
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))


def voices(text: str) -> list[tuple[str | None, str]]:
    """(voice, plain text) pieces of a cue; the voice is None before the first voice tag.

    >>> voices("<v.loud Dana>Hi <b>you</b></v> <v Lee>Hi")
    [('Dana', 'Hi you '), ('Lee', 'Hi')]
    """
    pieces: list[tuple[str | None, str]] = []
    name: str | None = None
    last = 0
    for match in _VOICE.finditer(text):
        pieces.append((name, text[last : match.start()]))
        name, last = html.unescape((match[1] or "").strip()), match.end()
    pieces.append((name, text[last:]))
    return [(voice, said) for voice, piece in pieces if (said := plain(piece)).strip()]


def has_voices(text: str) -> bool:
    """Whether any voice tag stands in the text."""
    return bool(_VOICE.search(text))


def without_repeats(texts: Sequence[str], touching: Sequence[bool]) -> list[str]:
    """Each caption's own words: where captions roll, less what the one before has shown.

    ``touching`` tells of each caption whether it starts as the one before ends; only then can
    it repeat it. Texts that do not roll come back as they are; one with nothing new is empty.

    >>> without_repeats(["so we", "so we can start", "can start", "can start now"], [True] * 4)
    ['so we', 'can start', '', 'now']
    """
    words = [text.split() for text in texts]
    shared = [0] * len(words)
    before: list[str] = []
    for n, now in enumerate(words):
        shared[n] = _overlap(before, now) if touching[n] else 0
        before = now or before
    rolling = sum(k >= min(2, len(now)) and k > 0 for k, now in zip(shared, words, strict=True))
    if rolling < max(2, ROLLING_SHARE * sum(bool(now) for now in words)):
        return list(texts)
    return [" ".join(now[k:]) for k, now in zip(shared, words, strict=True)]


def _overlap(before: list[str], now: list[str]) -> int:
    """How many words at the end of one are the first words of the next."""
    for k in range(min(len(before), len(now), MAX_OVERLAP_WORDS), 0, -1):
        if before[-k] == now[0] and before[-k:] == now[:k]:
            return k
    return 0
