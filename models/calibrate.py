"""Honest probabilities and thresholds, from calls that the network was not trained on.

Per label a scale and a shift turn logits into probabilities (Platt); the threshold is the one
with the best F1, or, for labels that accuse a rep, the best with the asked precision.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray

from analyser.codebook import LABELS
from models.act_classifier import ActClassifier, ReadTurn
from models.marked_calls import LabelledCall
from models.threads import side_by_side

ACCUSING: Final = {"promise.over": 0.8, "pressure": 0.8, "question.leading": 0.7}
"""Labels that accuse a rep, with the least precision asked of them."""

LOWEST, HIGHEST, STEP = 0.2, 0.9, 0.02
PLATEAU: Final = 0.01
"""Thresholds whose F1 is no further below the best do as well as it."""
STEPS: Final = 300
ENOUGH: Final = 20
"""A group with fewer turns of a label has no say in how precise it can be."""


@dataclass(frozen=True, slots=True)
class TurnScores:
    """Turns of held-out calls. Shapes ``(n_turns, n_labels)``: ``logits`` (the greatest of the
    turn's sentences, -inf where the role cannot bear the label) and ``gold`` (0 or 1)."""

    logits: NDArray[np.float64]
    gold: NDArray[np.bool_]


def turn_scores(classifier: ActClassifier, calls: Sequence[LabelledCall]) -> TurnScores:
    """Read the calls and set the greatest logit of each turn beside its labels."""
    return scores_of(calls, read_calls(classifier, calls))


def read_calls(
    classifier: ActClassifier, calls: Sequence[LabelledCall]
) -> tuple[list[ReadTurn], ...]:
    """What the classifier reads in each call."""

    def read(call: LabelledCall) -> list[ReadTurn]:
        return classifier.read([t.text for t in call.turns], [t.role for t in call.turns])

    return tuple(side_by_side(read, calls))


def scores_of(calls: Sequence[LabelledCall], reads: Sequence[Sequence[ReadTurn]]) -> TurnScores:
    """The greatest logit of each turn that was read beside its labels."""
    logits, gold = [], []
    for call, turns in zip(calls, reads, strict=True):
        for turn, read in zip(call.turns, turns, strict=True):
            best = read.probabilities.max(0).astype(np.float64)
            with np.errstate(divide="ignore"):
                logits.append(np.log(best) - np.log1p(-np.minimum(best, 1 - 1e-7)))
            found = {name for names in turn.labels for name in names}
            gold.append([label in found for label in LABELS])
    return TurnScores(np.array(logits), np.array(gold, bool))


def joined(groups: Sequence[TurnScores]) -> TurnScores:
    """The turns of all groups as one."""
    return TurnScores(
        np.concatenate([group.logits for group in groups]),
        np.concatenate([group.gold for group in groups]),
    )


def platt(scores: TurnScores) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Scale and shift by label, float32 ``(n_labels,)``, held near 1 and 0 where data is thin."""
    scale = np.ones(len(LABELS), np.float32)
    shift = np.zeros(len(LABELS), np.float32)
    for n in range(len(LABELS)):
        seen = np.isfinite(scores.logits[:, n])
        x = torch.tensor(scores.logits[seen, n])
        y = torch.tensor(scores.gold[seen, n], dtype=torch.float64)
        if not y.sum():
            continue
        log_scale = torch.zeros((), dtype=torch.float64, requires_grad=True)
        offset = torch.zeros((), dtype=torch.float64, requires_grad=True)
        fit = torch.optim.LBFGS([log_scale, offset], max_iter=STEPS, line_search_fn="strong_wolfe")

        def closure(
            x: torch.Tensor = x,
            y: torch.Tensor = y,
            log_scale: torch.Tensor = log_scale,
            offset: torch.Tensor = offset,
            fit: torch.optim.LBFGS = fit,
        ) -> torch.Tensor:
            fit.zero_grad()
            loss = torch.nn.functional.binary_cross_entropy_with_logits(
                log_scale.exp() * x + offset, y, reduction="sum"
            )
            loss = loss + 4 * log_scale**2 + offset**2
            loss.backward()  # type: ignore[no-untyped-call]
            return loss

        fit.step(closure)  # type: ignore[no-untyped-call]
        scale[n], shift[n] = float(log_scale.detach().exp()), float(offset.detach())
    return scale, shift


def thresholds(
    groups: Sequence[TurnScores],
    scale: NDArray[np.float32],
    shift: NDArray[np.float32],
) -> dict[str, float]:
    """Per label the threshold with the best F1, averaged over groups of calls of unlike origin."""
    grid = np.arange(LOWEST, HIGHEST + 1e-9, STEP)
    out = {}
    for n, label in enumerate(LABELS):
        quality = np.zeros(len(grid))
        precise = np.ones(len(grid), bool)
        for group in groups:
            with np.errstate(over="ignore"):
                p = 1 / (1 + np.exp(-(scale[n] * group.logits[:, n] + shift[n])))
            gold = group.gold[:, n]
            if gold.sum() < 5:
                continue
            said = p[:, None] >= grid
            right = (said & gold[:, None]).sum(0)
            quality += 2 * right / (said.sum(0) + gold.sum())
            if gold.sum() >= ENOUGH:
                precise &= right >= ACCUSING.get(label, 0.0) * said.sum(0)
        if label in ACCUSING and precise.any():
            quality = np.where(precise, quality, -1.0)
        if quality.max() <= 0:
            out[label] = 0.5
            continue
        # The middle of the plateau around the best, which a few calls more would not move.
        near = grid[quality >= quality.max() - PLATEAU]
        out[label] = round(float(near.mean()), 2)
    return out


def report(
    group: TurnScores,
    limits: dict[str, float],
    scale: NDArray[np.float32],
    shift: NDArray[np.float32],
) -> dict[str, dict[str, float]]:
    """Per label precision, recall, F1 and support (turns), as ``evaluate.py`` counts them."""
    out = {}
    for n, label in enumerate(LABELS):
        with np.errstate(over="ignore"):
            p = 1 / (1 + np.exp(-(scale[n] * group.logits[:, n] + shift[n])))
        said, gold = p >= limits[label], group.gold[:, n]
        right = float((said & gold).sum())
        out[label] = {
            "precision": right / said.sum() if said.sum() else 0.0,
            "recall": right / gold.sum() if gold.sum() else 0.0,
            "f1": 2 * right / (said.sum() + gold.sum()) if said.sum() + gold.sum() else 0.0,
            "support": float(gold.sum()),
        }
    return out
