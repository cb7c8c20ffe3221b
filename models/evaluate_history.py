"""Measure the ledger and the contradictions on accounts with known fates.

``python -m models.evaluate_history [CALLS.jsonl GOLD.jsonl]``; without files the history sample. A
promise is right where the ledger has it, from the same turn, with the same fate.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from analyser.history import analyse_history
from analyser.history.past_call import Fate

ROOT: Final = Path(__file__).parents[1]
CALLS: Final = ROOT / "data" / "samples" / "history" / "calls.jsonl"
GOLD: Final = ROOT / "data" / "history" / "sample.gold.jsonl"
SAME_WORDS: Final = 0.6
NEAR_TURNS: Final = 1
Row = dict[str, Any]


@dataclass(frozen=True)
class HistoryScores:
    """``fates`` counts (gold, found) pairs of fates, None where one side lacks the promise;
    ``evidence`` of ``settled`` promises have theirs within a turn of where the gold has it."""

    fates: Counter[tuple[str | None, str | None]]
    evidence: int
    settled: int
    contradictions: int
    contradictions_found: int
    contradictions_right: int

    def right(self, fate: str | None = None) -> int:
        """Promises with the right fate: of one fate, or all."""
        return sum(n for (a, b), n in self.fates.items() if a == b and fate in (None, a))

    def gold(self, fate: str | None = None) -> int:
        return sum(n for (a, _), n in self.fates.items() if a and fate in (None, a))

    def found(self, fate: str | None = None) -> int:
        return sum(n for (_, b), n in self.fates.items() if b and fate in (None, b))


def main() -> int:
    """Print the table; exit code 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("calls", type=Path, nargs="?", default=CALLS)
    parser.add_argument("gold", type=Path, nargs="?", default=GOLD)
    args = parser.parse_args()
    scores = measure(args.calls, args.gold)
    print(f"{'fate':14} {'gold':>5} {'found':>6} {'right':>6} {'prec.':>6} {'recall':>7}")
    for fate in (*(fate.value for fate in Fate), None):
        right, gold, found = scores.right(fate), scores.gold(fate), scores.found(fate)
        shares = f"{_share(right, found):6.2f} {_share(right, gold):7.2f}"
        print(f"{fate or 'all':14} {gold:5} {found:6} {right:6} {shares}")
    print(f"evidence in the right place: {scores.evidence} of {scores.settled}")
    print(
        f"contradictions: {scores.contradictions_right} of {scores.contradictions} found, "
        f"{scores.contradictions_found - scores.contradictions_right} false"
    )
    return 0


def measure(calls: Path, gold: Path) -> HistoryScores:
    """Compare the history of the calls with the gold, a row an account."""
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    found = {view["account"]: view for view in analyse_history(calls).to_dict()["accounts"]}
    fates: Counter[tuple[str | None, str | None]] = Counter()
    evidence = settled = disagreeing = disagreeing_found = disagreeing_right = 0
    for row in rows:
        view = found[row["account"]]
        left = list(view["ledger"])
        for promise in row["promises"]:
            entry = _taken(left, promise)
            fates[promise["fate"], entry["fate"] if entry else None] += 1
            if entry and entry["evidence"] and promise["evidence"]:
                settled += 1
                evidence += _near(entry["evidence"], promise["evidence"])
        fates.update((None, entry["fate"]) for entry in left)
        disagreeing += len(row["contradictions"])
        disagreeing_found += len(view["contradictions"])
        disagreeing_right += len(_pairs(row["contradictions"]) & _pairs(view["contradictions"]))
    return HistoryScores(
        fates, evidence, settled, disagreeing, disagreeing_found, disagreeing_right
    )


def _taken(entries: list[Row], promise: Row) -> Row | None:
    """The entry of a promise, taken off the list; None where there is none."""
    for entry in entries:
        place = entry["call"], entry["turn"], entry["by"]
        if place == (promise["call"], promise["turn"], promise["by"]) and _alike(entry, promise):
            entries.remove(entry)
            return entry
    return None


def _alike(entry: Row, promise: Row) -> bool:
    a, b = (one["quote"].lower().split() for one in (entry, promise))
    return len(set(a) & set(b)) >= SAME_WORDS * min(len(set(a)), len(set(b)))


def _near(one: Row, other: Row) -> bool:
    return bool(one["call"] == other["call"] and abs(one["turn"] - other["turn"]) <= NEAR_TURNS)


def _pairs(rows: Iterable[Row]) -> set[tuple[Any, ...]]:
    return {
        tuple(row[side][key] for side in ("earlier", "later") for key in ("call", "turn"))
        for row in rows
    }


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


if __name__ == "__main__":
    sys.exit(main())
