"""Frames in, frames out: what pandas hands to ``analyse_many``, and what engines can map.

``analyse_frame`` is one function from a frame of calls to a frame of reports, so that any engine
that maps pandas frames can run it: Ray Data (cluster.py), Spark's ``mapInPandas``, Dask's
``map_partitions``. See docs/cluster.md.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any, Final

import pandas as pd

from analyser.batch.input import Input
from analyser.batch.row_inputs import as_json, inputs_of_rows
from analyser.batch.tasks import AnalysedCall, CallFailure, Done, Outcome, Task, settled
from analyser.settings import Settings

ROWS: Final = 256

REPORT_COLUMNS: Final = {
    "name": "string",
    "state": "string",
    "call_id": "string",
    "source": "string",
    "trust_score": "Float64",
    "report": "string",
    "warnings": "string",
    "error": "string",
    "message": "string",
    "mark": "string",
}
"""The columns of ``analyse_frame``'s result with their dtypes."""

SPARK_SCHEMA: Final = ", ".join(
    f"{name} {'double' if dtype == 'Float64' else 'string'}"
    for name, dtype in REPORT_COLUMNS.items()
)
"""The same for Spark's ``mapInPandas``."""


def rows_given(rows: Iterable[Mapping[str, Any]] | pd.DataFrame) -> Iterator[Mapping[str, Any]]:
    """Rows as dicts, of a frame too; what a frame lacks is None."""
    yield from _rows(rows) if isinstance(rows, pd.DataFrame) else rows


def inputs_of_frame(frame: pd.DataFrame, name: str = "frame") -> Iterator[Input]:
    """The calls of a frame, a row a call or a row a turn; see ``inputs_of_rows``."""
    yield from inputs_of_rows([str(c) for c in frame.columns], _rows(frame), name)


def analyse_frame(frame: pd.DataFrame, settings: Settings | None = None) -> pd.DataFrame:
    """A frame of reports, a row a call, of a frame of calls (see ``inputs_of_frame``).

    Columns: ``name`` of the input, ``state`` (analysed, failed or unchanged), ``call_id``,
    ``source``, ``trust_score`` (0 to 100), ``report`` (the whole report as JSON), ``warnings``
    (joined with a semicolon); for failures ``error`` and ``message``; ``mark`` of content, model
    and settings. All but ``trust_score`` (Float64) are string; absent is NA.
    """
    columns = {str(column) for column in frame.columns}
    tasks: Iterable[Task]
    if {"input", "known"} <= columns:
        tasks = map(task_of, _rows(frame))
    else:
        tasks = map(Task, inputs_of_frame(frame))
    settings = settings or Settings()
    rows = [row for task in tasks for row in _report_rows(settled(task, settings))]
    return _frame(rows)


def task_row(task: Task) -> dict[str, str | bytes | None]:
    """A task as a row that ``analyse_frame`` knows."""
    facts = asdict(task.input)
    data = facts.pop("data")
    return {"input": as_json(facts), "data": data, "known": task.known}


def task_of(row: dict[str, Any]) -> Task:
    """The task of such a row."""
    return Task(Input(**json.loads(row["input"]), data=row["data"]), row["known"])


def done_of(frame: pd.DataFrame) -> Iterator[Done]:
    """What became of each input, of a frame as ``analyse_frame`` gives it."""
    for name, rows in frame.groupby("name", sort=False):
        records = rows.to_dict("records")
        mark = str(records[0]["mark"])
        if records[0]["state"] == "unchanged":
            yield Done(str(name), mark, None)
        else:
            yield Done(str(name), mark, tuple(map(_outcome, records)))


def _outcome(row: dict[Any, Any]) -> Outcome:
    if row["state"] == "failed":
        return CallFailure(row["source"], row["error"], row["message"])
    warnings = tuple(json.loads(row["report"])["warnings"])
    return AnalysedCall(row["call_id"], row["source"], row["report"], warnings)


def _report_rows(done: Done) -> Iterator[dict[str, Any]]:
    known = {"name": done.name, "mark": done.mark}
    if done.outcomes is None:
        yield {**known, "state": "unchanged"}
    for outcome in done.outcomes or ():
        if isinstance(outcome, CallFailure):
            yield {**known, "state": "failed", **asdict(outcome)}
        else:
            yield {
                **known,
                "state": "analysed",
                "call_id": outcome.id,
                "source": outcome.source,
                "trust_score": json.loads(outcome.json)["trust_score"],
                "report": outcome.json,
                "warnings": "; ".join(outcome.warnings),
            }


def _frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(REPORT_COLUMNS), dtype=object)
    return frame.astype(REPORT_COLUMNS)


def _rows(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The rows as dicts, absent values as None, a few at a time."""
    for first in range(0, len(frame), ROWS):
        part = frame.iloc[first : first + ROWS].astype(object)
        for row in part.where(part.notna(), None).to_dict("records"):
            yield {str(key): value for key, value in row.items()}
