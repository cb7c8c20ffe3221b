"""XLSX workbooks: each sheet that is a transcript table is a call, or several by a call id."""

import io
import warnings
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import islice
from typing import Any, Final

from openpyxl import load_workbook

from analyser.errors import DamagedInput
from analyser.transcripts.office import damaged, guarded_xml
from analyser.transcripts.source import Source
from analyser.transcripts.table_columns import Row
from analyser.transcripts.table_rows import calls_of, table_of
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat

MAX_ROWS: Final = 200_000
MAX_COLUMNS: Final = 60
MAX_SHEETS: Final = 200


def _recognises(source: Source) -> bool:
    return source.is_zip and "xl/workbook.xml" in source.zip_names


def _read(source: Source) -> list[RawCall]:
    for name in source.zip_names:
        if name.endswith((".xml", ".rels")):
            guarded_xml(source, name)
    try:
        sheets = list(_sheets(source))
    except Exception as error:  # openpyxl lets errors of many kinds through
        raise damaged(source) from error
    calls: list[RawCall] = []
    tables = [(title, found) for title, rows in sheets if (found := table_of(rows))]
    for title, found in tables:
        for call in calls_of(*found):
            named = call.id or (f"{source.stem}-{title}" if len(tables) > 1 else None)
            calls.append(replace(call, id=named))
    if not calls:
        raise DamagedInput(
            f"{source.name}: expected a sheet with columns for speaker and text, found none; "
            "name the columns speaker, start, end and text"
        )
    return calls


def _sheets(source: Source) -> Iterator[tuple[str, list[Row]]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(source.data), read_only=True)
        for sheet in book.worksheets[:MAX_SHEETS]:
            sheet.reset_dimensions()
            rows = sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True)
            yield sheet.title, [_row(row) for row in islice(rows, MAX_ROWS)]
        book.close()


def _row(row: tuple[Any, ...]) -> Row:
    cells = [_cell(value) for value in row]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _cell(value: object) -> str:
    """A cell as text; formula-like text stays text, times of day are offsets."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return _clock(value.total_seconds())
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(max(seconds, 0.0), 60)
    whole = f"{rest:06.3f}".removesuffix(".000")
    return f"{int(minutes // 60)}:{int(minutes % 60):02}:{whole}"


xlsx = TranscriptFormat("an XLSX workbook", 10, _recognises, _read)
