"""What type of call it is, from its words and acts: a linear judge of six types.

It reads what the rep and the customer say, how the call opens, and how often each act occurs.
"""

import hashlib
import json
import math
import re
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load, save

from analyser.codebook import LABELS
from analyser.errors import ModelError

TYPES: Final = ("cold", "discovery", "demo", "negotiation", "renewal", "other")
BUCKETS: Final = 1 << 14
OPENING_WORDS: Final = 150
ACTS_WEIGHT: Final = 0.2
"""How much the acts count beside the words."""

WEIGHTS_FILE: Final = "weights.safetensors"
CARD_FILE: Final = "card.json"
_WORD: Final = re.compile(r"[a-z']+|[$£€]|\d+")

Turns = Sequence[tuple[str, str]]
"""Side (``rep`` or ``customer``) and words of each turn."""


@dataclass(frozen=True, slots=True)
class TypeWords:
    """``weights`` float32 ``(BUCKETS + n_acts + 1, n_types)``, the last row where nothing is
    said; ``rarity`` ``(BUCKETS,)``. The likeliest type may be named from ``threshold`` on."""

    weights: NDArray[np.float32]
    rarity: NDArray[np.float32]
    scale: float
    threshold: float

    @classmethod
    def untrained(cls) -> "TypeWords":
        """One that finds all types alike and never names one."""
        rows = BUCKETS + len(LABELS) + 1
        weights = np.zeros((rows, len(TYPES)), np.float32)
        return cls(weights, np.zeros(BUCKETS, np.float32), 1.0, 1.0)

    def probabilities(
        self, turns: Turns, acts: Sequence[str], n_sentences: int
    ) -> Mapping[str, float]:
        """Of each type, adding up to 1."""
        found = features(counted(turns), act_rates(acts, n_sentences), self.rarity)
        logits = np.zeros(len(TYPES))
        for row, value in sorted(found.items()):
            logits += self.weights[row].astype(np.float64) * value
        mass = np.exp(self.scale * (logits - logits.max()))
        return dict(zip(TYPES, (mass / mass.sum()).tolist(), strict=True))


def act_rates(acts: Sequence[str], n_sentences: int) -> list[float]:
    """The square root of how often each label of the codebook occurs in 20 sentences."""
    counts = Counter(acts)
    return [math.sqrt(20 * counts[label] / max(1, n_sentences)) for label in LABELS]


def features(
    fields: Sequence[Counter[int]], rates: Sequence[float], rarity: NDArray[np.float32]
) -> dict[int, float]:
    """Rows of the weights with their values; see ``counted`` and ``act_rates``."""
    out: dict[int, float] = {}
    for field in fields:
        weighed = {b: math.sqrt(n) * float(rarity[b]) for b, n in field.items()}
        length = math.sqrt(sum(value**2 for value in weighed.values())) or 1.0
        for bucket, value in weighed.items():
            out[bucket] = out.get(bucket, 0.0) + value / length
    for number, rate in enumerate(rates):
        if rate:
            out[BUCKETS + number] = ACTS_WEIGHT * rate
    out[BUCKETS + len(LABELS)] = 1.0
    return out


def counted(turns: Turns) -> list[Counter[int]]:
    """Hashed words and word pairs of the rep, the customer and the opening, each counted."""
    opening: list[str] = []
    sides: dict[str, list[str]] = {"rep": [], "customer": []}
    for side, text in turns:
        found = _WORD.findall(text.lower().replace("’", "'"))
        words = ["#" if word.isdigit() else word for word in found]
        sides[side] += [*words, "."]
        if len(opening) < OPENING_WORDS:
            opening += [f"{side[0]}{word}" for word in words]
    fields = [("r", sides["rep"]), ("c", sides["customer"]), ("o", opening[:OPENING_WORDS])]
    return [_hashed(mark, words) for mark, words in fields]


def _hashed(mark: str, words: Sequence[str]) -> Counter[int]:
    pairs = [f"{a} {b}" for a, b in pairwise(words) if "." not in (a, b)]
    tokens = [*(word for word in words if word != "."), *pairs]
    return Counter(zlib.crc32(f"{mark} {token}".encode()) % BUCKETS for token in tokens)


def save_type_words(found: TypeWords, folder: Path, facts: Mapping[str, object]) -> None:
    """Write the weights as float16 safetensors and their card with ``facts`` beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    data = save(
        {"weights": found.weights.astype(np.float16), "rarity": found.rarity.astype(np.float16)}
    )
    (folder / WEIGHTS_FILE).write_bytes(data)
    card = {
        "sha256": hashlib.sha256(data).hexdigest(),
        "labels": list(LABELS),
        "scale": found.scale,
        "threshold": found.threshold,
        **facts,
    }
    (folder / CARD_FILE).write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def load_type_words(folder: Path) -> TypeWords:
    """The weights of a folder. Raises ModelError where they are missing or altered."""
    mend = "restore it from the repository or run `make weights`"
    try:
        data = (folder / WEIGHTS_FILE).read_bytes()
        card = json.loads((folder / CARD_FILE).read_text(encoding="utf-8"))
        scale, threshold = float(card["scale"]), float(card["threshold"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"models/{folder.name}: expected {WEIGHTS_FILE} and {CARD_FILE}, found none that can "
            f"be read; {mend}"
        ) from error
    if hashlib.sha256(data).hexdigest() != card.get("sha256"):
        raise ModelError(
            f"models/{folder.name}/{WEIGHTS_FILE}: expected the SHA-256 of its card, found "
            f"another; {mend}"
        )
    try:
        tensors = load(data)
    except SafetensorError as error:
        raise ModelError(f"models/{folder.name}: expected safetensors; {mend}") from error
    weights, rarity = (tensors[name].astype(np.float32) for name in ("weights", "rarity"))
    return TypeWords(_by_codebook(weights, card["labels"]), rarity, scale, threshold)


def _by_codebook(weights: NDArray[np.float32], known: Sequence[str]) -> NDArray[np.float32]:
    """The rows of the acts in the codebook's order; labels that came later tell nothing."""
    acts = np.zeros((len(LABELS), weights.shape[1]), np.float32)
    for number, label in enumerate(LABELS):
        if label in known:
            acts[number] = weights[BUCKETS + known.index(label)]
    return np.concatenate([weights[:BUCKETS], acts, weights[-1:]])
