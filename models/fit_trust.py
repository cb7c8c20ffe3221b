"""Fit the weights of the trust score: ``python -m models.fit_trust --help``.

Reads rated calls, takes each signal's score from the report, and fits non-negative weights with
shrinkage so that 50 plus the weighted distances from 50 comes near the rated trust. Prints the
weights for a profile and how well they order calls that they were not fitted on. The dev calls
are never read.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from analyser.conversation import Conversation, Role, Turn
from analyser.ingest import read_bytes
from analyser.pipeline import analyse_call
from models.evaluate import read_rows
from models.marked_calls import LabelledCall, read_folder
from models.train import TRAINING

Matrix = NDArray[np.float64]
FOLDS: Final = 5
SHRINKAGE: Final = (3.0, 10.0, 30.0, 100.0, 300.0)
STEPS: Final = 4000


def main() -> int:
    """Exit code 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, help="folder with annotated/")
    args = parser.parse_args()
    rated = [(written(call), call.ratings.get("trust")) for call in read_folder(TRAINING)]
    rows = [(call, float(trust)) for call, trust in rated if trust is not None]
    if args.shared:
        rows += annotated(args.shared / "annotated")
    names, scores, trust = table(rows)
    print(f"{len(trust)} rated calls, {len(names)} signals")
    best = max(SHRINKAGE, key=lambda strength: cross_validated(scores, trust, strength))
    weights = fitted(scores, trust, best)
    print(
        f"shrinkage {best:g}: Spearman on calls left out {cross_validated(scores, trust, best):.3f}"
    )
    for name, weight, seen in zip(names, weights, (~np.isnan(scores)).mean(0), strict=True):
        print(f"{name:20} weight {weight:.3f}   has a score in {seen:.0%} of calls")
    return 0


def written(call: LabelledCall) -> Conversation:
    """A written call as a conversation with its roles."""
    turns = tuple(
        Turn(turn.speaker, " ".join(turn.sentences), Role(turn.role)) for turn in call.turns
    )
    return Conversation(call.id, turns)


def annotated(folder: Path) -> list[tuple[Conversation, float]]:
    """The rated sales calls of the train split, each with its mean trust rating."""
    calls, gold = (read_rows(folder / f"train.{kind}.jsonl") for kind in ("calls", "gold"))
    out = []
    for call_id, call in calls.items():
        ratings: list[dict[str, Any]] = gold[call_id].get("ratings_100") or []
        if ratings:
            (conversation,) = read_bytes(json.dumps(call).encode(), call_id)
            out.append((conversation, float(np.mean([r["trust"] for r in ratings]))))
    return out


def table(rows: list[tuple[Conversation, float]]) -> tuple[list[str], Matrix, Matrix]:
    """Names of signals, their scores ``(n_calls, n_signals)`` with NaN where absent, and trust."""
    found = []
    for conversation, trust in rows:
        signals = analyse_call(conversation).to_dict()["signals"]
        by_name = {n: np.nan if s["score"] is None else s["score"] for n, s in signals.items()}
        found.append((by_name, trust))
    names = [name for name in found[0][0] if any(not np.isnan(row[name]) for row, _ in found)]
    scores = np.array([[row[name] for name in names] for row, _ in found], np.float64)
    return names, scores, np.array([trust for _, trust in found], np.float64)


def predicted(scores: Matrix, weights: Matrix) -> Matrix:
    """Trust as ``scoring.trust_of`` makes it: weights count among the signals present."""
    present = ~np.isnan(scores)
    whole = (present * weights).sum(1)
    parts = np.where(present, scores - 50.0, 0.0) * weights
    total: Matrix = 50.0 + parts.sum(1) / np.where(whole > 0, whole, 1.0)
    return total


def fitted(scores: Matrix, trust: Matrix, strength: float) -> Matrix:
    """Non-negative weights that sum to 1, drawn towards equal ones with the given strength."""
    import torch

    x = torch.tensor(np.nan_to_num(scores - 50.0))
    present = torch.tensor(~np.isnan(scores))
    y = torch.tensor(trust)
    free = torch.zeros(scores.shape[1], dtype=torch.float64, requires_grad=True)
    scale = torch.tensor([1.0, 0.0], dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.Adam([free, scale], lr=0.02)
    for _ in range(STEPS):
        weights = torch.softmax(free, 0)
        whole = (present * weights).sum(1).clamp(min=1e-6)
        guess = 50 + scale[0] * (x * weights).sum(1) / whole + scale[1]
        loss = ((guess - y) ** 2).mean() + strength * (free**2).mean()
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
    return np.asarray(torch.softmax(free, 0).detach().numpy(), np.float64)


def cross_validated(scores: Matrix, trust: Matrix, strength: float) -> float:
    """Spearman between rated and predicted trust of calls that were left out of the fit."""
    order = np.random.default_rng(0).permutation(len(trust))
    guess = np.zeros(len(trust))
    for fold in range(FOLDS):
        out = order[fold::FOLDS]
        kept = np.setdiff1d(order, out)
        guess[out] = predicted(scores[out], fitted(scores[kept], trust[kept], strength))
    return spearman(guess, trust)


def spearman(a: Matrix, b: Matrix) -> float:
    """Rank correlation; ties get their mean rank."""
    import pandas as pd

    return float(pd.Series(a).rank().corr(pd.Series(b).rank()))


if __name__ == "__main__":
    sys.exit(main())
