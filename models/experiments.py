"""What was tried, in one table: ``python -m models.experiments --help``.

Macro-F1 by turn, over labels with five turns or more: keywords; frozen sentence vectors with linear
heads; an encoder fine-tuned sentence by sentence; the act model. On calls of ours held out, the
same made raw, other writers' sales calls without an open licence, and dev. Scales and thresholds
are chosen for each model on all of these but dev. The first three are given the annotators'
sentences; the act model finds its own.
"""

import argparse
import random
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from safetensors.torch import load_file
from torch import Tensor

from analyser.codebook import LABELS
from models import ACTS, act_model
from models.act_classifier import ALLOWED, ActClassifier
from models.calibrate import TurnScores, joined, platt, report, thresholds, turn_scores
from models.fit import Recipe
from models.keywords import keyword_labels
from models.marked_calls import LabelledCall
from models.sentence_models import (
    Judge,
    Lesson,
    Tuning,
    fine_tuned,
    frozen_with_heads,
    upstream_encoder,
)
from models.train import Material, gather, upstream_folder
from models.training_data import annotated_calls, as_raw
from models.weights import encoder_config

SURE: Final = 10.0
FEWEST: Final = 5
DEV: Final = "dev"
Groups = Mapping[str, Sequence[LabelledCall]]
Scored = dict[str, TurnScores]


def main() -> int:
    """Exit code 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, help="folder with annotated/, where there is one")
    parser.add_argument("--only", nargs="*", choices=tuple(EXPERIMENTS), default=list(EXPERIMENTS))
    args = parser.parse_args()
    shared = args.shared if args.shared and args.shared.is_dir() else None
    material = gather(shared)
    groups: dict[str, Sequence[LabelledCall]] = {**material.groups()}
    if shared:
        groups[DEV] = [call for call, _ in annotated_calls(shared / "annotated", DEV)]
    names = ("what", *groups)
    print("| " + " | ".join(names) + " |\n" + "|---" * len(names) + "|", flush=True)
    for name in args.only:
        figures = EXPERIMENTS[name](material, groups)
        cells = (f"{figures[group]:.2f}" for group in groups)
        print(f"| {name} | " + " | ".join(cells) + " |", flush=True)
    return 0


def with_keywords(_material: Material, groups: Groups) -> dict[str, float]:
    """Word lists; nothing is learnt and no threshold chosen."""

    def judge(texts: Sequence[str]) -> NDArray[np.float32]:
        found = [keyword_labels(text) for text in texts]
        return np.array([[SURE if label in x else -SURE for label in LABELS] for x in found])

    limits = dict.fromkeys(LABELS, 0.5)
    return {name: macro_f1(turns_judged(calls, judge), limits) for name, calls in groups.items()}


def with_frozen_vectors(material: Material, groups: Groups) -> dict[str, float]:
    """Sentence vectors as the package ships them, and a linear head a label."""
    encoder = upstream_encoder(encoder_config(ACTS), _upstream())
    return _tuned(_judged(groups, frozen_with_heads(lessons(material.train), encoder)))


def with_fine_tuning(material: Material, groups: Groups) -> dict[str, float]:
    """The whole encoder trained on sentences without context."""
    encoder = upstream_encoder(encoder_config(ACTS), _upstream())
    judge = fine_tuned(lessons(material.train), encoder, Tuning(), _progress)
    return _tuned(_judged(groups, judge))


def with_context(_material: Material, groups: Groups) -> dict[str, float]:
    """The act model as committed, trained on windows of calls."""
    bare = ActClassifier(act_model().classifier.network)
    return _tuned({name: turn_scores(bare, calls) for name, calls in groups.items()})


EXPERIMENTS: Final[Mapping[str, Callable[[Material, Groups], dict[str, float]]]] = {
    "keywords": with_keywords,
    "frozen": with_frozen_vectors,
    "sentences": with_fine_tuning,
    "context": with_context,
}


def lessons(calls: Iterable[LabelledCall]) -> list[Lesson]:
    """The sentences of the labelled calls, part of the calls made raw as in training."""
    recipe, dice = Recipe(), random.Random(Recipe().seed)
    return [
        Lesson(text, labels)
        for call in calls
        if call.labelled
        for turn in (as_raw(call, dice) if dice.random() < recipe.raw_share else call).turns
        for text, labels in zip(turn.sentences, turn.labels, strict=True)
    ]


def turns_judged(calls: Sequence[LabelledCall], judge: Judge) -> TurnScores:
    """The greatest logit of each turn's sentences, for labels that its role can bear."""
    turns = [turn for call in calls for turn in call.turns]
    found = judge([sentence for turn in turns for sentence in turn.sentences])
    edges = np.cumsum([0, *(len(turn.sentences) for turn in turns)])[:-1]
    best = np.maximum.reduceat(found, edges).astype(np.float64)
    nothing = np.zeros(len(LABELS), bool)
    borne = np.array([ALLOWED.get(turn.role, nothing) for turn in turns])
    gold = [{name for names in turn.labels for name in names} for turn in turns]
    return TurnScores(
        np.where(borne, best, -np.inf),
        np.array([[label in names for label in LABELS] for names in gold]),
    )


def macro_f1(scores: TurnScores, limits: dict[str, float]) -> float:
    """Mean F1 of the labels with FEWEST turns or more, for calibrated logits."""
    none, one = np.zeros(len(LABELS), np.float32), np.ones(len(LABELS), np.float32)
    rows = report(scores, limits, one, none).values()
    return float(np.mean([row["f1"] for row in rows if row["support"] >= FEWEST]))


def _judged(groups: Groups, judge: Judge) -> Scored:
    return {name: turns_judged(calls, judge) for name, calls in groups.items()}


def _tuned(scored: Scored) -> dict[str, float]:
    """Figures with scales and thresholds chosen on all groups but dev."""
    ours = [scores for name, scores in scored.items() if name != DEV]
    scale, shift = platt(joined(ours))
    limits = thresholds(ours, scale, shift)
    fitted = (TurnScores(scale * s.logits + shift, s.gold) for s in scored.values())
    return {name: macro_f1(s, limits) for name, s in zip(scored, fitted, strict=True)}


def _upstream() -> dict[str, Tensor]:
    return load_file(upstream_folder() / "model.safetensors")


def _progress(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
