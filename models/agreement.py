"""How far two annotators agree: ``python -m models.agreement``.

``data/training/second_pass`` holds calls labelled once more, blind, by somebody else. Compared
are labels a turn, as the shared evaluator counts them, responses to requests, and ratings.
"""

import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from analyser.codebook import LABELS
from models.fit_trust import spearman
from models.marked_calls import LabelledCall, read_folder
from models.train import TRAINING

SECOND: Final = TRAINING / "second_pass"
MIN_TURNS: Final = 5
Calls = dict[str, LabelledCall]


@dataclass(frozen=True, slots=True)
class LabelAgreement:
    """How two annotators used a label: turns where both did, where one of them alone did, and
    where neither did."""

    label: str
    both: int
    first_alone: int
    second_alone: int
    neither: int

    @property
    def turns(self) -> int:
        """Turns that bear the label by the first annotator."""
        return self.both + self.first_alone

    @property
    def f1(self) -> float:
        """0 to 1; neither annotator counts as the right one."""
        return 2 * self.both / max(1, 2 * self.both + self.first_alone + self.second_alone)

    @property
    def kappa(self) -> float:
        """Cohen's kappa: 1 where they always agree, 0 where they agree as often as by chance."""
        turns = self.both + self.first_alone + self.second_alone + self.neither
        agreed = (self.both + self.neither) / turns
        yes_first, yes_second = self.turns / turns, (self.both + self.second_alone) / turns
        by_chance = yes_first * yes_second + (1 - yes_first) * (1 - yes_second)
        return 1.0 if by_chance == 1 else (agreed - by_chance) / (1 - by_chance)


def main() -> int:
    """Exit code 0."""
    first, second = by_id(TRAINING), by_id(SECOND)
    print(
        f"{len(second)} calls, {sum(len(c.turns) for c in second.values())} turns, labelled twice"
    )
    found = agreements(first, second)
    for one in found:
        print(
            f"{one.label:20} F1 {one.f1:.3f}  kappa {one.kappa:.3f}  both {one.both:4}"
            f"  first alone {one.first_alone:3}  second alone {one.second_alone:3}"
        )
    scores = [one.f1 for one in found if one.turns >= MIN_TURNS]
    print(f"macro-F1 over labels with {MIN_TURNS} turns or more: {sum(scores) / len(scores):.3f}")
    for name, (same, of) in alike(first, second).items():
        print(f"{name}: {same} of {of} that both marked are judged alike")
    rated = ratings(first, second)
    if rated:
        import numpy as np

        a, b = np.array(rated, float).T
        print(f"trust ratings: Spearman {spearman(a, b):.3f} over {len(rated)} calls")
    return 0


def by_id(folder: Path) -> Calls:
    """The marked calls of a folder by id."""
    return {call.id: call for call in read_folder(folder)}


def agreements(first: Calls, second: Calls) -> list[LabelAgreement]:
    """Agreement on each label over the turns of the calls in ``second``."""
    counts = {label: Counter[tuple[bool, bool]]() for label in LABELS}
    for call_id, again in second.items():
        for one, two in zip(first[call_id].turns, again.turns, strict=True):
            a, b = ({name for names in t.labels for name in names} for t in (one, two))
            for label in LABELS:
                counts[label][label in a, label in b] += 1
    return [
        LabelAgreement(label, n[True, True], n[True, False], n[False, True], n[False, False])
        for label, n in counts.items()
    ]


def alike(first: Calls, second: Calls) -> dict[str, tuple[int, int]]:
    """Episodes that both marked: how many they judge alike, of how many."""
    pairs = [
        (a, b)
        for call_id, call in second.items()
        for a, b in zip(first[call_id].turns, call.turns, strict=True)
    ]
    requests = [(a.request, b.request) for a, b in pairs if a.request and b.request]
    cuts = [(a.cut, b.cut) for a, b in pairs if a.cut and b.cut]
    found = {"responses to requests": requests, "premature or earned": cuts}
    return {name: (sum(a == b for a, b in both), len(both)) for name, both in found.items()}


def ratings(first: Calls, second: Calls) -> list[tuple[int | None, int | None]]:
    """The two trust ratings of each call that both rated, 0 to 100."""
    return [
        (first[i].ratings["trust"], call.ratings["trust"])
        for i, call in second.items()
        if first[i].ratings and call.ratings
    ]


if __name__ == "__main__":
    sys.exit(main())
