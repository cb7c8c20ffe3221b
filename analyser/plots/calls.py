"""Pictures of one call."""

from collections.abc import Mapping
from typing import Any, Final, Protocol

from analyser.page.words import ROLES as ROLE_WORDS
from analyser.page.words import SEVERITIES as SEVERITY_WORDS
from analyser.page.words import signal_words
from analyser.plots.picture import INK, LINE, MUTED, ROLES, SEVERITIES, Picture, drawing, plain


class Told(Protocol):
    """A report of this machine or of a service."""

    def to_dict(self) -> dict[str, Any]: ...


Report = Told | Mapping[str, Any]
BANDS: Final = ((0, 40, "weak"), (40, 70, "middling"), (70, 100, "strong"))


def call_timeline(report: Report) -> Picture:
    """Who spoke when, with the moments above.

    Minutes where the file has every turn's times, else words spoken so far.
    """
    facts = facts_of(report)
    spans, unit = _spans(facts["turns"])
    speakers = list(dict.fromkeys(turn["speaker"] for turn in facts["turns"]))
    levels = [s for s in SEVERITIES if any(m["severity"] == s for m in facts["moments"])]
    height = 1.3 + 0.3 * (len(speakers) + len(levels))
    with drawing(f"{facts['id']}: the call at a glance", height=height) as (figure, axes):
        rows = [
            *(SEVERITY_WORDS[level] for level in levels),
            *(_named(facts["turns"], speaker) for speaker in speakers),
        ]
        for moment in facts["moments"]:
            colour, shape = SEVERITIES[moment["severity"]]
            begin, length = spans[moment["turn"]]
            axes.plot(
                begin + length / 2, levels.index(moment["severity"]), shape, color=colour, ms=7
            )
        for row, speaker in enumerate(speakers, len(levels)):
            own = [n for n, turn in enumerate(facts["turns"]) if turn["speaker"] == speaker]
            colours = [ROLES[facts["turns"][n]["role"]] for n in own]
            axes.broken_barh([spans[n] for n in own], (row - 0.3, 0.6), color=colours)
        axes.set_yticks(range(len(rows)), rows)
        axes.set_ylim(len(rows) - 0.4, -0.6)
        axes.set_xlabel(unit)
        axes.tick_params(left=False)
    return Picture(figure)


def signal_bars(report: Report) -> Picture:
    """The score of each signal over bands; where there is none, why."""
    signals = facts_of(report)["signals"]
    with drawing("Signals, 0 to 100", height=0.8 + 0.32 * len(signals)) as (figure, axes):
        for low, high, name in BANDS:
            axes.axvspan(low, high, color=LINE, alpha=(high + 10) / 220, lw=0)
            axes.text(
                (low + high) / 2, len(signals) - 0.3, name, ha="center", va="top", color=MUTED
            )
        for row, signal in enumerate(signals.values()):
            score = signal["score"]
            if score is None:
                why = plain(signal["absent_because"] or "not scored", 60)
                axes.text(1, row, why, va="center", color=MUTED, style="italic")
                continue
            axes.barh(row, score, height=0.5, color=ROLES["rep"])
            axes.text(score + 1, row, f"{score:.0f}", va="center", color=INK)
        axes.set_yticks(range(len(signals)), [signal_words(name) for name in signals])
        axes.set_ylim(len(signals) + 0.2, -0.6)
        axes.set_xlim(0, 106)
    return Picture(figure)


def facts_of(report: Report) -> Mapping[str, Any]:
    """The report in its one JSON form."""
    return report if isinstance(report, Mapping) else report.to_dict()


def _named(turns: list[dict[str, Any]], speaker: str) -> str:
    """A speaker with the side, which the colour shows too."""
    role = next(turn["role"] for turn in turns if turn["speaker"] == speaker)
    return f"{plain(speaker or 'not named', 24)} ({ROLE_WORDS[role].lower()})"


def _spans(turns: list[dict[str, Any]]) -> tuple[list[tuple[float, float]], str]:
    """Begin and length of each turn, with the unit."""
    if turns and all(t["start"] is not None and t["end"] is not None for t in turns):
        return [(t["start"] / 60, max(0.0, t["end"] - t["start"]) / 60) for t in turns], "minutes"
    spans, before = [], 0
    for turn in turns:
        words = len(turn["text"].split())
        spans.append((float(before), float(words)))
        before += words
    return spans, "words spoken so far"
