"""Measure who-is-the-rep: ``python -m models.evaluate_roles``.

Takes names and roles out of labelled calls (``Speaker 1``, ``Speaker 2``, ... by first turn, so
the number says nothing beyond who speaks first) and compares what is inferred.
"""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from analyser.annotate import annotate
from analyser.ingest import read_bytes
from analyser.settings import Settings
from models import act_model
from models.evaluate import MISSING, read_rows


def main() -> int:
    """Exit code 0, or 2 where the shared calls are not there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path, nargs="?", default=Path("../shared"))
    args = parser.parse_args()
    folder = args.shared / "annotated"
    if not folder.is_dir():
        print(f"expected labelled calls in {folder}, found none there")
        return MISSING
    for split in ("dev", "train"):
        calls = read_rows(folder / f"{split}.calls.jsonl")
        _print_line(split, count(calls))
        for kind in ("sales", "bargaining", "persuasion"):
            chosen = {i: c for i, c in calls.items() if c["meta"]["kind"] == kind}
            _print_line(f"  {kind}", count(chosen))
    return 0


def count(calls: dict[str, dict[str, Any]]) -> Counter[str]:
    """Calls decided right, decided wrong, and undecided (some speaker's role unknown)."""
    seen: Counter[str] = Counter()
    for row in calls.values():
        names = {
            name: f"Speaker {n}"
            for n, name in enumerate(dict.fromkeys(t["speaker"] for t in row["turns"]), 1)
        }
        truth = {names[t["speaker"]]: t["role"] for t in row["turns"]}
        turns = [{"speaker": names[t["speaker"]], "text": t["text"]} for t in row["turns"]]
        (conversation,) = read_bytes(json.dumps({"turns": turns}).encode(), row["id"])
        call = annotate(conversation, Settings(), act_model())
        found = {speaker.name: speaker.role for speaker in call.speakers}
        if any(role is None for role in found.values()):
            seen["undecided"] += 1
        else:
            seen["right" if found == truth else "wrong"] += 1
    return seen


def _print_line(name: str, seen: Counter[str]) -> None:
    decided, total = seen["right"] + seen["wrong"], seen.total()
    print(
        f"{name:14} {total:4} calls  decided right {seen['right'] / max(1, decided):.3f} "
        f"({seen['right']} of {decided})  undecided {seen['undecided'] / max(1, total):.3f}"
    )


if __name__ == "__main__":
    sys.exit(main())
