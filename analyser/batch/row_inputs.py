"""Calls in the rows of a table: a row a call, or a row a turn."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from analyser.batch.input import Input
from analyser.errors import SettingsError

Row = Mapping[str, Any]

TURN_COLUMNS: Final = ("speaker", "role", "text", "start", "end")
PLACE_COLUMNS: Final = ("path", "url")
TALK_COLUMNS: Final = ("transcript", "text")
EXPECTED: Final = (
    "expected columns `path` or `transcript` (a row a call), or `call_id`, `speaker` and `text` "
    "(a row a turn)"
)


def inputs_of_rows(columns: Sequence[str], rows: Iterable[Row], name: str) -> Iterator[Input]:
    """The calls of a table; absent values are None.

    A row a turn: ``call_id``, ``text``, and any of ``speaker``, ``role``, ``start``, ``end``
    (seconds); the turns of a call keep the order of their rows. A row a call: ``path`` (or
    ``url``), or ``transcript`` (or ``text``), the content in any format, and, if wanted,
    ``call_id``. All further columns are facts about the call and go to its ``meta``; they win
    over those of a file. ``name`` stands in messages. Raises SettingsError.
    """
    if is_by_turn(columns):
        yield from _by_turn(rows, name)
        return
    place = next((c for c in PLACE_COLUMNS if c in columns), None)
    talk = next((c for c in TALK_COLUMNS if c in columns), None)
    if place is None and talk is None:
        found = ", ".join(map(str, columns)) or "no columns"
        raise SettingsError(f"{name}: {EXPECTED}, found {found}")
    for number, row in enumerate(rows, 1):
        yield _call(row, place, talk, f"{name}:{number}")


def is_by_turn(columns: Iterable[str]) -> bool:
    """Whether a table has a row a turn; of calls it may have ``call_id`` and ``text`` alone."""
    found = set(columns)
    return {"call_id", "text"} <= found and bool(found.intersection(TURN_COLUMNS) - {"text"})


def _call(row: Row, place: str | None, talk: str | None, name: str) -> Input:
    given = row.get("call_id")
    call_id = None if given in (None, "") else str(given)
    meta = json.loads(as_json(facts(row, {"call_id", place, talk})))
    if place is not None and row[place]:
        path = str(row[place])
        return Input(call_id or path, path=path, call_id=call_id, meta=meta)
    content = row[talk] if talk is not None else None
    data = content if isinstance(content, bytes) else str(content or "").encode(errors="replace")
    return Input(call_id or name, data=data, call_id=call_id, meta=meta)


def _by_turn(rows: Iterable[Row], name: str) -> Iterator[Input]:
    calls: dict[str, dict[str, Any]] = {}
    for number, row in enumerate(rows, 1):
        if row["call_id"] in (None, ""):
            raise SettingsError(
                f"{name}: expected a call_id in each row, found none in row {number}"
            )
        call = calls.setdefault(
            str(row["call_id"]), {"id": str(row["call_id"]), "meta": {}, "turns": []}
        )
        turn = {key: row[key] for key in TURN_COLUMNS if row.get(key) is not None}
        call["turns"].append({"text": "", **turn})
        for key, value in facts(row, {"call_id", "turn", *TURN_COLUMNS}).items():
            call["meta"].setdefault(key, value)
    for call_id, call in calls.items():
        yield Input(call_id, data=as_json(call).encode(errors="replace"), call_id=call_id)


def facts(row: Row, apart_from: set[str | None]) -> dict[str, Any]:
    """The row's other values, those that are there."""
    return {str(k): v for k, v in row.items() if k not in apart_from and v is not None}


def as_json(value: Any) -> str:
    """JSON of a table's values: NumPy's numbers and days are written as numbers and ISO 8601."""
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else str(value)
