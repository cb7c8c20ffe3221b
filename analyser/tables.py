"""Reports as pandas frames: one row a call, one row a moment, and so on.

Absent figures are missing values of nullable types, never 0; ``<signal>_absent`` says why.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analyser.batch import CallFailure, Outcome


@dataclass(frozen=True)
class CallTables:
    """Frames of a batch; all but ``failures`` carry the call's ``call_id``.

    ``calls``: trust_score and per signal ``<name>`` (value), ``<name>_score`` (0 to 100) and
    ``<name>_absent``. ``moments``, ``requests``, ``price_cuts``, ``commitments`` and
    ``participants``: the report's lists, a row each. ``failures``: source, error, message.
    """

    calls: pd.DataFrame
    moments: pd.DataFrame
    requests: pd.DataFrame
    price_cuts: pd.DataFrame
    commitments: pd.DataFrame
    participants: pd.DataFrame
    failures: pd.DataFrame


LISTS = {
    "moments": "id kind signal turn sentence start_s severity quote because instead confidence",
    "requests": "turn sentence response response_turn quote",
    "price_cuts": (
        "turn sentence premature probed traded prompted size_share turns_to_cut cuts quote"
    ),
    "commitments": "turn sentence by speaker what due due_text to certainty quote",
    "participants": "name role role_from role_confidence words talk_share",
}
CALL = "call_id source model language timing duration_s date account call_type trust_score"


def tables_of(outcomes: Iterable[Outcome]) -> CallTables:
    """Gather outcomes into frames, in their order. Empty lists still give their columns."""
    calls: list[dict[str, Any]] = []
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in LISTS}
    failures: list[dict[str, str]] = []
    for outcome in outcomes:
        if isinstance(outcome, CallFailure):
            failures.append(
                {"source": outcome.source, "error": outcome.error, "message": outcome.message}
            )
            continue
        report = json.loads(outcome.json)
        calls.append(_call_row(report))
        for name, found in rows.items():
            found += [{"call_id": report["id"], **row} for row in report[name]]
    frames = {
        name: _frame(rows[name], ["call_id", *columns.split()]) for name, columns in LISTS.items()
    }
    return CallTables(
        calls=_frame(calls, CALL.split()),
        failures=_frame(failures, ["source", "error", "message"]),
        **frames,
    )


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


def _call_row(report: dict[str, Any]) -> dict[str, Any]:
    meta = report["meta"]
    row = {
        "call_id": report["id"],
        **{key: report[key] for key in ("source", "model", "language", "timing", "duration_s")},
        **{key: meta.get(key) for key in ("date", "account", "call_type")},
        "trust_score": report["trust_score"],
    }
    for name, signal in report["signals"].items():
        row[name] = signal["value"]
        row[f"{name}_score"] = signal["score"]
        row[f"{name}_absent"] = signal["absent_because"]
    return row


def _frame(rows: list[dict[str, Any]], columns: list[str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=columns if not rows else None)
    return frame.reindex(
        columns=[*columns, *(c for c in frame if c not in columns)]
    ).convert_dtypes()
