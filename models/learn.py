"""Learn from coaches' verdicts in minutes: ``python -m models.learn VERDICTS --out FOLDER``.

Starts from the committed model and moves its label head alone: sentences, sides and thresholds
stay as they are. The calls of data/training are read beside the verdicts and held to what the model
said of them before, so that little else moves. TRUST_ANALYSER_MODEL points the analyser to the new
folder.
"""

import argparse
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray

from analyser.errors import ModelError
from models import ACTS, MODEL_VARIABLE
from models.act_classifier import ActClassifier
from models.label_head import Examples, HeadRecipe, judged_examples, logits, moved_head, replayed
from models.train import Material, gather
from models.training_data import as_raw
from models.verdict_settings import RAW_SHARE
from models.verdicts import JudgedSentence, judged, read_verdicts, split, version_with
from models.weights import Card, copy_frame, load_network, read_card, save_card, save_head

MISUSED: Final = 2


def main() -> int:
    """Exit code 0, or 2 where the verdicts or the model cannot be used."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("verdicts", type=Path, help="JSON Lines, see docs/learning.md")
    parser.add_argument("--out", type=Path, required=True, help="folder for the new model")
    parser.add_argument("--shared", type=Path, help="folder with annotated/, where there is one")
    args = parser.parse_args()
    if args.out.resolve() == ACTS.resolve():
        parser.error("--out: expected another folder than that of the committed model")
    try:
        sentences = judged(read_verdicts(args.verdicts))
        shared = args.shared if args.shared and args.shared.is_dir() else None
        learn(sentences, ACTS, args.out, gather(shared), log=print)
    except (ValueError, ModelError) as error:
        print(error, file=sys.stderr)
        return MISUSED
    print(f"use it: {MODEL_VARIABLE}={args.out}")
    return 0


def learn(
    sentences: Sequence[JudgedSentence],
    start: Path,
    out: Path,
    material: Material,
    *,
    log: Callable[[str], None],
) -> None:
    """Write to ``out`` the model of the folder ``start`` as changed by the judged sentences: the
    same bytes for the same sentences and calls on the same machine. Raises ValueError where
    nothing was judged, ModelError for the model to start from."""
    told, kept = split(sentences)
    if not told:
        raise ValueError("expected verdicts to learn from, found none but unsure ones")
    card, recipe = read_card(start), HeadRecipe()
    before = ActClassifier(load_network(start, card.sha256), *card.calibration())
    calls = [call for call in material.train if call.labelled]
    log(f"{len(told)} judged sentences to learn from, {len(kept)} kept, {len(calls)} calls beside")
    dice = random.Random(recipe.seed)
    lessons = judged_examples(before, told, calls, dice)
    replay = replayed(before, [as_raw(c, dice) if dice.random() < RAW_SHARE else c for c in calls])
    copy_frame(start, out)
    sha256 = save_head(moved_head(before, lessons, replay, recipe), start, out)
    after = ActClassifier(load_network(out, sha256), *card.calibration())
    learnt = replace(
        card,
        version=version_with(card.version, sentences),
        sha256=sha256,
        training=card.training | {"verdicts": {"sentences": len(told), "kept": len(kept)}},
    )
    save_card(learnt, out)
    trial = judged_examples(before, kept, calls, dice) if kept else None
    for name, examples in (("learnt from", lessons), ("verdicts kept", trial)):
        if examples:
            was, now = (_right(model, card, examples) for model in (before, after))
            log(f"{name}: {was:.3f} of what coaches said is found before, {now:.3f} after")
    if material.held:
        held = replayed(before, material.held)
        once, then = (asserted(model, card, held) for model in (before, after))
        log(f"held-out calls: {int((once != then).sum())} labels changed of {int(once.sum())}")


def asserted(classifier: ActClassifier, card: Card, examples: Examples) -> NDArray[np.bool_]:
    """Which labels reach their threshold, ``(n, n_labels)``."""
    found = torch.sigmoid(logits(classifier, examples)).numpy()
    return found >= card.array(card.thresholds, 1.0)


def _right(classifier: ActClassifier, card: Card, examples: Examples) -> float:
    told = examples.told.numpy()
    same = asserted(classifier, card, examples) == (examples.targets.numpy() >= 0.5)
    return float(same[told].mean())


if __name__ == "__main__":
    sys.exit(main())
