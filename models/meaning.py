"""How alike sentences are in meaning, from the states inside the act model's own encoder.

A sentence is read by itself, and the means of its tokens after three of the layers are whitened
by those of ordinary sentences: what all talk shares says nothing, what is rare says much. A
sentence that is near to much ordinary talk is near to any examples too, so that closeness is taken
off. No further weights are needed; layers and the rest were chosen by `make trackers`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray

from models import act_classifier
from models.act_network import ActNetwork
from models.threads import in_threads
from models.windows import CLS, PAD, ROLE_TOKENS, SEP, tokenizer

LAYERS: Final = (1, 3, 4)
"""After so many layers the states are looked at; the ones beyond the last are not computed."""

LONGEST: Final = 60
BATCH_TOKENS: Final = 1024
BLOCK: Final = 256
"""So many sentences are compared with the ordinary ones at a time: 2 MB."""

SOFTNESS: Final = 1.0
"""Directions in which ordinary sentences differ less than this are not blown up further."""

NEAREST: Final = 20
"""Closeness to ordinary talk is the mean of that to so many of its nearest sentences; with 5 to 50
it does about as well."""

TAKEN_OFF: Final = np.float32(0.5)
"""So much of its closeness to ordinary talk a sentence loses."""

FIRMNESS: Final = 1.0
"""Of the ridge regression that tells examples from what is not meant: with less, near misses that
are given are heard no more, but more of what is meant is missed."""

ORDINARY: Final = Path(__file__).parent / "ordinary.txt"

Vectors = NDArray[np.float32]


@dataclass(frozen=True)
class Likeness:
    """Whether sentences mean the like of some examples: ``score(vectors) >= threshold``.
    ``sure`` is the score of the examples themselves, each told by the others, or what no ordinary
    sentence goes beyond where that is more."""

    direction: Vectors
    threshold: float
    sure: float

    def score(self, vectors: Vectors) -> Vectors:
        """Shape ``(n_sentences,)``, about -1 to 1."""
        found: Vectors = vectors @ self.direction
        return found


class Meaning:
    """Sentence vectors of a network, and likeness to examples against ordinary talk."""

    def __init__(self, network: ActNetwork, ordinary: Sequence[tuple[str, str]]) -> None:
        self._network = network
        roles, texts = zip(*ordinary, strict=True)
        raw = self._states(texts, roles)
        self._middle = raw.mean(1, keepdims=True)
        self._turn = np.stack([_whitener(layer) for layer in raw - self._middle])
        self._ordinary = self._whitened(raw)
        self._ordinary_closeness = self._closeness(self._ordinary, itself=True)

    def vectors(self, texts: Sequence[str], roles: Sequence[str]) -> Vectors:
        """Float32 ``(n_sentences, len(LAYERS) * width + 1)``: a vector of length 1, and last how
        close the sentence is to ordinary talk."""
        if not texts:
            return np.zeros((0, len(LAYERS) * self._network.encoder.width + 1), np.float32)
        found = self._whitened(self._states(texts, roles))
        return np.column_stack([found, self._closeness(found)])

    def likeness(
        self,
        examples: Sequence[str],
        role: str,
        *,
        not_these: Sequence[str] = (),
        false_alarms: float = 5.0,
    ) -> Likeness:
        """What the examples have in common and ``not_these`` lack. Of 1,000 ordinary sentences
        ``false_alarms`` are allowed to be taken for the like."""
        texts = [*examples, *not_these]
        found = self.vectors(texts, [role] * len(texts))
        vectors, closeness = found[:, :-1], found[:, -1]
        n = len(examples)
        among = vectors @ vectors.T
        aims = (np.arange(len(texts)) < n).astype(np.float32)
        shares = np.linalg.solve(among + FIRMNESS * np.eye(len(texts), dtype=np.float32), aims)
        shares /= shares[:n].sum()
        direction: Vectors = np.append(shares @ vectors, -TAKEN_OFF)
        ordinary = self._ordinary @ direction[:-1] - TAKEN_OFF * self._ordinary_closeness
        threshold = float(np.quantile(ordinary, 1 - false_alarms / 1000))
        others = (among[:n, :n].sum(0) - 1) / max(1, n - 1) - TAKEN_OFF * closeness[:n]
        sure = max(float(np.median(others)), float(ordinary.max()), threshold + 1e-3)
        return Likeness(direction, threshold, sure)

    def _closeness(self, vectors: Vectors, *, itself: bool = False) -> Vectors:
        """Mean likeness to the nearest ordinary sentences; ``itself``: one of them is itself."""
        nearest = min(NEAREST + itself, len(self._ordinary))
        out = np.empty(len(vectors), np.float32)
        for start in range(0, len(vectors), BLOCK):
            alike = vectors[start : start + BLOCK] @ self._ordinary.T
            top = np.sort(np.partition(alike, -nearest, axis=1)[:, -nearest:], axis=1)
            out[start : start + BLOCK] = top[:, : nearest - itself].mean(1)
        return out

    def _whitened(self, raw: Vectors) -> Vectors:
        parts = np.einsum("lnw,lwv->lnv", raw - self._middle, self._turn)
        parts /= np.maximum(1e-9, np.linalg.norm(parts, axis=2, keepdims=True))
        joined: Vectors = np.concatenate(parts, axis=1) / np.sqrt(np.float32(len(LAYERS)))
        return joined

    def _states(self, texts: Sequence[str], roles: Sequence[str]) -> Vectors:
        """Mean states ``(n_layers, n_sentences, width)``."""
        found = tokenizer().encode_batch(list(texts), add_special_tokens=False)
        rows = [
            [CLS, ROLE_TOKENS.get(role, ROLE_TOKENS["other"]), *(one.ids[:LONGEST] or [SEP]), SEP]
            for one, role in zip(found, roles, strict=True)
        ]
        groups = _groups(rows)
        out = np.zeros((len(LAYERS), len(rows), self._network.encoder.width), np.float32)
        batches = ([rows[n] for n in group] for group in groups)
        for group, states in zip(groups, in_threads(self._read, batches), strict=True):
            out[:, group] = states
        return out

    def _read(self, rows: Sequence[Sequence[int]]) -> Vectors:
        longest = max(map(len, rows))
        ids = torch.tensor([[*row, *[PAD] * (longest - len(row))] for row in rows])
        mask = (torch.arange(longest) < torch.tensor([[len(row)] for row in rows])).long()
        # The words alone: neither frame nor marker.
        inside = mask.clone()
        inside[:, :2] = 0
        inside[torch.arange(len(rows)), mask.sum(1) - 1] = 0
        means = []
        with (
            torch.inference_mode(),
            torch.autocast("cpu", torch.bfloat16, enabled=act_classifier.fast_bfloat16()),
        ):
            layers = self._network.layered(ids, mask)
            for number, states in zip(range(max(LAYERS) + 1), layers, strict=False):
                if number in LAYERS:
                    total = (states.float() * inside[..., None]).sum(1)
                    means.append(total / inside.sum(1, keepdim=True))
        stacked: Vectors = torch.stack(means).numpy()
        return stacked


def _groups(rows: Sequence[Sequence[int]]) -> list[list[int]]:
    """Rows of like length together, few enough for a batch."""
    out: list[list[int]] = []
    for n in sorted(range(len(rows)), key=lambda n: (len(rows[n]), n)):
        if out and (len(out[-1]) + 1) * len(rows[n]) <= BATCH_TOKENS:
            out[-1].append(n)
        else:
            out.append([n])
    return out


def _whitener(centred: Vectors) -> Vectors:
    """Turns the states of ordinary sentences into directions that differ alike."""
    _, sizes, directions = np.linalg.svd(centred, full_matrices=False)
    spread = sizes / np.sqrt(len(centred))
    found: Vectors = (directions.T / (spread + SOFTNESS)).astype(np.float32)
    return found


@lru_cache(maxsize=1)
def ordinary_sentences() -> tuple[tuple[str, str], ...]:
    """Side and words of 2,000 sentences of sales talk."""
    lines = ORDINARY.read_text(encoding="utf-8").splitlines()
    return tuple((side, words) for side, words in (line.split("\t", 1) for line in lines))
