"""How many pairs of look-alikes are judged right: ``python -m models.evaluate_traps``.

Each pair is one sentence of a rep that bears a label and one that only looks like it, after the
same words of the customer. A pair counts when the first gets the label and the second does not.
Prints pairs right by label, as written and without punctuation, and the members that went wrong.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from analyser.codebook import known
from analyser.conversation import Conversation, Role, Turn
from analyser.pipeline import analyse_call
from models.evaluate import raw_text

PAIRS: Final = Path(__file__).parents[1] / "tests" / "traps" / "pairs.txt"
MORE_PAIRS: Final = PAIRS.with_name("more_pairs.txt")
THIRD_PAIRS: Final = PAIRS.with_name("third_pairs.txt")
"""Pairs that only check: nothing was chosen by them."""


@dataclass(frozen=True, slots=True)
class Pair:
    """``before`` is the customer's, ``true`` bears ``label`` and ``alike`` does not."""

    label: str
    before: str
    true: str
    alike: str


def main() -> int:
    """Exit code 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path, nargs="*", default=[PAIRS, MORE_PAIRS, THIRD_PAIRS])
    args = parser.parse_args()
    for path in args.pairs:
        pairs = read_pairs(path.read_text(encoding="utf-8"))
        for name, form in (("as written", str), ("unpunctuated", raw_text)):
            right, wrong = judged(pairs, form)
            of = Counter(pair.label for pair in pairs)
            print(f"{path.name}, {name}: {right.total()} of {len(pairs)} pairs right")
            print("  " + ", ".join(f"{label} {right[label]}/{n}" for label, n in of.items()))
            for line in wrong:
                print(f"  {line}")
    return 0


def read_pairs(text: str) -> list[Pair]:
    """Pairs from blocks of four lines: the label, ``C: ...``, ``+ ...``, ``- ...``.

    Raises ValueError for a block of another shape or a label that the codebook lacks.
    """
    lines = "\n".join(line for line in text.splitlines() if not line.startswith("//"))
    return list(map(_pair, filter(str.strip, lines.split("\n\n"))))


def _pair(block: str) -> Pair:
    lines = block.strip().splitlines()
    if [line[:2] for line in lines[1:]] != ["C:", "+ ", "- "]:
        raise ValueError(f"expected a label, then lines with C:, + and -, found {block!r}")
    (label,) = known(lines[0].strip())
    return Pair(label, *(line[2:].strip() for line in lines[1:]))


def judged(pairs: list[Pair], form: Callable[[str], str]) -> tuple[Counter[str], list[str]]:
    """Right pairs by label, and each wrong member as a line of text."""
    right: Counter[str] = Counter()
    wrong = []
    for pair in pairs:
        mistakes = list(_mistakes(pair, form))
        right[pair.label] += not mistakes
        wrong += mistakes
    return right, wrong


def _mistakes(pair: Pair, form: Callable[[str], str]) -> Iterator[str]:
    for said, bears in ((pair.true, True), (pair.alike, False)):
        turns = (
            Turn("Raj", form(pair.before), Role.CUSTOMER),
            Turn("Ann", form(said), Role.REP),
        )
        report = analyse_call(Conversation("pair", turns))
        found = {label for s in report.to_dict()["turns"][1]["sentences"] for label in s["labels"]}
        if (pair.label in found) != bears:
            yield f"{pair.label} {'missed' if bears else 'seen'}: {form(said)} {sorted(found)}"


if __name__ == "__main__":
    sys.exit(main())
