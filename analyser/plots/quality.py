"""Pictures of how good the engine is."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from analyser.intervals import share_interval
from analyser.page.words import label_words
from analyser.plots.picture import INK, LINE, MUTED, ROLES, Picture, drawing, nothing

if TYPE_CHECKING:
    import pandas as pd

LEAST: Final = 8
"""Fewer turns than this are too thin for a figure."""


def calibration(stated: Sequence[float], true: Sequence[bool], *, bins: int = 10) -> Picture:
    """How often something was so, where it was said to be so with a probability.

    ``stated`` are 0 to 1, ``true`` one for each. Points with 95 % intervals and counts; on the
    line is right.
    """
    said, was = np.asarray(stated, float), np.asarray(true, bool)
    with drawing("Stated and found; beside each point how many", width=5, height=4.6) as (
        figure,
        axes,
    ):
        if not len(said):
            nothing(axes, "nothing to compare")
            return Picture(figure)
        place = np.minimum((said * bins).astype(int), bins - 1)
        axes.plot([0, 1], [0, 1], "--", color=MUTED, lw=1)
        for number in np.unique(place):
            own = place == number
            hits, n, x = int(was[own].sum()), int(own.sum()), float(said[own].mean())
            axes.plot([x, x], share_interval(hits, n), "-", color=ROLES["rep"], lw=2)
            axes.plot(x, hits / n, "o", color=ROLES["rep"], ms=6)
            axes.annotate(f"{n}", (x, hits / n), xytext=(7, -9), textcoords="offset points", size=8)
        axes.set(
            xlabel="stated probability",
            ylabel="share that was so",
            xlim=(-0.02, 1.08),
            ylim=(-0.04, 1.02),
        )
    return Picture(figure)


def label_quality(labels: "pd.DataFrame", people: "pd.DataFrame") -> Picture:
    """F1 of each label, 0 to 1: the engine's (disc) beside that of two annotators (diamond).

    Both frames have ``label``, ``turns`` and ``f1``; a label that one of them lacks has no mark. A
    hollow mark rests on fewer than ``LEAST`` turns.
    """
    own, theirs = _f1(labels), _f1(people)
    turns = dict(zip(labels["label"], labels["turns"], strict=True))
    names = sorted(own, key=lambda name: -1.0 if (f1 := own[name]) is None else f1, reverse=True)
    with drawing("F1 by label", height=1.4 + 0.26 * max(2, len(names))) as (figure, axes):
        if not names:
            nothing(axes, "no labels")
            return Picture(figure)
        for row, name in enumerate(names):
            marks = own[name], theirs.get(name)
            known = [value for value in marks if value is not None]
            axes.plot(known, [row] * len(known), "-", color=LINE, lw=3, zorder=1)
            for value, shape, colour in zip(marks, "oD", (ROLES["rep"], MUTED), strict=True):
                if value is not None:
                    thin = shape == "o" and turns[name] < LEAST
                    fill = "white" if thin else colour
                    axes.plot(value, row, shape, color=colour, mfc=fill, ms=6)
        for shape, colour, word in (("o", ROLES["rep"], "the engine"), ("D", MUTED, "two people")):
            axes.plot([], [], shape, color=colour, ms=6, label=word)
        words = [f"{label_words(name)}  (n = {turns[name]})" for name in names]
        axes.set_yticks(range(len(names)), words, color=INK)
        axes.set_ylim(len(names) - 0.4, -0.6)
        axes.set_xlim(-0.02, 1.02)
        figure.legend(loc="outside lower center", ncols=2, frameon=False)
    return Picture(figure)


def _f1(frame: "pd.DataFrame") -> dict[str, float | None]:
    """F1 by label, None where it is absent."""
    found = zip(frame["label"], frame["f1"].astype(float), strict=True)
    return {label: None if np.isnan(f1) else f1 for label, f1 in found}
