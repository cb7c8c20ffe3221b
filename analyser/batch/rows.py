"""What became of inputs as rows of the tables, in order, each call once."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from analyser.batch.columns import rows_of
from analyser.batch.tasks import CallFailure, Outcome

Rows = dict[str, list[dict[str, Any]]]


def rows_of_outcomes(outcomes: Iterable[Outcome]) -> list[Rows]:
    """The rows of each outcome, by table."""
    return [_rows(outcome) for outcome in outcomes]


def _rows(outcome: Outcome) -> Rows:
    if isinstance(outcome, CallFailure):
        return {"failures": [failure(outcome.source, outcome.error, outcome.message)]}
    return rows_of(json.loads(outcome.json))


def each_once(found: Iterable[Rows]) -> Iterator[Rows]:
    """The same rows; a call whose id was there before becomes a failure, for its rows could not
    be told from those of the other."""
    sources: dict[str, str] = {}
    for rows in found:
        if "calls" not in rows:
            yield rows
            continue
        (call,) = rows["calls"]
        call_id, source = call["call_id"], call["source"]
        if call_id in sources:
            message = (
                f"{source}: expected a call id of its own, found the id of {sources[call_id]}; "
                "leave one out, or give the other an id"
            )
            yield {"failures": [failure(source, "DuplicateCall", message)]}
        else:
            sources[call_id] = source
            yield rows


def failure(source: str, error: str, message: str) -> dict[str, str]:
    """A row of the failures."""
    return {"source": source, "error": error, "message": message}
