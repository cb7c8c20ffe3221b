"""A history as pandas frames."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd


@dataclass(frozen=True)
class HistoryTables:
    """Frames of a history. ``accounts`` and ``reps``: a row each with calls, the mean trust with
    its interval and trend, follow_through, consistency, and how many promises met each fate.
    ``calls``: a row a call. ``ledger``: a row a promise. ``contradictions``: a row a pair."""

    accounts: pd.DataFrame
    reps: pd.DataFrame
    calls: pd.DataFrame
    ledger: pd.DataFrame
    contradictions: pd.DataFrame


def history_tables(history: Mapping[str, Any]) -> HistoryTables:
    """The frames of a history (a dict as of ``History.to_dict``)."""
    rows: dict[str, list[dict[str, Any]]] = {"calls": [], "ledger": [], "contradictions": []}
    for view in history["accounts"]:
        account = {"account": view["account"]}
        rows["calls"] += [{**account, **_flat(call)} for call in view["calls"]]
        rows["ledger"] += [{**account, **_flat(entry)} for entry in view["ledger"]]
        rows["contradictions"] += [{**account, **_flat(one)} for one in view["contradictions"]]
    return HistoryTables(
        accounts=_frame([_view_row(view, "account") for view in history["accounts"]], ["account"]),
        reps=_frame([_view_row(view, "rep") for view in history["reps"]], ["rep"]),
        calls=_frame(rows["calls"], ["account", "id", "date", "trust_score"]),
        ledger=_frame(rows["ledger"], ["account", "call", "by", "speaker", "what", "due", "fate"]),
        contradictions=_frame(rows["contradictions"], ["account", "topic", "by"]),
    )


def _view_row(view: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {
        key: view[key],
        "calls": len(view["calls"]),
        **{f"trust_{name}": value for name, value in view["trust"].items()},
        "follow_through": view["follow_through"]["value"],
        "consistency": view["consistency"]["value"],
        **view["follow_through"]["details"],
    }


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with its inner dicts spread out (``evidence_quote``), lists joined by commas."""
    out: dict[str, Any] = {}
    for key, value in row.items():
        if isinstance(value, Mapping):
            out |= {f"{key}_{name}": inner for name, inner in value.items()}
        elif value is not None or key != "evidence":
            out[key] = ", ".join(value) if isinstance(value, list) else value
    return out


def _frame(rows: list[dict[str, Any]], columns: list[str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=columns if not rows else None)
    return frame.reindex(
        columns=[*columns, *(c for c in frame if c not in columns)]
    ).convert_dtypes()
