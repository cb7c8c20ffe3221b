"""Which side a voice is on, from its words alone: a linear witness beside the network.

The network hears who answers whom, but leans on who opens the call; word counts do not. Where
the two disagree, nobody is sure.
"""

import hashlib
import math
import re
import zlib
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load, save

from analyser.errors import ModelError

BUCKETS: Final = 1 << 15
OPENS: Final = BUCKETS
"""The last weight is for the voice that opens the call."""

WEIGHTS_FILE: Final = "weights.safetensors"
SUM_FILE: Final = "weights.sha256"
_WORD: Final = re.compile(r"[a-z']+|[$£€]|\d+|\?")


def word_features(texts: Sequence[str]) -> dict[int, float]:
    """Hashed words and word pairs of one voice with their weights: square roots of counts, the
    vector of length 1. Digits are all alike. Empty for no words."""
    counts: Counter[int] = Counter()
    for text in texts:
        found = _WORD.findall(text.lower().replace("’", "'"))
        words = ["#" if word.isdigit() else word for word in found]
        pairs = [f"{a} {b}" for a, b in pairwise(words)]
        counts.update(zlib.crc32(token.encode()) % BUCKETS for token in words + pairs)
    length = math.sqrt(counts.total()) or 1.0
    return {bucket: math.sqrt(count) / length for bucket, count in counts.items()}


class SideWords:
    """Trained weights, float32 of shape ``(BUCKETS + 1,)``; positive speaks for the seller."""

    def __init__(self, weights: NDArray[np.float32]) -> None:
        self.weights = weights

    def scores(self, voices: Sequence[Sequence[str]]) -> NDArray[np.float32]:
        """Log-odds of selling for each voice, shape ``(n_voices,)``; only differences within a
        call mean something. ``voices`` hold the turns of each, in order of first appearance."""
        out = np.zeros(len(voices), np.float32)
        for number, texts in enumerate(voices):
            found = word_features(texts)
            out[number] = sum(float(self.weights[b]) * value for b, value in found.items())
        if len(out):
            out[0] += self.weights[OPENS]
        return out


def save_side_words(weights: NDArray[np.float32], folder: Path) -> None:
    """Write the weights as float16 safetensors, and their SHA-256 beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    data = save({"words": weights.astype(np.float16)})
    (folder / WEIGHTS_FILE).write_bytes(data)
    (folder / SUM_FILE).write_text(hashlib.sha256(data).hexdigest() + "\n", encoding="utf-8")


def load_side_words(folder: Path) -> SideWords:
    """The weights of a folder. Raises ModelError where they are missing or altered."""
    try:
        data = (folder / WEIGHTS_FILE).read_bytes()
        expected = (folder / SUM_FILE).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ModelError(
            f"models/{folder.name}: expected {WEIGHTS_FILE} and {SUM_FILE}, found no such file; "
            "restore it from the repository or run `make train`"
        ) from error
    if hashlib.sha256(data).hexdigest() != expected:
        raise ModelError(
            f"models/{folder.name}/{WEIGHTS_FILE}: expected SHA-256 {expected[:12]}…, found "
            "another; restore it from the repository or run `make train`"
        )
    return SideWords(load(data)["words"].astype(np.float32))
