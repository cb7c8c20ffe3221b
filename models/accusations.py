"""How often what is said against a rep is right: precision with counts and a Wilson interval."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from analyser.intervals import share_interval

ACCUSING_LABELS: Final = ("promise.over", "pressure")
PREMATURE: Final = "premature cut"

Rows = Mapping[str, Mapping[str, Any]]
Match = Callable[[Sequence[int], Sequence[int]], Sequence[tuple[int, int]]]
"""Pairs gold turns with predicted turns, by their places in the two lists."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How often it was said, and how often of these rightly."""

    right: int
    said: int

    def line(self) -> str:
        """Precision, interval of 95 % and counts; a dash where nothing was said."""
        if not self.said:
            return "     -                    0 of 0"
        low, high = share_interval(self.right, self.said)
        share = self.right / self.said
        return f"{share:6.3f}  {low:.3f} to {high:.3f}  {self.right:3} of {self.said}"


def accusations(gold: Rows, predicted: Rows, match: Match) -> dict[str, Tally]:
    """Labels by turn, premature cuts by ``match``, over all calls of ``gold``."""
    found = {label: _labels(label, gold, predicted) for label in ACCUSING_LABELS}
    return found | {PREMATURE: _premature(gold, predicted, match)}


def _labels(label: str, gold: Rows, predicted: Rows) -> Tally:
    right = said = 0
    for call_id, row in gold.items():
        want = {s["turn"] for s in row["sentences"] if label in s["labels"]}
        turns = predicted.get(call_id, {}).get("turns", [])
        have = {n for n, t in enumerate(turns) if any(label in s["labels"] for s in t["sentences"])}
        right, said = right + len(want & have), said + len(have)
    return Tally(right, said)


def _premature(gold: Rows, predicted: Rows, match: Match) -> Tally:
    right = said = 0
    for call_id, row in gold.items():
        cuts = predicted.get(call_id, {}).get("price_cuts", [])
        have = [cut["turn"] for cut in cuts if cut["premature"]]
        want = [cut["turn"] for cut in row.get("cuts", []) if cut["premature"]]
        right, said = right + len(match(want, have)), said + len(have)
    return Tally(right, said)
