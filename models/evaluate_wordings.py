"""How far plain wordings can be trusted: ``python -m models.evaluate_wordings``.

For each wording of ``analyser/wordings`` how many sentences of the labelled training calls say it,
in how many batches, and on how many of these the annotators put the label. Sentences that bear a
label which keeps the wording from being heard (``RIVALS``) are left out. ``--leaning`` reads the
calls held out of the training and those that only measure, for the wordings that only tip.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from analyser.codebook import LABELS
from analyser.settled_acts import LEAN, RIVALS
from analyser.wording import Wording, plain
from analyser.wordings import all_wordings
from models import act_model
from models.calibrate import read_calls
from models.marked_calls import LabelledCall, read_folder
from models.train import ASIDE, TRAINING, gather
from models.training_data import annotated_calls


@dataclass
class Heard:
    """Of a wording: how often it is said, how often the label stands there, and the batches."""

    said: int = 0
    right: int = 0
    batches: set[str] = field(default_factory=set)


def main() -> int:
    """Exit code 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, help="folder with annotated/")
    parser.add_argument("--leaning", action="store_true", help="ask the model too")
    args = parser.parse_args()
    calls = [*read_folder(TRAINING), *read_folder(ASIDE)]
    if args.shared and args.shared.is_dir():
        calls += [call for call, _ in annotated_calls(args.shared / "annotated", "train")]
    print(f"{len(calls)} labelled calls")
    for one in all_wordings():
        print(_line(one, heard(one, calls)))
    if args.leaning:
        print(f"\nturns of calls not trained on to which the model gives {LEAN:.0%} or more")
        _print_leaning([*gather(None).held, *read_folder(TRAINING / "unseen")])
    return 0


def heard(one: Wording, calls: Sequence[LabelledCall]) -> Heard:
    """Where the reps of labelled calls say it."""
    found = Heard()
    for call in calls:
        for words, labels in _rep_sentences(call):
            if not RIVALS[one.label] & labels and one.said_in(words):
                found.said += 1
                found.right += one.label in labels
                found.batches.add(call.id.split("-")[0])
    return found


def _rep_sentences(call: LabelledCall) -> Iterator[tuple[str, frozenset[str]]]:
    for turn in call.turns:
        if turn.role == "rep":
            for words, labels in zip(turn.sentences, turn.labels, strict=True):
                yield plain(words), frozenset(labels)


def _line(one: Wording, found: Heard) -> str:
    share = f"{found.right / found.said:.0%}" if found.said else "never said"
    kind = "settles" if one.settles else "tips"
    return (
        f"{one.label:16} {one.name:24} {kind:8} {found.right:4} of {found.said:4} in "
        f"{len(found.batches):2} batches  {share}"
    )


def _print_leaning(calls: Sequence[LabelledCall]) -> None:
    tips = [one for one in all_wordings() if not one.settles]
    thresholds = act_model().thresholds
    reads = read_calls(act_model().classifier, calls)
    turns = [
        (turn, read)
        for call, found in zip(calls, reads, strict=True)
        for turn, read in zip(call.turns, found, strict=True)
        if turn.role == "rep"
    ]
    for label in sorted({one.label for one in tips}):
        said, right, new, new_right = 0, 0, 0, 0
        for turn, read in turns:
            best = float(read.probabilities[:, LABELS.index(label)].max())
            if best < LEAN:
                continue
            if any(one.label == label and one.said_in(plain(turn.text)) for one in tips):
                bears = any(label in names for names in turn.labels)
                said, right = said + 1, right + bears
                if best < thresholds[label]:
                    new, new_right = new + 1, new_right + bears
        print(
            f"{label:16} {right} of {said} turns, of those below its threshold {new_right} of {new}"
        )


if __name__ == "__main__":
    sys.exit(main())
