"""How well trackers hear by meaning: ``python -m models.evaluate_trackers``.

Sixteen trackers with 14 sentences each that mean the like (four of them are the examples) and ten
that only come near, beside 40 ordinary sentences: ``data/trackers/paraphrases.txt``. Ten of them
chose the layers and the way of matching; six were kept aside. Then again with four of those that
only come near given as ``not_these``, beside what is heard of the six others without them.
"""

import sys
from collections.abc import Sequence
from dataclasses import astuple, dataclass, field
from pathlib import Path
from typing import Final

import numpy as np

from models import act_model
from models.meaning import Meaning

PAIRS: Final = Path(__file__).parents[1] / "data" / "trackers" / "paraphrases.txt"
ORDINARY: Final = "ordinary"
MORE_EXAMPLES: Final = 8
WAYS: Final = ((0, 0), (4, 0), (4, 4))
"""How many near misses are put by, and how many of these are given as what is not meant."""


@dataclass(frozen=True, slots=True)
class Case:
    """A tracker to measure by; ``kept_aside`` says that it chose nothing."""

    name: str
    role: str
    kept_aside: bool
    examples: list[str] = field(default_factory=list)
    alike: list[str] = field(default_factory=list)
    near: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Found:
    """Counts of sentences taken for the like, of how many; ``put_by`` are near misses that are
    measured apart. ``above`` is the share of pairs of a sentence alike and one not alike that are
    ordered right."""

    hits: int
    alike: int
    near_alarms: int
    near: int
    ordinary_alarms: int
    ordinary: int
    put_by_alarms: int
    put_by: int
    above: float


def main() -> int:
    """Print recall and precision. Exit code 0."""
    cases = read_cases(PAIRS)
    meaning = act_model().meaning
    for name, kept_aside in (("chose how to match", False), ("kept aside", True)):
        chosen = [case for case in cases if case.kept_aside is kept_aside and case.examples]
        for more in (0, MORE_EXAMPLES - 4):
            print(f"{name}: {len(chosen)} trackers of {4 + more} examples")
            for put_by, given in WAYS:
                found = [
                    measured(meaning, case, ordinary_of(cases), more, put_by, given)
                    for case in chosen
                ]
                print(f"  {put_by} near misses put by, {given} given: {_line(found)}")
    return 0


def read_cases(path: Path) -> list[Case]:
    """The cases of a file; see its first lines."""
    cases: list[Case] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            name, *facts = (part.strip() for part in line[1:].split("|"))
            stated = dict(fact.split("=") for fact in facts)
            role = "customer" if stated.get("side") == "customer" else "rep"
            cases.append(Case(name, role, stated.get("set") == "test"))
        elif line[:2] in ("= ", "+ ", "- "):
            case = cases[-1]
            {"=": case.examples, "+": case.alike, "-": case.near}[line[0]].append(line[2:])
    return cases


def ordinary_of(cases: Sequence[Case]) -> list[str]:
    """The sentences that are a miss for every tracker."""
    return next(case.near for case in cases if case.name == ORDINARY)


def measured(
    meaning: Meaning, case: Case, ordinary: Sequence[str], more: int, put_by: int, not_these: int
) -> Found:
    """A case with its examples and so many ``more`` of the sentences alike as examples. So many
    near misses are ``put_by``, the first of them given as ``not_these``. It is measured on the
    rest."""
    examples, alike = [*case.examples, *case.alike[:more]], case.alike[more:]
    likeness = meaning.likeness(examples, case.role, not_these=case.near[:not_these])

    def scores(texts: Sequence[str]) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
        return likeness.score(meaning.vectors(texts, [case.role] * len(texts)))

    hits, near, plain = scores(alike), scores(case.near[put_by:]), scores(ordinary)
    aside = scores(case.near[:put_by])
    return Found(
        int((hits >= likeness.threshold).sum()),
        len(hits),
        int((near >= likeness.threshold).sum()),
        len(near),
        int((plain >= likeness.threshold).sum()),
        len(plain),
        int((aside >= likeness.threshold).sum()),
        len(aside),
        float((hits[:, None] > np.concatenate([near, plain])).mean()),
    )


def _line(found: Sequence[Found]) -> str:
    hits, alike, near_alarms, near, plain_alarms, plain, put_by_alarms, put_by = (
        sum(counts) for counts in zip(*(astuple(one)[:-1] for one in found), strict=True)
    )
    heard = hits + near_alarms + plain_alarms
    return (
        f"recall {hits / alike:.2f} ({hits} of {alike}), precision {hits / max(1, heard):.2f}; "
        f"taken for the like: {near_alarms} of {near} that come near, {plain_alarms} of {plain} "
        f"ordinary, {put_by_alarms} of {put_by} put by; pairs ordered right "
        f"{np.mean([one.above for one in found]):.3f}"
    )


if __name__ == "__main__":
    sys.exit(main())
