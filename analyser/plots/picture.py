"""What all pictures share: the look, and where they go."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, DateFormatter
from matplotlib.figure import Figure

from analyser.errors import SettingsError

INK: Final = "#20242a"
MUTED: Final = "#595f67"
LINE: Final = "#dcd9d2"
FAINT: Final = "#b5b0a6"
ROLES: Final[dict[str | None, str]] = {
    "rep": "#2b6a73",
    "customer": "#c17f1f",
    "other": "#6a5a8c",
    None: "#8b9097",
}
SEVERITIES: Final = {
    "high": ("#b02a1f", "v"),
    "medium": ("#d9952b", "s"),
    "low": ("#8b9097", "."),
    "good": ("#0b5394", "^"),
}
"""Colour and shape of each severity."""

FEW_DAYS: Final = 5.0
"""An axis of fewer days is widened, or hours would stand on it."""

LOOK: Final[dict[Any, Any]] = {
    "font.family": "sans-serif",
    "font.size": 9.5,
    "text.color": INK,
    "text.parse_math": False,
    "axes.edgecolor": LINE,
    "axes.labelcolor": MUTED,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": MUTED,
    "ytick.color": INK,
    "svg.hashsalt": "analyser",
    "svg.fonttype": "path",
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure of matplotlib, shown as SVG in notebooks."""

    figure: Figure

    def save(self, path: str | Path) -> None:
        """Write it as .svg or .png. Raises SettingsError for other names."""
        path = Path(path)
        if path.suffix.lower() not in (".svg", ".png"):
            raise SettingsError(f"{path.name}: expected a name in .svg or .png")
        path.write_bytes(self._bytes(path.suffix.lower()[1:]))

    def _repr_svg_(self) -> str:
        return self._bytes("svg").decode()

    def _bytes(self, kind: str) -> bytes:
        out = io.BytesIO()
        dated = {"Date": None} if kind == "svg" else {}
        with mpl.rc_context(LOOK):
            self.figure.savefig(out, format=kind, dpi=150, metadata=dated)
        return out.getvalue()


@contextmanager
def drawing(
    title: str, *, width: float = 8.5, height: float = 3.5
) -> Iterator[tuple[Figure, Axes]]:
    """A figure with one pair of axes in our look; sizes in inches."""
    with mpl.rc_context(LOOK):
        figure = Figure(figsize=(width, min(height, 40)), layout="constrained")
        # The figure's title, not that of the axes, which begin where long names end.
        figure.suptitle(plain(title, 110), x=0.012, ha="left", size=11)
        yield figure, figure.subplots()


def plain(text: object, longest: int = 40) -> str:
    """A text as labels can show it: one line, cut where it is long."""
    line = " ".join("".join(c if c.isprintable() else " " for c in str(text)).split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def days_below(axes: Axes) -> None:
    """Days with their month and year along the axis; matplotlib's numbers of days are drawn."""
    first, last = axes.get_xlim()
    if last - first < FEW_DAYS:
        axes.set_xlim(first - FEW_DAYS / 2, last + FEW_DAYS / 2)
    axes.xaxis.set_major_locator(AutoDateLocator(minticks=3, maxticks=7))
    axes.xaxis.set_major_formatter(DateFormatter("%d %b %Y"))


def nothing(axes: Axes, why: str) -> None:
    """Say in place of a picture why there is none."""
    axes.set_axis_off()
    axes.text(0.5, 0.5, why, ha="center", va="center", color=MUTED, transform=axes.transAxes)
