"""The history as lines for a terminal."""

import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from analyser.history.page import FATES, TOPICS, by_fate, span, spread_words
from analyser.reading import counted

MOST_UNSETTLED: Final = 3
"""Of the promises of which nothing was heard, and of the open ones, so many are written out."""


def history_lines(history: Mapping[str, Any], width: int) -> Iterator[str]:
    """The history (a dict as of ``History.to_dict``) as lines of at most ``width`` characters."""
    for account in history["accounts"]:
        yield account["account"] or "(no account named)"
        yield f"  {span(account['calls'])}"
        yield from _figures(account, width)
        yield from _ledger(account, width)
        yield from _contradictions(account, width)
        yield ""
    if history["reps"]:
        yield "Reps, by name: nobody is ranked"
    for rep in history["reps"]:
        yield ""
        calls, accounts = len(rep["calls"]), len(rep["accounts"])
        yield f"  {rep['rep']}: {counted(calls, 'call')}, {counted(accounts, 'account')}"
        yield from _figures(rep, width)


def _figures(view: Mapping[str, Any], width: int) -> Iterator[str]:
    rows = [("Trust", spread_words(view["trust"]))]
    sides = "customer_follow_through" in view
    for name, title, side in (
        ("follow_through", "Follow-through", "Rep: " if sides else ""),
        *((("customer_follow_through", "", "Customer: "),) if sides else ()),
        ("consistency", "Consistency", ""),
    ):
        reading = view[name]
        told = "" if reading["value"] is None else f"{reading['value']:.2f}. "
        rows.append((title, side + told + reading["summary"]))
    for title, text in rows:
        yield from textwrap.wrap(f"  {title:15} {text}", width, subsequent_indent=" " * 18)


def _ledger(account: Mapping[str, Any], width: int) -> Iterator[str]:
    shown: Counter[str] = Counter()
    for entry in by_fate(account["ledger"]):
        fate = entry["fate"]
        shown[fate] += 1
        if fate in ("silent", "open") and shown[fate] > MOST_UNSETTLED:
            continue
        who = entry["speaker"] or entry["by"]
        due = f", due {entry['due']}" if entry["due"] else ""
        yield f"  {FATES[fate].upper()}: {who} in {entry['call']}{due}"[:width]
        yield from _quote(entry["quote"], width)
        if found := entry["evidence"]:
            yield f"    {found['call']}, turn {found['turn'] + 1}:"[:width]
            yield from _quote(found["quote"], width)
    for fate in ("silent", "open"):
        if shown[fate] > MOST_UNSETTLED:
            yield f"  {FATES[fate].upper()}: {shown[fate] - MOST_UNSETTLED} more"


def _contradictions(account: Mapping[str, Any], width: int) -> Iterator[str]:
    for one in account["contradictions"]:
        yield f"  CONTRADICTION on {TOPICS[one['topic']].lower()}, by the {one['by']}"
        for claim in (one["earlier"], one["later"]):
            yield f"    {claim['call']}, turn {claim['turn'] + 1}:"[:width]
            yield from _quote(claim["quote"], width)


def _quote(text: str, width: int) -> Iterator[str]:
    # What people said may hold control characters that a terminal would obey.
    plain = "".join(c if c.isprintable() else " " for c in text)
    yield from textwrap.wrap(
        f'"{plain}"', width, initial_indent=" " * 6, subsequent_indent=" " * 7, max_lines=3
    )
