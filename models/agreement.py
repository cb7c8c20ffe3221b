"""How far two annotators agree: ``python -m models.agreement``.

``data/training/second_pass`` holds calls labelled once more, blind, by somebody else. Compared
are labels a turn, as the shared evaluator counts them, responses to requests, and ratings.
"""

import sys
from collections import Counter
from pathlib import Path
from typing import Final

from analyser.codebook import LABELS
from models.fit_trust import spearman
from models.marked_calls import LabelledCall, read_folder
from models.train import TRAINING

SECOND: Final = TRAINING / "second_pass"
MIN_TURNS: Final = 5


def main() -> int:
    """Exit code 0."""
    first, second = by_id(TRAINING), by_id(SECOND)
    counts = {label: Counter[str]() for label in LABELS}
    for call_id, again in second.items():
        for one, two in zip(first[call_id].turns, again.turns, strict=True):
            a, b = ({name for names in t.labels for name in names} for t in (one, two))
            for label in LABELS:
                counts[label][f"{label in a}{label in b}"] += 1
    print(
        f"{len(second)} calls, {sum(len(c.turns) for c in second.values())} turns, labelled twice"
    )
    scores = []
    for label, count in counts.items():
        both, turns = count["TrueTrue"], count.total()
        first_only, second_only = count["TrueFalse"], count["FalseTrue"]
        f1 = 2 * both / max(1, 2 * both + first_only + second_only)
        if both + first_only >= MIN_TURNS:
            scores.append(f1)
        print(
            f"{label:20} F1 {f1:.3f}  kappa {kappa(count, turns):.3f}  both {both:4}"
            f"  first alone {first_only:3}  second alone {second_only:3}"
        )
    print(f"macro-F1 over labels with {MIN_TURNS} turns or more: {sum(scores) / len(scores):.3f}")
    _print_episodes(first, second)
    return 0


def by_id(folder: Path) -> dict[str, LabelledCall]:
    """The marked calls of a folder by id."""
    return {call.id: call for call in read_folder(folder)}


def kappa(count: Counter[str], turns: int) -> float:
    """Cohen's kappa of two yes-no judgements of ``turns`` turns."""
    agreed = (count["TrueTrue"] + count["FalseFalse"]) / turns
    yes_first = (count["TrueTrue"] + count["TrueFalse"]) / turns
    yes_second = (count["TrueTrue"] + count["FalseTrue"]) / turns
    by_chance = yes_first * yes_second + (1 - yes_first) * (1 - yes_second)
    return 1.0 if by_chance == 1 else (agreed - by_chance) / (1 - by_chance)


def _print_episodes(first: dict[str, LabelledCall], second: dict[str, LabelledCall]) -> None:
    pairs = [
        (a, b)
        for call_id, call in second.items()
        for a, b in zip(first[call_id].turns, call.turns, strict=True)
    ]
    requests = [(a.request, b.request) for a, b in pairs if a.request and b.request]
    cuts = [(a.cut, b.cut) for a, b in pairs if a.cut and b.cut]
    for name, found in (("responses to requests", requests), ("premature or earned", cuts)):
        same = sum(a == b for a, b in found)
        print(f"{name}: {same} of {len(found)} that both marked are judged alike")
    rated = [
        (first[i].ratings["trust"], call.ratings["trust"])
        for i, call in second.items()
        if first[i].ratings and call.ratings
    ]
    if rated:
        import numpy as np

        a, b = np.array(rated, float).T
        print(f"trust ratings: Spearman {spearman(a, b):.3f} over {len(rated)} calls")


if __name__ == "__main__":
    sys.exit(main())
