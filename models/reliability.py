"""Do probabilities mean what they say? ``python -m models.reliability`` (``make calibration``).

Prints the expected calibration error (ECE) per label and overall, by turn, on held-out calls and,
where the shared calls are there, on dev, and draws the reliability diagram as SVG. A turn's
probability is the greatest of its sentences'. Most turns surely lack most labels, which flatters
the plain ECE: it is given again over turns of which the model is in doubt (0.1 or more).
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analyser.codebook import LABELS
from models import act_model
from models.calibrate import TurnScores, turn_scores
from models.train import gather
from models.training_data import annotated_calls

FIGURE: Final = Path(__file__).parent / "reliability.svg"
BINS: Final = 10
DOUBT: Final = 0.1
FEWEST: Final = 10
"""Bins with fewer turns are not drawn."""

SIDE: Final = 320
MARGIN: Final = 48
COLOURS: Final = ("#1f6f8b", "#c8553d", "#5b8c5a", "#7a5195")


@dataclass(frozen=True, slots=True)
class Bins:
    """Turns by their probability, arrays of shape ``(BINS,)``: how many, the mean probability and
    the share that bear the label (0 where there are none)."""

    turns: NDArray[np.int64]
    said: NDArray[np.float64]
    true: NDArray[np.float64]

    @property
    def ece(self) -> float | None:
        """Mean distance of said and true, weighed by turns, 0 to 1; None without turns."""
        if not self.turns.sum():
            return None
        return float((self.turns * np.abs(self.said - self.true)).sum() / self.turns.sum())


def main() -> int:
    """Exit code 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, help="folder with annotated/, where there is one")
    parser.add_argument("--figure", type=Path, default=FIGURE)
    args = parser.parse_args()
    model, shared = act_model(), args.shared if args.shared and args.shared.is_dir() else None
    calls = gather(shared).groups()
    if shared:
        calls["dev"] = [call for call, _ in annotated_calls(shared / "annotated", "dev")]
    groups = {name: turn_scores(model.classifier, found) for name, found in calls.items()}
    print("\n".join(table(groups)))
    args.figure.write_text(diagram(groups, model.version), encoding="utf-8")
    print(f"drawn: {args.figure}")
    return 0


def bins(scores: TurnScores, label: int | None = None, *, least: float = 0.0) -> Bins:
    """The turns that can bear the label, or all labels together, with ``least`` probability."""
    columns = slice(None) if label is None else slice(label, label + 1)
    logits, gold = scores.logits[:, columns], scores.gold[:, columns]
    with np.errstate(over="ignore"):
        p = 1 / (1 + np.exp(-logits))
    kept = np.isfinite(logits) & (p >= least)
    p, gold = p[kept], gold[kept]
    place = np.minimum((p * BINS).astype(int), BINS - 1)
    turns = np.bincount(place, minlength=BINS)
    some = np.maximum(turns, 1)
    return Bins(
        turns,
        np.bincount(place, p, BINS) / some,
        np.bincount(place, gold.astype(float), BINS) / some,
    )


def table(groups: Mapping[str, TurnScores]) -> list[str]:
    """Lines of a markdown table: ECE, and ECE in doubt, by label and group."""
    head = [f"{name}: ECE | in doubt | turns" for name in groups]
    lines = [f"| label | {' | '.join(head)} |", "|---" * (3 * len(groups) + 1) + "|"]
    names: list[tuple[str, int | None]] = [(label, n) for n, label in enumerate(LABELS)]
    for name, n in [*names, ("all", None)]:
        cells = []
        for scores in groups.values():
            borne = int(scores.gold.sum() if n is None else scores.gold[:, n].sum())
            shown = (bins(scores, n).ece, bins(scores, n, least=DOUBT).ece)
            cells += ["-" if ece is None else f"{ece:.3f}" for ece in shown] + [str(borne)]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return lines


def diagram(groups: Mapping[str, TurnScores], version: str) -> str:
    """An SVG: how often turns bear a label against the probability given, all labels together."""
    size, names = SIDE + 2 * MARGIN, list(groups)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" width="{size}" '
        f'height="{size}" font-family="sans-serif" font-size="11">',
        f'<rect width="{size}" height="{size}" fill="#fff"/>',
        _line([(0, 0), (1, 1)], "#bbb", "4 3"),
        _line([(0, 1), (0, 0), (1, 0)], "#444"),
        *(_text(n / 5, -0.05, f"{n / 5:.1f}", "middle") for n in range(6)),
        *(_text(-0.03, n / 5 - 0.01, f"{n / 5:.1f}", "end") for n in range(6)),
        _text(0.5, -0.11, "probability given", "middle"),
        _text(0, 1.04, "share that bears the label", "start"),
        _text(1, 1.04, version, "end"),
    ]
    for number, name in enumerate(names):
        found, colour = bins(groups[name]), COLOURS[number % len(COLOURS)]
        points = [
            (said, true)
            for turns, said, true in zip(found.turns, found.said, found.true, strict=True)
            if turns >= FEWEST
        ]
        parts.append(_line(points, colour))
        parts += [
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>'
            for x, y in (_at(*point) for point in points)
        ]
        parts.append(_text(0.04, 0.94 - 0.05 * number, name, "start", colour))
    return "\n".join([*parts, "</svg>\n"])


def _at(x: float, y: float) -> tuple[float, float]:
    return MARGIN + SIDE * x, MARGIN + SIDE * (1 - y)


def _line(points: Sequence[tuple[float, float]], colour: str, dashes: str = "none") -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in (_at(*point) for point in points))
    return (
        f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.5" '
        f'stroke-dasharray="{dashes}"/>'
    )


def _text(x: float, y: float, text: str, anchor: str, colour: str = "#222") -> str:
    left, top = _at(x, y)
    place = f'x="{left:.1f}" y="{top:.1f}" text-anchor="{anchor}"'
    return f'<text {place} fill="{colour}">{escape(text)}</text>'


if __name__ == "__main__":
    sys.exit(main())
