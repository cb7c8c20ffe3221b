"""Train the judge of call types: ``python -m models.train_types`` writes ``models/types``.

The written calls say what kind of call they are, in their authors' words; the six types are told
from those. Kinds that fit none ("sales call", "follow-up") are not learnt from. Batches of writing
are left out in turn, so that no fold knows the hand of another; from what was left out come the
scale, the threshold from on which a type may be named, and the figures of the card.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analyser.annotate import annotate
from analyser.codebook import LABELS
from analyser.intervals import share_interval
from analyser.settings import Settings
from models import TYPES as FOLDER
from models import act_model
from models.fit_trust import written
from models.marked_calls import LabelledCall, read_folder
from models.train import TRAINING
from models.type_words import (
    BUCKETS,
    TYPES,
    TypeWords,
    act_rates,
    counted,
    features,
    save_type_words,
)

KINDS: Final = (
    ("renewal", r"renewal|retention|cancel|win-?back|quarterly review|annual review|save\b"),
    ("cold", r"cold call|outbound|prospecting|canvass|door-to-door|doorstep|telesales"),
    (
        "demo",
        r"\bdemo\b|walk-through|product (?:presentation|tour)|proof.of.concept|solution review",
    ),
    (
        "negotiation",
        r"negotiat|price|pricing|procurement|contract (?:talk|redlines)|redlines|closing|\bclose\b"
        r"|terms|quote|quotation|commission talk|sourcing|fee increase|rate talk",
    ),
    (
        "discovery",
        r"discovery|needs|consult|first (?:meeting|call|conversation|appointment)|intro\b|scoping"
        r"|fit call|inbound|enquiry|inquiry|requirements",
    ),
    (
        "other",
        r"donation|charity|fund-?rais|complaint|support|onboarding|training|invoice|status"
        r"|bad news|security review|partner|recruit|upsell|order call|escalation"
        r"|change (?:order|request)|account (?:review|meeting)|check-in|scheduling"
        r"|executive briefing|courtesy|audit|configuration|report review",
    ),
)
"""Which words of a kind name a type. A kind may name two: either is right."""

CHATS: Final = "bargaining"
MOST_CHATS: Final = 60
"""Bargaining chats are negotiations too; so many of them are learnt from, none is measured on."""

FOLDS: Final = 6
SHRINKAGE: Final = 0.3
RIGHT: Final = 0.85
"""A type is named where those as sure as it were right so often, at the lower end of the interval
of that share: the share alone, chosen among many thresholds, came out at 0.74 on other batches."""


@dataclass(frozen=True, slots=True)
class Example:
    """A call as the judge reads it, with the types that are right, none for unknown kinds."""

    group: str
    chat: bool
    right: frozenset[str]
    fields: Sequence[Counter[int]]
    rates: Sequence[float]


def main() -> int:
    """Exit code 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=FOLDER)
    args = parser.parse_args()
    examples = [example(call) for call in read_folder(TRAINING)]
    found, facts = trained(examples)
    for name, value in facts.items():
        print(f"{name}: {value}")
    save_type_words(found, args.out, facts)
    return 0


def types_of(kind: str) -> frozenset[str]:
    """The types that a kind of call, in an author's words, may be.

    >>> sorted(types_of("renewal negotiation")), sorted(types_of("sales call"))
    (['negotiation', 'renewal'], [])
    """
    return frozenset(name for name, words in KINDS if re.search(words, kind.lower()))


def example(call: LabelledCall) -> Example:
    """A written call, with the acts that the model hears in it."""
    heard = annotate(written(call), Settings(), act_model())
    kind = call.meta.get("kind", "")
    right = frozenset({"negotiation"}) if kind == CHATS else types_of(kind)
    turns = [(t.role, t.text) for t in call.turns if t.role in ("rep", "customer")]
    sentences = sum(len(turn.sentences) for turn in heard.turns)
    rates = act_rates([act.label for act in heard.acts], sentences)
    return Example(call.id.split("-")[0], kind == CHATS, right, counted(turns), rates)


def trained(examples: Sequence[Example]) -> tuple[TypeWords, dict[str, object]]:
    """The judge, and what is to be said of it: measured on batches that were left out."""
    known = [one for one in examples if one.right and not one.chat]
    learnt = [one for one in examples if len(one.right) == 1]
    groups = sorted({one.group for one in examples})
    fold = {group: number % FOLDS for number, group in enumerate(groups)}
    logits = np.zeros((len(known), len(TYPES)))
    for number in range(FOLDS):
        judge = fitted([one for one in learnt if fold[one.group] != number])
        for row, one in enumerate(known):
            if fold[one.group] == number:
                logits[row] = judged(judge, one)
    right = np.array([[name in one.right for name in TYPES] for one in known])
    folds = np.array([fold[one.group] for one in known])
    named, is_right = np.zeros(len(known), bool), np.zeros(len(known), bool)
    for number in range(FOLDS):
        # What decides is chosen without the fold that it is measured on.
        out = folds == number
        scale, threshold = chosen(logits[~out], right[~out])
        sure, is_right[out] = likeliest(logits[out] * scale, right[out])
        named[out] = sure >= threshold
    scale, threshold = chosen(logits, right)
    best = fitted(learnt)
    facts: dict[str, object] = {
        "calls": len(known),
        "types": dict(Counter(name for one in known for name in sorted(one.right))),
        "right_of_all": round(float(is_right.mean()), 3),
        "named_share": round(float(named.mean()), 3),
        "right_of_named": round(float(is_right[named].mean()), 3) if named.any() else None,
        "named_by_type": _by_type(logits, named, is_right),
    }
    return TypeWords(best.weights, best.rarity, round(scale, 3), round(threshold, 3)), facts


def fitted(examples: Sequence[Example]) -> TypeWords:
    """The weights from examples of one type each, by least squares with shrinkage, each type
    weighed alike; of chats only the first few count."""
    chats = [one for one in examples if one.chat][:MOST_CHATS]
    chosen = [one for one in examples if not one.chat] + chats
    seen: Counter[int] = Counter()
    for one in chosen:
        seen.update({bucket for field in one.fields for bucket in field})
    rarity = np.zeros(BUCKETS, np.float32)
    for bucket, count in seen.items():
        rarity[bucket] = np.log(1 + len(chosen) / count)
    matrix = np.zeros((len(chosen), BUCKETS + len(LABELS) + 1), np.float32)
    for row, one in enumerate(chosen):
        found = features(one.fields, one.rates, rarity)
        matrix[row, list(found)] = list(found.values())
    answers = np.array([TYPES.index(min(one.right)) for one in chosen])
    shares = np.maximum(1, np.bincount(answers, minlength=len(TYPES)))
    counts = np.sqrt(len(chosen) / len(TYPES) / shares)[answers]
    targets = 2.0 * np.eye(len(TYPES))[answers] - 1.0
    # As many equations as calls, not as words.
    alike = (matrix @ matrix.T).astype(np.float64) + np.diag(SHRINKAGE / counts)
    weights = matrix.T @ np.linalg.solve(alike, targets).astype(np.float32)
    return TypeWords(weights, rarity, 1.0, 1.0)


def judged(judge: TypeWords, one: Example) -> NDArray[np.float64]:
    """How much speaks for each type, ``(n_types,)``."""
    found = features(one.fields, one.rates, judge.rarity)
    values = np.array(list(found.values()))
    scores: NDArray[np.float64] = values @ judge.weights[list(found)].astype(np.float64)
    return scores


def chosen(logits: NDArray[np.float64], right: NDArray[np.bool_]) -> tuple[float, float]:
    """The scale, and the sureness from which on a type is named."""
    scale = fitted_scale(logits, right)
    return scale, chosen_threshold(*likeliest(logits * scale, right))


def fitted_scale(logits: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """How sharp the probabilities must be to mean what they say."""
    losses = {}
    for scale in np.arange(0.5, 12.01, 0.25):
        mass = np.exp(scale * (logits - logits.max(1, keepdims=True)))
        share = (mass * right).sum(1) / mass.sum(1)
        losses[float(scale)] = float(-np.log(np.maximum(1e-9, share)).mean())
    return min(losses, key=lambda scale: losses[scale])


def likeliest(
    logits: NDArray[np.float64], right: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """How sure the likeliest type of each call is, and whether it is right."""
    mass = np.exp(logits - logits.max(1, keepdims=True))
    best = mass.argmax(1)
    return (mass / mass.sum(1, keepdims=True)).max(1), right[np.arange(len(right)), best]


def chosen_threshold(sure: NDArray[np.float64], is_right: NDArray[np.bool_]) -> float:
    """The least sureness from which on calls were surely right as often as ``RIGHT``; 1 where
    there is none: then no type is ever named."""
    order = np.argsort(-sure, kind="stable")
    hits = np.cumsum(is_right[order]).tolist()
    lows = [share_interval(int(right), n)[0] for n, right in enumerate(hits, 1)]
    good = [n for n, low in enumerate(lows) if low >= RIGHT]
    return float(sure[order][good[-1]]) if good else 1.0


def _by_type(
    logits: NDArray[np.float64], named: NDArray[np.bool_], is_right: NDArray[np.bool_]
) -> dict[str, str]:
    best = logits.argmax(1)
    return {
        name: f"{int((named & is_right & (best == n)).sum())} of {int((named & (best == n)).sum())}"
        for n, name in enumerate(TYPES)
    }


if __name__ == "__main__":
    sys.exit(main())
