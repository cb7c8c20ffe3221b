"""The history as one HTML page, in the look of the call report and as safe."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from analyser.page.document import in_frame, rendered
from analyser.page.words import cannot_tell, day, number, signal_words
from analyser.reading import counted

FATES: Final = {
    "broken": "Broken",
    "renegotiated": "Renegotiated in time",
    "kept": "Kept",
    "silent": "Nothing heard",
    "open": "Still open",
}
"""In the order in which they are shown: what costs trust first."""

TOPICS: Final = {
    "price": "Price",
    "policy": "Terms",
    "date": "Date",
    "feature": "Feature",
    "place": "Place",
}
TRENDS: Final = {"rising": "rising", "falling": "falling", "none": "no clear trend"}


def history_page(history: Mapping[str, Any]) -> str:
    """The history (a dict as of ``History.to_dict``) as one self-contained HTML page."""
    return rendered(
        "history.html",
        history=history,
        fates=FATES,
        topics=TOPICS,
        spread_words=spread_words,
        by_fate=by_fate,
        gathered=gathered,
        span=span,
        signal_title=signal_words,
        counted=counted,
    )


def framed_history(history: Mapping[str, Any]) -> str:
    """The page in a frame of its own, for notebooks."""
    return in_frame(history_page(history), "Account history")


def by_fate(entries: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Ledger entries with the broken ones first; within a fate as they were made."""
    order = list(FATES)
    return sorted(entries, key=lambda entry: order.index(entry["fate"]))


def gathered(contradictions: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Contradictions with what was said first told once: ``later`` are the different things that
    were said after it, each a list of the places at which it was said in the same words."""
    rows: dict[tuple[str, ...], Mapping[str, Any]] = {}
    for one in contradictions:
        first, later = one["earlier"], one["later"]
        key = (one["topic"], one["by"], first["call"], _plain(first["quote"]))
        row = rows.setdefault(key, {**one, "later": {}})
        row["later"].setdefault(_plain(later["quote"]), []).append(later)
    return [{**row, "later": list(row["later"].values())} for row in rows.values()]


def _plain(quote: str) -> str:
    """What was said, without case, spaces and marks."""
    return " ".join(re.findall(r"\w+", quote.casefold()))


def spread_words(spread: Mapping[str, Any]) -> str:
    """A spread for people.

    >>> spread_words({"mean": 61.0, "low": 48.2, "high": 73.8, "trend": "none"})
    '61 (48.2 to 73.8), no clear trend'
    >>> spread_words({"mean": None, "absent_because": "not enough calls"})
    'Cannot tell: not enough calls.'
    """
    if spread["mean"] is None:
        return cannot_tell(spread["absent_because"])
    interval = f"{number(spread['low'])} to {number(spread['high'])}"
    return f"{number(spread['mean'])} ({interval}), {TRENDS[spread['trend']]}"


def span(calls: Sequence[Mapping[str, Any]]) -> str:
    """How many calls, and from when to when."""
    days = [call["date"] for call in calls if call["date"]]
    count = counted(len(calls), "call")
    if not days:
        return count
    dates = day(days[0]) if days[0] == days[-1] else f"{day(days[0])} to {day(days[-1])}"
    return f"{count}, {dates}"
