"""Pictures of many calls: who, when, and how sure."""

from typing import TYPE_CHECKING, Final

import numpy as np
from matplotlib.dates import date2num

from analyser.intervals import mean_interval
from analyser.page.words import signal_words, spaced
from analyser.plots.picture import (
    FAINT,
    INK,
    MUTED,
    ROLES,
    Picture,
    days_below,
    drawing,
    nothing,
    plain,
)
from analyser.signals import all_signals

if TYPE_CHECKING:
    import pandas as pd

LEAST: Final = 8
"""Fewer calls than this are too thin for a figure."""


def team_heat_map(calls: "pd.DataFrame", *, by: str = "rep", least: int = LEAST) -> Picture:
    """Mean score of each signal for each ``by``, by name: no ranking.

    A cell that rests on fewer than ``least`` calls stays empty and shows how many it has.
    """
    names = [n for n in all_signals() if calls[f"{n}_score"].notna().any()]
    groups = dict(iter(calls[calls[by].notna()].groupby(by)))
    title = f"Mean scores, 0 to 100, by {by} (calls); fewer than {least} calls tell nothing"
    height = 2.2 + 0.34 * max(1, len(groups))
    with drawing(title, height=height) as (figure, axes):
        if not names or not groups:
            nothing(axes, "no scores")
            return Picture(figure)
        grid = np.full((len(groups), len(names)), np.nan)
        for row, found in enumerate(groups.values()):
            for column, name in enumerate(names):
                told = found[f"{name}_score"].dropna().to_numpy(float)
                enough = len(told) >= least
                if enough:
                    grid[row, column] = told.mean()
                value = grid[row, column]
                text = f"{value:.0f}" if enough else f"n = {len(told)}"
                colour = MUTED if not enough else "white" if value < 55 else INK
                axes.text(column, row, text, ha="center", va="center", color=colour, size=8)
        image = axes.imshow(grid, cmap="cividis", vmin=0, vmax=100, aspect="auto")
        words = [signal_words(name) for name in names]
        axes.set_xticks(range(len(names)), words, rotation=35, ha="right")
        axes.set_yticks(
            range(len(groups)), [f"{plain(g, 24)} ({len(f)})" for g, f in groups.items()]
        )
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        figure.colorbar(image, ax=axes, label="score")
    return Picture(figure)


def trend(calls: "pd.DataFrame", value: str = "trust_score", *, days: int = 7) -> Picture:
    """The mean of a column by spans of ``days``, with 95 % bootstrap intervals and counts; a dot is
    a call.

    Spans of fewer than three calls show their calls as points, without a mean.
    """
    told = calls[calls[value].notna() & calls["date"].notna()]
    when = [date2num(np.datetime64(str(day)[:10])) for day in told["date"]]
    is_score = value.endswith("_score")
    name = signal_words(value.removesuffix("_score")) if is_score else spaced(value)
    title = f"{plain(name)}: mean of {days} days with its 95 % interval; a dot is a call"
    with drawing(title, height=3.4) as (figure, axes):
        if not when:
            nothing(axes, "no calls with a date and a value")
            return Picture(figure)
        times, values = np.array(when), told[value].to_numpy(float)
        span = ((times - times.min()) // days).astype(int)
        axes.plot(times, values, ".", color=FAINT, ms=5, zorder=1)
        for number in np.unique(span):
            own = values[span == number]
            middle = times.min() + (number + 0.5) * days
            interval = mean_interval(own.tolist())
            if interval:
                axes.plot([middle, middle], interval, "-", color=ROLES["rep"], lw=2)
                axes.plot(middle, own.mean(), "o", color=ROLES["rep"], ms=6)
            axes.annotate(
                f"n = {len(own)}",
                (middle, 1.02),
                xycoords=("data", "axes fraction"),
                ha="center",
                annotation_clip=False,
                color=MUTED,
                size=7.5,
            )
        if is_score:
            axes.set(ylim=(0, 100), ylabel="score, 0 to 100")
        days_below(axes)
    return Picture(figure)
