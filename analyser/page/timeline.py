"""The picture of a call: who spoke when, and where the moments are. Geometry only."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from analyser.page.words import ROLES, clock

AXIS: Final = 10_000
"""Length of the call on the picture's own axis."""

THINNEST: Final = 12
"""A turn is never drawn thinner, else the short ones vanish."""

BINS: Final = 24
"""The rep's part of the talk is told for so many equal pieces of a call."""

SIDES: Final = ("rep", "customer", "other")
MOST_STRANGERS: Final = 4
"""So many speakers whose side is not known get a lane each; further ones share one."""

STEPS: Final = (15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400)
WORD_STEPS: Final = (10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 25_000)
MOST_TICKS: Final = 6


@dataclass(frozen=True, slots=True)
class Lane:
    """The bars of one side, or of a speaker whose side (None) is not known, as an SVG path over
    ``AXIS``."""

    side: str | None
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """``ticks`` are places in per cent with their text. ``measured``: by time, else by words.
    ``share`` are bars of the rep's part of what rep and customer say, piece by piece, as an SVG
    path over ``AXIS`` by 100, upside down; empty where not both are known."""

    lanes: tuple[Lane, ...]
    share: str
    ticks: tuple[tuple[float, str], ...]
    measured: bool
    spans: tuple[tuple[float, float], ...]

    def place(self, turn: int, part: float) -> float:
        """Where ``part`` (0 to 1) of a turn lies, in per cent of the call."""
        start, end = self.spans[turn]
        return round((start + part * (end - start)) / AXIS * 100, 2)


def timeline(turns: Sequence[Mapping[str, Any]], timing: str) -> Timeline | None:
    """The picture of the turns of a report; None where nobody says a word."""
    spans = _by_time(turns) if timing == "measured" else []
    measured = bool(spans) and spans[-1][1] > 0
    if not measured:
        spans = _by_words(turns)
    total = max((end for _, end in spans), default=0.0)
    if total <= 0:
        return None
    scaled = tuple((start / total * AXIS, end / total * AXIS) for start, end in spans)
    return Timeline(
        tuple(_lanes(turns, scaled)),
        _share(turns, scaled),
        _ticks(total, measured=measured),
        measured,
        scaled,
    )


def _by_time(turns: Sequence[Mapping[str, Any]]) -> list[tuple[float, float]]:
    """Start and end of each turn; one without times stands where the one before it ended."""
    spans: list[tuple[float, float]] = []
    last = 0.0
    for turn in turns:
        start = last if turn["start"] is None else max(0.0, float(turn["start"]))
        end = start if turn["end"] is None else max(start, float(turn["end"]))
        spans.append((start, end))
        last = end
    return spans


def _by_words(turns: Sequence[Mapping[str, Any]]) -> list[tuple[float, float]]:
    spans: list[tuple[float, float]] = []
    so_far = 0
    for turn in turns:
        words = len(turn["text"].split())
        spans.append((float(so_far), float(so_far + words)))
        so_far += words
    return spans


def _lanes(
    turns: Sequence[Mapping[str, Any]], spans: Sequence[tuple[float, float]]
) -> Iterator[Lane]:
    """Rep, customer, others, then those whose side is not known in order of appearance."""
    bars: dict[tuple[str | None, str], list[tuple[int, int]]]
    bars = {(side, ROLES[side]): [] for side in SIDES}
    for turn, (start, end) in zip(turns, spans, strict=True):
        if not turn["text"]:
            continue
        side = turn["role"] if turn["role"] in SIDES else None
        key = side, ROLES[side] if side else turn["speaker"] or ROLES[None]
        if key not in bars and len(bars) == len(SIDES) + MOST_STRANGERS:
            key = None, ROLES[None]
        wide = max(THINNEST, round(end - start))
        left = min(round(start), AXIS - wide)
        bars.setdefault(key, []).append((left, left + wide))
    for (side, name), own in bars.items():
        if own:
            yield Lane(side, name, "".join(f"M{a} 0H{b}v1H{a}z" for a, b in _joined(own)))


def _joined(bars: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Bars that touch or lie on each other as one: they look the same, and a long call has
    thousands."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(bars):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _share(turns: Sequence[Mapping[str, Any]], spans: Sequence[tuple[float, float]]) -> str:
    wide = AXIS / BINS
    said = {"rep": [0.0] * BINS, "customer": [0.0] * BINS}
    for turn, (start, end) in zip(turns, spans, strict=True):
        if turn["role"] not in said or not turn["text"]:
            continue
        for piece in range(int(start / wide), min(BINS - 1, int(end / wide)) + 1):
            inside = min(end, (piece + 1) * wide) - max(start, piece * wide)
            said[turn["role"]][piece] += max(0.0, inside)
    if not any(said["rep"]) or not any(said["customer"]):
        return ""
    bars = []
    for piece, (rep, customer) in enumerate(zip(said["rep"], said["customer"], strict=True)):
        if rep + customer:
            left, right = round(piece * wide) + 20, round((piece + 1) * wide) - 20
            bars.append(f"M{left} 100V{100 - round(100 * rep / (rep + customer))}H{right}V100z")
    return "".join(bars)


def _ticks(total: float, *, measured: bool) -> tuple[tuple[float, str], ...]:
    steps = STEPS if measured else WORD_STEPS
    step = next((s for s in steps if total / s <= MOST_TICKS), steps[-1])
    while total / step > MOST_TICKS:
        step *= 2
    places = range(0, int(total * 0.94) + 1, step)
    return tuple(
        (round(at / total * 100, 2), clock(at) if measured else f"{at:,}") for at in places
    )
