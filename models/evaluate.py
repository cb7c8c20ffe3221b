"""Measure on the labelled dev calls with the shared evaluator: ``python -m models.evaluate``.

Prints its table for all calls, then macro-F1 by kind of call, how far trust scores order the sales
calls as their ratings on the whole scale do, and all again with punctuation and case taken out;
then how often what accuses a rep is right. Nothing is trained or tuned on these calls.
"""

import argparse
import importlib.util
import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analyser.ingest import read_bytes
from analyser.pipeline import analyse_call
from models.accusations import accusations

KINDS: Final = ("sales", "bargaining", "persuasion")
MISSING: Final = 2
LEAST_RATED: Final = 5
DRAWS: Final = 2000
Row = dict[str, Any]


def main() -> int:
    """Exit code 0, or 2 where the shared calls are not there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path, nargs="?", default=Path("../shared"))
    parser.add_argument("--split", default="dev", choices=("dev", "train"))
    args = parser.parse_args()
    evaluator = args.shared / "eval" / "evaluate.py"
    if not evaluator.exists():
        print(f"expected the evaluator and labelled calls in {args.shared}, found none there")
        return MISSING
    shared = _loaded(evaluator)
    score = shared.evaluate
    calls = read_rows(args.shared / "annotated" / f"{args.split}.calls.jsonl")
    gold = read_rows(args.shared / "annotated" / f"{args.split}.gold.jsonl")
    predicted = reports(calls.values())
    result = score(gold, predicted)
    _print_table(result)
    groups = {"all": (gold, predicted)}
    for kind in KINDS:
        ids = {i for i, call in calls.items() if call["meta"]["kind"] == kind}
        groups[kind] = _only(gold, ids), _only(predicted, ids)
        print(f"{kind:18} {len(ids):3} calls  {_line(score(*groups[kind]))}")
    _print_trust(gold, predicted)
    raw = {i: as_raw(call) for i, call in calls.items()}
    groups["unpunctuated"] = {i: _raw_gold(row) for i, row in gold.items()}, reports(raw.values())
    print(f"{'unpunctuated':18} {len(raw):3} calls  {_line(score(*groups['unpunctuated']))}")
    print(f"\n{'what accuses a rep':20} {'calls':14} precision, 95 % interval, counts")
    for name, group in groups.items():
        for what, tally in accusations(*group, shared.match_within_one).items():
            print(f"{what:20} {name:14} {tally.line()}")
    return 0


def _print_trust(gold: dict[str, Row], predicted: dict[str, Row]) -> None:
    rated = [
        (np.mean([r["trust"] for r in g["ratings_100"]]), predicted[i]["trust_score"])
        for i, g in gold.items()
        if g.get("ratings_100") and predicted[i]["trust_score"] is not None
    ]
    withheld = sum(bool(g.get("ratings_100")) for g in gold.values()) - len(rated)
    if len(rated) < LEAST_RATED:
        print("trust ratings 0 to 100: too few rated calls")
        return
    pairs = np.array(rated, np.float64)
    low, high = spearman_interval(pairs)
    inside = [
        low_end <= g <= high_end
        for i, row in gold.items()
        if row.get("ratings_100") and (ends := predicted[i]["trust"]["interval"])
        for g in [np.mean([r["trust"] for r in row["ratings_100"]])]
        for low_end, high_end in [ends]
    ]
    print(
        f"trust and mean rating 0 to 100: Spearman {_spearman(pairs):.3f} "
        f"(95 % interval {low:.2f} to {high:.2f}) on {len(pairs)} calls, {withheld} withheld; "
        f"rating within the score's interval on {np.mean(inside):.0%}"
    )


def spearman_interval(pairs: NDArray[np.float64]) -> tuple[float, float]:
    """The 95 % interval of the rank correlation of pairs ``(n, 2)``, by drawing calls anew."""
    dice = np.random.default_rng(0)
    drawn = [_spearman(pairs[dice.integers(0, len(pairs), len(pairs))]) for _ in range(DRAWS)]
    low, high = np.nanquantile(drawn, (0.025, 0.975))
    return float(low), float(high)


def _spearman(pairs: NDArray[np.float64]) -> float:
    ranks = pd.DataFrame(pairs).rank()
    return float(ranks[0].corr(ranks[1]))


def read_rows(path: Path) -> dict[str, Row]:
    """Rows of a JSONL file by id."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return {row["id"]: row for row in map(json.loads, filter(str.strip, lines))}


def reports(calls: Iterable[Row]) -> dict[str, Row]:
    """The report of each call by its id, through the one road."""
    out = {}
    for call in calls:
        (conversation,) = read_bytes(json.dumps(call).encode(), call["id"])
        out[call["id"]] = analyse_call(conversation).to_dict()
    return out


def as_raw(call: Row) -> Row:
    """The call in lower case without punctuation, as plain speech recognition writes it."""
    turns = [{**turn, "text": raw_text(turn["text"])} for turn in call["turns"]]
    return {**call, "turns": turns}


def raw_text(text: str) -> str:
    """Lower case, no marks but apostrophes within words, and signs of money and percent.

    >>> raw_text("Well, it's $1,200.50 -- okay?")
    "well it's $1200.50 okay"
    """
    text = re.sub(r"(?<=\d),(?=\d)", "", text.lower().replace("’", "'"))
    text = re.sub(r"(?<!\d)[.]|[.](?!\d)|[^\w\s'.%$£€&@/+]", " ", text)
    return " ".join(re.sub(r"(?<!\w)'|'(?!\w)", " ", text).split()) or "-"


def _raw_gold(row: Row) -> Row:
    marks = [{**s, "quote": raw_text(s["quote"])} for s in row["sentences"]]
    return {**row, "sentences": marks}


def _only(rows: dict[str, Row], ids: set[str]) -> dict[str, Row]:
    return {i: row for i, row in rows.items() if i in ids}


def _line(result: Row) -> str:
    spearman = result["trust_spearman"]
    return (
        f"macro-F1 {result['macro_f1']:.3f}  micro-F1 {result['micro_f1']:.3f}  "
        f"requests {result['requests']['f1']:.3f} "
        f"(response right {result['requests']['response_right']:.3f})  "
        f"premature cuts {result['premature_cut_f1']:.3f}  "
        f"trust {'-' if spearman is None else format(spearman, '.3f')}"
    )


def _print_table(result: Row) -> None:
    print(f"{'label':20} {'F1':>6} {'prec.':>6} {'recall':>6} {'turns':>6}")
    for name, c in result["labels"].items():
        tp, fp, fn = (c.get(key, 0) for key in ("tp", "fp", "fn"))
        precision = tp / (tp + fp) if tp + fp else 0.0
        recall = tp / (tp + fn) if tp + fn else 0.0
        print(f"{name:20} {c['f1']:6.3f} {precision:6.3f} {recall:6.3f} {tp + fn:6}")
    for key in ("requests", "cuts"):
        print(key, {k: round(v, 3) if isinstance(v, float) else v for k, v in result[key].items()})
    for key in ("missing", "found_at"):
        print(f"{key:18} {result[key]}")
    print(f"{'all':18} {result['calls']:3} calls  {_line(result)}")


def _loaded(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("shared_evaluate", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path.name} is no Python module")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    sys.exit(main())
