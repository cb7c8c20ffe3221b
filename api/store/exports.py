"""Calls and moments as tables, row by row, a page of the store at a time."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from itertools import islice
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from api.store import call_list, moments
from api.store.call_list import CallFilter
from api.store.calls import CallSummary
from api.store.database import Database
from api.store.moments import MomentFilter, QueuedMoment
from api.store.view import View

ROWS_AT_ONCE: Final = 500
HIDDEN: Final = frozenset({"number", "call_number", "current", "assignee"})
CALL_COLUMNS: Final = tuple(CallSummary.__dataclass_fields__)
MOMENT_COLUMNS: Final = tuple(
    name for name in QueuedMoment.__dataclass_fields__ if name not in HIDDEN
)
NUMBERS: Final = {
    "trust_score": pa.float64(),
    "confidence": pa.float64(),
    "high_moments": pa.int64(),
    "turn": pa.int64(),
    "sentence": pa.int64(),
}
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
Row = Mapping[str, Any]


def call_rows(db: Database, view: View, chosen: CallFilter) -> Iterator[Row]:
    """The chosen calls, newest first."""
    cursor = None
    while True:
        with db.reading() as session:
            found = call_list.page(session, view, ROWS_AT_ONCE, cursor, chosen)
        yield from (asdict(one) for one in found.items)
        cursor = found.next_cursor
        if cursor is None:
            return


def moment_rows(db: Database, view: View, chosen: MomentFilter) -> Iterator[Row]:
    """The chosen moments, gravest and surest first."""
    last = None
    while True:
        with db.reading() as session:
            found = moments.queue(session, view, chosen, ROWS_AT_ONCE, last)
        for one in found:
            yield {name: getattr(one, name) for name in MOMENT_COLUMNS}
        if len(found) < ROWS_AT_ONCE:
            return
        last = found[-1]


def as_jsonl(rows: Iterable[Row], _columns: tuple[str, ...]) -> Iterator[bytes]:
    """One JSON object a line."""
    for row in rows:
        yield json.dumps(row, ensure_ascii=False).encode() + b"\n"


def as_csv(rows: Iterable[Row], columns: tuple[str, ...]) -> Iterator[bytes]:
    """RFC 4180 with a line of names; a text that a spreadsheet would run stands after a quote."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([harmless(row[name]) for name in columns])
        yield _taken(text)
    yield _taken(text)


def harmless(value: Any) -> Any:
    """A value that no spreadsheet takes for a formula.

    >>> harmless("=1+1"), harmless(" @SUM(A1)"), harmless("Ann"), harmless(-0.5)
    ("'=1+1", "' @SUM(A1)", 'Ann', -0.5)
    """
    if isinstance(value, str) and (value.startswith(FORMULA) or value.lstrip().startswith(FORMULA)):
        return f"'{value}"
    return value


def as_parquet(rows: Iterable[Row], columns: tuple[str, ...]) -> Iterator[bytes]:
    """An Apache Parquet file, a group of rows at a time."""
    schema = pa.schema([(name, NUMBERS.get(name, pa.string())) for name in columns])
    sink = _Pieces()
    with pq.ParquetWriter(sink, schema) as writer:
        left = iter(rows)
        while some := [dict(row) for row in islice(left, ROWS_AT_ONCE)]:
            writer.write_table(pa.Table.from_pylist(some, schema))
            yield sink.taken()
    yield sink.taken()


class _Pieces(io.RawIOBase):
    """A file that hands on what was written to it."""

    def __init__(self) -> None:
        super().__init__()
        self._written = bytearray()
        self._place = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def write(self, data: Any) -> int:
        piece = bytes(data)
        self._written += piece
        self._place += len(piece)
        return len(piece)

    def taken(self) -> bytes:
        """What was written since."""
        piece = bytes(self._written)
        self._written.clear()
        return piece


def _taken(text: io.StringIO) -> bytes:
    piece = text.getvalue()
    text.seek(0)
    text.truncate()
    return piece.encode()


Form = Callable[[Iterable[Row], tuple[str, ...]], Iterator[bytes]]
FORMS: Final[dict[str, tuple[str, Form]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "jsonl": ("application/x-ndjson", as_jsonl),
    "parquet": ("application/vnd.apache.parquet", as_parquet),
}
"""By name: media type and writer."""
