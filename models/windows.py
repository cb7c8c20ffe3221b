"""A call as windows of tokens: every token is owned by one window and seen with its context.

The whole call is read in a few passes of the encoder instead of one pass a sentence, so that
each sentence is judged knowing who said it and what was said before and after.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

CLS: Final = 101
SEP: Final = 102
PAD: Final = 0
ROLE_TOKENS: Final = {"rep": 1, "customer": 2, "other": 3}
"""Unused entries of the vocabulary stand for the role that opens each turn."""
SPEAKER_TOKENS: Final = tuple(range(4, 12))
"""And these for the first, second, ... speaker of a call whose roles are not known."""

OWNED_TOKENS: Final = 256
BEFORE_TOKENS: Final = 96
AFTER_TOKENS: Final = 32

TOKENIZER_PATH: Final = Path(__file__).parent / "acts" / "tokenizer.json"


@dataclass(frozen=True, slots=True)
class TokenStream:
    """All tokens of a call in order, each turn opened by the marker of its role or speaker.

    All arrays have shape ``(n_tokens,)``: ``ids``; ``turn`` (which turn the token is of);
    ``start`` and ``end`` (characters in the turn's text, half-open; -1 for a marker);
    ``word_start`` (whether a word begins at the token).
    """

    ids: NDArray[np.int64]
    turn: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    word_start: NDArray[np.bool_]

    @property
    def markers(self) -> NDArray[np.int64]:
        """Positions of the turns' markers, shape ``(n_turns,)``."""
        return np.flatnonzero(self.start < 0)


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of the stream, half-open: ``first`` to ``last`` is read, the owned part is judged.

    ``marker`` is prepended where the window begins inside a turn, else None.
    """

    first: int
    last: int
    owned_first: int
    owned_last: int
    marker: int | None

    @property
    def offset(self) -> int:
        """Where the stream's token ``first`` stands in the window's ids."""
        return 1 if self.marker is None else 2


@lru_cache(maxsize=1)
def tokenizer() -> Tokenizer:
    """The committed word-piece tokenizer, without truncation or padding."""
    loaded = Tokenizer.from_file(str(TOKENIZER_PATH))
    loaded.no_truncation()
    loaded.no_padding()
    return loaded


def token_stream(texts: Sequence[str], markers: Sequence[int]) -> TokenStream:
    """Tokenise the turns of a call; ``markers`` holds one of the marker tokens for each turn."""
    encoded = tokenizer().encode_batch(list(texts), add_special_tokens=False)
    ids: list[int] = []
    turn: list[int] = []
    start: list[int] = []
    end: list[int] = []
    word_start: list[bool] = []
    for number, (one, marker) in enumerate(zip(encoded, markers, strict=True)):
        ids += (marker, *one.ids)
        turn += [number] * (len(one.ids) + 1)
        start.append(-1)
        end.append(-1)
        word_start.append(False)
        previous = -1
        for a, b in one.offsets:
            start.append(a)
            end.append(b)
            # Punctuation stuck to a word, as in "ten," or "don't", opens no word.
            word_start.append(previous < 0 or a > previous)
            previous = b
    return TokenStream(
        np.array(ids, np.int64),
        np.array(turn, np.int64),
        np.array(start, np.int64),
        np.array(end, np.int64),
        np.array(word_start, np.bool_),
    )


def windows(
    stream: TokenStream,
    *,
    owned: int = OWNED_TOKENS,
    before: int = BEFORE_TOKENS,
    after: int = AFTER_TOKENS,
    first_owned: int | None = None,
) -> list[Window]:
    """Cut the stream so that each token is owned once, at the start of a turn where possible.

    ``first_owned`` sets the size of the first window alone, which shifts all cuts (for training).
    """
    count = len(stream.ids)
    marks = stream.markers
    out: list[Window] = []
    at = 0
    while at < count:
        limit = min(count, at + (first_owned if not out and first_owned else owned))
        if limit < count:
            fitting = marks[(marks > at) & (marks <= limit)]
            stop = int(fitting[-1]) if len(fitting) else limit
        else:
            stop = limit
        first, last = max(0, at - before), min(count, stop + after)
        marker = None
        if stream.start[first] >= 0:
            marker = int(stream.ids[marks[stream.turn[first]]])
        out.append(Window(first, last, at, stop, marker))
        at = stop
    return out


def window_ids(stream: TokenStream, window: Window) -> list[int]:
    """The window's tokens with the encoder's frame around them."""
    opening = [CLS] if window.marker is None else [CLS, window.marker]
    return [*opening, *stream.ids[window.first : window.last].tolist(), SEP]
