"""Fit the trust score of the profile: ``python -m models.fit_trust --help``.

Reads rated calls: others' sales calls, and those of ours that were written without labels in view,
since who plans a call by the labels rates it by them. Takes each signal's score from the report
and fits weights of ``LEAST`` or more, with shrinkage, so that a base plus the weighted distances
from 50 comes near the rated trust; then the interval that holds four of five calls in four of five
groups left out. ``--write`` puts base, weights and interval into the profile. Calls are left out by
batch of writing or by source, so that no fold knows the hand of another. The dev calls are never
read.
"""

import argparse
import json
import re
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from analyser.conversation import Conversation, Role, Turn
from analyser.ingest import read_bytes
from analyser.pipeline import analyse_call
from analyser.profile_file import SHELF
from analyser.scoring import NEUTRAL, THIN_WORDS
from models.evaluate import read_rows
from models.marked_calls import LabelledCall, read_folder
from models.train import TRAINING, UNPLANNED

Matrix = NDArray[np.float64]
SHRINKAGE: Final = (1.0, 3.0, 10.0, 30.0, 100.0)
"""How strongly weights are drawn to ``PRIOR``, in ten thousand squared points of score."""

PRIOR: Final = 0.1
"""The weight of a signal of which the ratings tell nothing."""

LEAST: Final = 0.03
"""No fitted weight is less. Who rates single calls tells little of some signals beside candour and
overpromising; the principles count them all the same, and a coach who sees one move expects trust
to move with it."""

TOLERANCE: Final = 1.03
"""The strongest shrinkage is taken whose error is no more than this many times the least."""

ANNOTATED_WEIGHT: Final = 3.0
"""An annotated call counts as three: there are few, from other hands, and the act model has seen
less of them."""

HELD: Final = {"talk_listen": 0.15}
"""Weights that are not fitted. Those who write calls keep the shares of talk alike, so written
calls tell nothing of listening; in the sales dialogues of others it goes with trust: rank
correlation 0.59 over 38, and with this weight 0.73 in place of 0.69 for the score of those left
out."""

ENDS: Final = 0.03
"""The mean rating of so many calls with the lowest and highest sums is where trust ends."""

WIDEST: Final = 2.75
"""An interval so many times as wide as with full evidence tells nothing."""

ROUNDS: Final = 300
HOLDS: Final = 0.8
PROFILE: Final = SHELF / "default.toml"


@dataclass(frozen=True)
class Rated:
    """Rated calls: ``scores`` ``(n_calls, n_signals)`` with NaN where absent, ``trust`` 0 to 100,
    ``words``, the batch or source of each, and what each counts."""

    names: list[str]
    scores: Matrix
    trust: Matrix
    words: Matrix
    groups: NDArray[np.str_]
    counts: Matrix

    @property
    def distances(self) -> Matrix:
        """Distances from 50, 0 where absent."""
        return np.where(np.isnan(self.scores), 0.0, self.scores - NEUTRAL)


@dataclass(frozen=True)
class Fit:
    """Trust = ``base`` + distances @ ``weights``, between ``lowest`` and ``highest``."""

    base: float
    weights: Matrix
    lowest: float = 0.0
    highest: float = 100.0

    def trust(self, distances: Matrix) -> Matrix:
        return np.clip(self.base + distances @ self.weights, self.lowest, self.highest)


def main() -> int:
    """Exit code 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, help="folder with annotated/")
    parser.add_argument("--write", type=Path, nargs="?", const=PROFILE, metavar="PROFILE.toml")
    args = parser.parse_args()
    rows = [
        (written(call), float(trust), call.id.split("-")[0], 1.0)
        for call in read_folder(TRAINING)
        if call.id.startswith(UNPLANNED) and (trust := call.ratings.get("trust")) is not None
    ]
    if args.shared and args.shared.is_dir():
        rows += annotated(args.shared / "annotated")
    rated = table(rows)
    print(f"{len(rated.trust)} rated calls, {len(rated.names)} signals")
    left_out = {strength: cross_validated(rated, strength) for strength in SHRINKAGE}
    errors = {strength: _error(rated, guess) for strength, guess in left_out.items()}
    best = max(s for s, error in errors.items() if error <= TOLERANCE * min(errors.values()))
    guess = left_out[best]
    print(f"shrinkage {best:g}: Spearman on batches left out {spearman(guess, rated.trust):.3f}")
    others = rated.counts > 1
    if others.any():
        rho = spearman(guess[others], rated.trust[others])
        print(f"of these {others.sum()} annotated calls: {rho:.3f}")
    held = held_weights(rated.names)
    fit = with_ends(fitted(rated.distances, rated.trust, rated.counts, best, held), rated)
    interval = fitted_interval(rated, fit, guess)
    widest = WIDEST * interval
    print(
        f"base {fit.base:.1f}, from {fit.lowest:.0f} to {fit.highest:.0f}, interval "
        f"{interval:.1f} with full evidence, {widest:.1f} at most"
    )
    _print_coverage(rated, guess, interval, fit)
    for name, weight, seen in zip(
        rated.names, fit.weights, (~np.isnan(rated.scores)).mean(0), strict=True
    ):
        print(f"{name:20} weight {weight:.3f}   has a score in {seen:.0%} of calls")
    if args.write:
        text = args.write.read_text(encoding="utf-8")
        args.write.write_text(with_fit(text, rated.names, fit, interval, widest), encoding="utf-8")
    return 0


def written(call: LabelledCall) -> Conversation:
    """A written call as a conversation with its roles."""
    turns = tuple(
        Turn(turn.speaker, " ".join(turn.sentences), Role(turn.role)) for turn in call.turns
    )
    return Conversation(call.id, turns)


def annotated(folder: Path) -> list[tuple[Conversation, float, str, float]]:
    """The rated sales calls of the train split: call, mean trust rating, source and count."""
    calls, gold = (read_rows(folder / f"train.{kind}.jsonl") for kind in ("calls", "gold"))
    out = []
    for call_id, call in calls.items():
        ratings: list[dict[str, Any]] = gold[call_id].get("ratings_100") or []
        if ratings:
            (conversation,) = read_bytes(json.dumps(call).encode(), call_id)
            trust = float(np.mean([r["trust"] for r in ratings]))
            out.append((conversation, trust, str(call["meta"].get("source")), ANNOTATED_WEIGHT))
    return out


def table(rows: list[tuple[Conversation, float, str, float]]) -> Rated:
    """The scores of rated calls; calls whose sides nobody can tell are left out."""
    found = []
    for conversation, trust, group, count in rows:
        report = analyse_call(conversation).to_dict()
        by_name = {n: s["score"] for n, s in report["signals"].items()}
        words = sum(p["words"] for p in report["participants"])
        if any(score is not None for score in by_name.values()):
            found.append((by_name, trust, words, group, count))
    names = [n for n in found[0][0] if any(row[n] is not None for row, *_ in found)]
    scores = [[np.nan if row[n] is None else row[n] for n in names] for row, *_ in found]
    trusts, words, groups, counts = zip(*(row[1:] for row in found), strict=True)
    return Rated(
        names,
        np.array(scores, np.float64),
        np.array(trusts, np.float64),
        np.array(words, np.float64),
        np.array(groups),
        np.array(counts, np.float64),
    )


def held_weights(names: list[str]) -> Matrix:
    """The weights of ``HELD`` in the order of names, NaN for those that are fitted."""
    return np.array([HELD.get(name, np.nan) for name in names])


def fitted(distances: Matrix, trust: Matrix, counts: Matrix, strength: float, held: Matrix) -> Fit:
    """Least squares with weights of ``LEAST`` or more, drawn to ``PRIOR`` with this strength.

    One weight after the other is set to its best value, round after round; ``held`` ones stay.
    """
    weights = np.where(np.isnan(held), PRIOR, held)
    rest = trust - distances @ weights
    base = 0.0
    squares = (counts[:, None] * distances**2).sum(0) + strength * 1e4
    for _ in range(ROUNDS):
        shift = float(np.average(rest, weights=counts))
        base, rest = base + shift, rest - shift
        for n in np.flatnonzero(np.isnan(held)):
            pull = (counts * distances[:, n]) @ rest - strength * 1e4 * (weights[n] - PRIOR)
            step = max(LEAST - weights[n], pull / squares[n])
            weights[n] += step
            rest = rest - step * distances[:, n]
    return Fit(base, weights)


def with_ends(fit: Fit, rated: Rated) -> Fit:
    """The fit that goes no further than what raters gave to those it finds worst and best."""
    sums = fit.base + rated.distances @ fit.weights
    count = max(1, round(ENDS * len(sums)))
    order = np.argsort(sums, kind="stable")
    lowest, highest = (float(rated.trust[part].mean()) for part in (order[:count], order[-count:]))
    ends = round(min(lowest, fit.base)), round(max(highest, fit.base))
    return replace(fit, lowest=float(ends[0]), highest=float(ends[1]))


def cross_validated(rated: Rated, strength: float) -> Matrix:
    """The trust of each call by a fit that saw no call of its batch or source."""
    guess = np.zeros(len(rated.trust))
    distances = rated.distances
    for group in sorted(set(rated.groups.tolist())):
        out = rated.groups == group
        fit = fitted(
            distances[~out],
            rated.trust[~out],
            rated.counts[~out],
            strength,
            held_weights(rated.names),
        )
        guess[out] = fit.trust(distances[out])
    return guess


def _error(rated: Rated, guess: Matrix) -> float:
    return float(np.average((guess - rated.trust) ** 2, weights=rated.counts))


def fitted_interval(rated: Rated, fit: Fit, guess: Matrix) -> float:
    """The points either way, at full evidence and in a long call, that hold four of five calls in
    four of five groups left out, batches of writing and sources alike; see
    ``scoring._half_width``. A source that comes new is off as a whole: over calls alone, large
    sources would hide that."""
    missed = np.abs(guess - rated.trust) / _wider(rated, fit)
    parts = (rated.counts > 1, rated.counts <= 1)
    return max(
        float(np.quantile(_needed(missed[part], rated.groups[part]), HOLDS))
        for part in parts
        if part.any()
    )


def _needed(missed: Matrix, groups: NDArray[np.str_]) -> list[float]:
    """Per group what holds four of five of its calls."""
    return [float(np.quantile(missed[groups == name], HOLDS)) for name in np.unique(groups)]


def _wider(rated: Rated, fit: Fit) -> Matrix:
    evidence = (~np.isnan(rated.scores) @ fit.weights) / fit.weights.sum()
    wider: Matrix = (2.0 - evidence) * (1.0 + THIN_WORDS / np.maximum(1.0, rated.words))
    return wider


def _print_coverage(rated: Rated, guess: Matrix, interval: float, fit: Fit) -> None:
    inside = np.abs(guess - rated.trust) <= interval * _wider(rated, fit)
    for name, part in (("written", rated.counts <= 1), ("annotated", rated.counts > 1)):
        if part.any():
            names = np.unique(rated.groups[part])
            held = [inside[part & (rated.groups == one)].mean() >= HOLDS for one in names]
            print(
                f"ratings within the interval, {name} calls left out: {inside[part].mean():.0%}; "
                f"four of five of them in {sum(held)} of {len(held)} groups"
            )


def with_fit(profile: str, names: list[str], fit: Fit, interval: float, widest: float) -> str:
    """The text of a profile with new figures; its curves and comments stay."""
    profile = re.sub(r"(?m)^base = [\d.]+", f"base = {fit.base:.1f}", profile)
    profile = re.sub(r"(?m)^lowest = [\d.]+", f"lowest = {fit.lowest:.0f}", profile)
    profile = re.sub(r"(?m)^highest = [\d.]+", f"highest = {fit.highest:.0f}", profile)
    profile = re.sub(r"(?m)^interval = [\d.]+", f"interval = {interval:.1f}", profile)
    profile = re.sub(r"(?m)^widest = [\d.]+", f"widest = {widest:.1f}", profile)
    for name, weight in zip(names, fit.weights, strict=True):
        profile = re.sub(
            rf"(?ms)(^\[signals\.{name}\]$.*?^weight = )[\d.]+",
            rf"\g<1>{weight:.3f}",
            profile,
            count=1,
        )
    return profile


def spearman(a: Matrix, b: Matrix) -> float:
    """Rank correlation; ties get their mean rank."""
    import pandas as pd

    return float(pd.Series(a).rank().corr(pd.Series(b).rank()))


if __name__ == "__main__":
    sys.exit(main())
