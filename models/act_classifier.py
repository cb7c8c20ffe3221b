"""The transformer behind ``acts``: sentences, labels and speakers' sides of a call, in one reading.

It knows texts and numbers only: turns as strings, roles as strings; what a call is, it does not
know. The same call gives the same numbers, whatever else is analysed before or beside it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray

from analyser.codebook import CUSTOMER_LABELS, LABELS, REP_LABELS
from models.act_network import ROLE_ORDER, ActNetwork, Spans
from models.language import sentence_starts
from models.threads import in_threads
from models.windows import (
    PAD,
    ROLE_TOKENS,
    SPEAKER_TOKENS,
    TokenStream,
    Window,
    token_stream,
    window_ids,
    windows,
)

BATCH_TOKENS: Final = 1024
LENGTHS: Final = 32
"""Windows are padded to a multiple of so many tokens: kernels are compiled, and kept, for each
shape, which costs a sixth of the time and a gigabyte of memory where every call brings new ones."""

BOUNDARY_THRESHOLD: Final = 0.35
ALLOWED: Final = {
    "rep": np.array([label in REP_LABELS for label in LABELS]),
    "customer": np.array([label in CUSTOMER_LABELS for label in LABELS]),
}


@dataclass(frozen=True, slots=True)
class ReadTurn:
    """One turn as read: ``starts`` are the characters at which its sentences begin (the first
    is 0); ``probabilities`` float32 of shape ``(n_sentences, n_labels)``, in the order of LABELS,
    0 for labels that the turn's role cannot bear."""

    starts: tuple[int, ...]
    probabilities: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class PooledTurn:
    """One turn as the label head is given it: ``starts`` as in ReadTurn; ``vectors`` float32 of
    shape ``(n_sentences, 2 * width)``, no rows for a turn without a word."""

    starts: tuple[int, ...]
    vectors: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Batch:
    numbers: list[int]
    ids: torch.Tensor
    mask: torch.Tensor


class ActClassifier:
    """A trained network with its calibration.

    ``scale`` and ``shift`` (shape ``(n_labels,)``) turn logits into probabilities:
    ``sigmoid(scale * logit + shift)``.
    """

    def __init__(
        self,
        network: ActNetwork,
        scale: NDArray[np.float32] | None = None,
        shift: NDArray[np.float32] | None = None,
    ) -> None:
        self.network = network.eval()
        self.scale = np.ones(len(LABELS), np.float32) if scale is None else scale
        self.shift = np.zeros(len(LABELS), np.float32) if shift is None else shift

    def read(self, texts: Sequence[str], roles: Sequence[str | None]) -> list[ReadTurn]:
        """Sentences and label probabilities of a call's turns.

        ``roles`` are ``rep``, ``customer``, ``other`` or None, one a turn. Turns without a
        role, and those of others, get sentences but no labels. Empty texts give one sentence.
        """
        if not texts:
            return []
        stream, first, logits = self._judged(texts, roles, self.network.label_logits)
        probabilities = 1.0 / (1.0 + np.exp(-(self.scale * logits + self.shift)))
        parts = _by_turn(stream, first, probabilities, len(texts))
        return [
            ReadTurn(starts, _allowed(found, role))
            for (starts, found), role in zip(parts, roles, strict=True)
        ]

    def pooled(self, texts: Sequence[str], roles: Sequence[str | None]) -> list[PooledTurn]:
        """The sentences of a call as ``read`` finds them, before any label is judged."""
        if not texts:
            return []
        stream, first, vectors = self._judged(texts, roles, self.network.pooled)
        return [PooledTurn(*part) for part in _by_turn(stream, first, vectors, len(texts))]

    def taught(self, stream: TokenStream, spans: Sequence[tuple[int, int]]) -> NDArray[np.float32]:
        """Probabilities float32 ``(n_sentences, n_labels)`` of sentences that are known already,
        as half-open spans of the stream's tokens; zeros for an empty one. No role is heeded."""
        out = np.zeros((len(spans), len(LABELS)), np.float32)
        first, last = np.array(spans, np.int64).reshape(-1, 2).T
        for window, states in self._states(stream):
            own = (first >= window.owned_first) & (first < window.owned_last) & (last > first)
            if own.any():
                ends = np.minimum(last[own], window.last)
                logits = _rows(self.network.label_logits, window, states, first[own], ends)
                out[own] = 1.0 / (1.0 + np.exp(-(self.scale * logits + self.shift)))
        return out

    def sides(self, texts: Sequence[str], speakers: Sequence[int]) -> NDArray[np.float32]:
        """Log-probabilities float32 ``(n_turns, 3)`` of each turn being the rep's, the customer's
        or another's, judged from the talk alone; ``speakers`` number the voices from 0."""
        markers = [SPEAKER_TOKENS[min(s, len(SPEAKER_TOKENS) - 1)] for s in speakers]
        stream = token_stream(texts, markers)
        out = np.zeros((len(texts), len(ROLE_ORDER)), np.float32)
        marks = stream.markers
        for window, states in self._states(stream):
            own = marks[(marks >= window.owned_first) & (marks < window.owned_last)]
            if len(own):
                places = torch.from_numpy(own - window.first + window.offset)
                with torch.inference_mode():
                    logits = self.network.role_logits(states[places])
                    out[stream.turn[own]] = torch.log_softmax(logits, -1).numpy()
        return out

    def _judged(
        self,
        texts: Sequence[str],
        roles: Sequence[str | None],
        judge: Callable[[torch.Tensor, Spans], torch.Tensor],
    ) -> tuple[TokenStream, NDArray[np.int64], NDArray[np.float32]]:
        """The call's tokens, the first token of each sentence, and a row of ``judge`` for each."""
        stream = token_stream(texts, [ROLE_TOKENS[role or "other"] for role in roles])
        marked = [frozenset(starts) for starts in sentence_starts(texts)]
        firsts: list[NDArray[np.int64]] = []
        rows: list[NDArray[np.float32]] = []
        for window, states in self._states(stream):
            first, last = self._sentences(stream, marked, window, states)
            if len(first):
                firsts.append(first)
                rows.append(_rows(judge, window, states, first, last))
        if not firsts:
            return stream, np.zeros(0, np.int64), np.zeros((0, 1), np.float32)
        begins = np.concatenate(firsts)
        order = np.argsort(begins)
        return stream, begins[order], np.concatenate(rows)[order]

    def _states(self, stream: TokenStream) -> Iterator[tuple[Window, torch.Tensor]]:
        """Each window with its hidden states ``(n_tokens, width)``, a batch at a time, by length:
        all of a long call's states would fill the memory."""
        cut = windows(stream)
        batches = _batches([window_ids(stream, window) for window in cut])
        for batch, states in zip(batches, in_threads(self._encoded, batches), strict=True):
            yield from ((cut[number], states[row]) for row, number in enumerate(batch.numbers))

    def _encoded(self, batch: _Batch) -> torch.Tensor:
        with (
            torch.inference_mode(),
            torch.autocast("cpu", torch.bfloat16, enabled=fast_bfloat16()),
        ):
            return self.network.states(batch.ids, batch.mask).float()

    def _sentences(
        self,
        stream: TokenStream,
        marked: Sequence[frozenset[int]],
        window: Window,
        states: torch.Tensor,
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """First tokens of the sentences owned by the window, and where each ends in it (tokens
        of the stream, half-open)."""
        span = slice(window.first, window.last)
        with torch.inference_mode():
            logit = self.network.boundary_logits(states).numpy()
        logit = logit[window.offset : window.offset + window.last - window.first]
        limit = np.log(BOUNDARY_THRESHOLD / (1 - BOUNDARY_THRESHOLD))
        begins = stream.word_start[span] & (logit > limit)
        turns, starts = stream.turn[span], stream.start[span]
        for place in np.flatnonzero(~begins & (starts >= 0)):
            if int(starts[place]) in marked[turns[place]]:
                begins[place] = True
        opens = np.flatnonzero(starts < 0)
        begins[opens[opens + 1 < len(begins)] + 1] = True
        first = np.flatnonzero(begins & (starts >= 0)) + window.first
        ends = np.append(np.flatnonzero(begins | (starts < 0)) + window.first, window.last)
        last = ends[np.searchsorted(ends, first, side="right")]
        own = (first >= window.owned_first) & (first < window.owned_last)
        return first[own], last[own]


def _rows(
    judge: Callable[[torch.Tensor, Spans], torch.Tensor],
    window: Window,
    states: torch.Tensor,
    first: NDArray[np.int64],
    last: NDArray[np.int64],
) -> NDArray[np.float32]:
    shift = window.offset - window.first
    spans = Spans(
        torch.zeros(len(first), dtype=torch.int64),
        torch.from_numpy(first + shift),
        torch.from_numpy(last + shift),
    )
    with torch.inference_mode():
        rows: NDArray[np.float32] = judge(states[None], spans).numpy()
    return rows


def _by_turn(
    stream: TokenStream, first: NDArray[np.int64], rows: NDArray[np.float32], n_turns: int
) -> Iterator[tuple[tuple[int, ...], NDArray[np.float32]]]:
    """Each turn's sentence starts (characters) and rows."""
    starts = stream.start[first]
    edges = np.searchsorted(stream.turn[first], np.arange(n_turns + 1))
    for a, b in pairwise(edges):
        yield (0, *(int(c) for c in starts[a + 1 : b])), rows[a:b]


def _allowed(found: NDArray[np.float32], role: str | None) -> NDArray[np.float32]:
    """The probabilities of labels that the role can bear; one row for a turn without a word."""
    if not len(found) or role not in ALLOWED:
        return np.zeros((max(1, len(found)), len(LABELS)), np.float32)
    borne: NDArray[np.float32] = (found * ALLOWED[role]).astype(np.float32)
    return borne


def _batches(ids: Sequence[list[int]]) -> list[_Batch]:
    """Windows of like length together, none padded far; the order within the call is kept."""
    order = sorted(range(len(ids)), key=lambda n: (len(ids[n]), n))
    out: list[_Batch] = []
    group: list[int] = []
    for n in order:
        if group and (len(group) + 1) * len(ids[n]) > BATCH_TOKENS:
            out.append(_padded(ids, group))
            group = []
        group.append(n)
    if group:
        out.append(_padded(ids, group))
    return out


def _padded(ids: Sequence[list[int]], numbers: list[int]) -> _Batch:
    longest = -(-max(len(ids[n]) for n in numbers) // LENGTHS) * LENGTHS
    grid = np.full((len(numbers), longest), PAD, np.int64)
    mask = np.zeros((len(numbers), longest), np.int64)
    for row, n in enumerate(numbers):
        grid[row, : len(ids[n])] = ids[n]
        mask[row, : len(ids[n])] = 1
    return _Batch(numbers, torch.from_numpy(grid), torch.from_numpy(mask))


def fast_bfloat16() -> bool:
    """Whether the processor multiplies bfloat16 natively; elsewhere float32 is faster."""
    return bool(torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported())
