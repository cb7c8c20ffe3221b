"""Verdicts from a table: each row a moment and what somebody says about it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final
from urllib.parse import quote

from analyser.batch.tasks import CallFailure
from analyser.client.jobs import pages
from analyser.client.wire import Wire
from analyser.errors import Refused, SettingsError

PLACE: Final = ("kind", "turn", "sentence")
SAID: Final = ("verdict", "corrected", "comment")
Row = Mapping[str, Any]
Places = Mapping[tuple[str, int, int], str]


@dataclass(frozen=True, slots=True)
class Judged:
    """How many verdicts were pushed, and which rows were not taken."""

    count: int
    failures: tuple[CallFailure, ...]


def judge(wire: Wire, moment_id: str, row: Row) -> list[dict[str, Any]]:
    """Push one verdict; all that was said about the moment, newest first. Raises Refused,
    NoAnswer."""
    said = {name: row[name] for name in SAID if row.get(name) is not None}
    path = f"/v1/moments/{quote(moment_id, safe='')}/verdicts"
    found: list[dict[str, Any]] = wire.json("POST", path, json=said)["items"]
    return found


def judge_rows(wire: Wire, rows: Iterable[Row]) -> Judged:
    """Push the verdicts of rows; those without one are passed over.

    A row names its moment by ``moment_id``, or by ``call_id``, ``kind``, ``turn`` and ``sentence``
    as the table of moments does. Raises SettingsError for rows that name none.
    """

    @lru_cache(maxsize=8)
    def places(call_id: str) -> Places:
        found = pages(wire, f"/v1/calls/{quote(call_id, safe='')}/moments", {})
        return {(one["kind"], one["turn"], one["sentence"]): one["id"] for one in found}

    found = [_judged(wire, row, number, places) for number, row in _spoken_of(rows)]
    failures = tuple(one for one in found if one is not None)
    return Judged(len(found) - len(failures), failures)


def _spoken_of(rows: Iterable[Row]) -> Iterator[tuple[int, Row]]:
    for number, row in enumerate(rows, 1):
        if row.get("verdict") is None:
            continue
        if row.get("moment_id") is None and any(row.get(n) is None for n in ("call_id", *PLACE)):
            raise SettingsError(
                f"row {number}: expected moment_id, or call_id, kind, turn and sentence, found "
                "neither"
            )
        yield number, row


def _judged(
    wire: Wire, row: Row, number: int, places: Callable[[str], Places]
) -> CallFailure | None:
    """Nothing where the verdict was taken; 4xx answers are the row's own fault."""
    try:
        moment_id = row.get("moment_id")
        if moment_id is None:
            place = (str(row["kind"]), int(row["turn"]), int(row["sentence"]))
            moment_id = places(str(row["call_id"])).get(place)
        if moment_id is None:
            message = (
                f"row {number}: expected a moment of the call, found none of this kind there; "
                "was it analysed anew? Fetch the moments again"
            )
            return CallFailure(str(row["call_id"]), "MomentNotFound", message)
        judge(wire, str(moment_id), row)
    except Refused as error:
        if error.status not in (404, 409, 422):
            raise
        return CallFailure(str(row.get("call_id") or row.get("moment_id")), "Refused", str(error))
    return None
