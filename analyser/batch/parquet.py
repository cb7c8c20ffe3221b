"""A batch's tables as Parquet: a folder a table, in it a folder a month (``month=2026-03``).

The same rows in the same order give the same bytes.
"""

import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
from pyarrow import parquet

from analyser.batch.columns import tables
from analyser.batch.rows import Rows
from analyser.errors import SettingsError

ROWS: Final = 4_000
"""So many calls are held before they are written."""

UNKNOWN: Final = "unknown"
"""The month of calls without a date, in the folder's name."""

_TYPES: Final = {
    "string": pa.string(),
    "Float64": pa.float64(),
    "Int64": pa.int64(),
    "boolean": pa.bool_(),
}
_OURS: Final = re.compile(r"month=[\w-]+|part-0\.parquet")


def schema(table: str) -> pa.Schema:
    """The columns of a table in Parquet; the month stands in the folder's name."""
    return pa.schema([(c.name, _TYPES[c.dtype]) for c in tables()[table] if c.name != "month"])


def write_parquet(found: Iterable[Rows], folder: Path) -> None:
    """Write the tables, in place of those that a batch wrote before; each appears whole or not
    at all. Raises SettingsError where something else lies in their place."""
    for name in tables():
        _check(folder / name)
    aside = folder / ".tables.part"
    shutil.rmtree(aside, ignore_errors=True)
    try:
        _write(found, aside)
        for name in tables():
            shutil.rmtree(folder / name, ignore_errors=True)
            (aside / name).rename(folder / name)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _check(folder: Path) -> None:
    if folder.exists() and (
        not folder.is_dir() or not all(_OURS.fullmatch(path.name) for path in folder.iterdir())
    ):
        raise SettingsError(
            f"{folder.parent.name}: expected room for a folder {folder.name!r}, found something "
            "there that is no table of a batch; give another folder"
        )


def _write(found: Iterable[Rows], folder: Path) -> None:
    writers: dict[Path, parquet.ParquetWriter] = {}
    for name in tables():
        (folder / name).mkdir(parents=True)
    held: dict[Path, list[dict[str, Any]]] = {}
    try:
        for number, rows in enumerate(found, 1):
            month = (rows["calls"][0]["month"] or UNKNOWN) if "calls" in rows else None
            for name, own in rows.items():
                part = folder / name if month is None else folder / name / f"month={month}"
                held.setdefault(part, []).extend(own)
            if number % ROWS == 0:
                _flush(held, writers, folder)
        _flush(held, writers, folder)
        for name in tables():
            if not any((folder / name).iterdir()):
                empty = pa.Table.from_pylist([], schema(name))
                parquet.write_table(empty, folder / name / "part-0.parquet")
    finally:
        for writer in writers.values():
            writer.close()


def _flush(
    held: dict[Path, list[dict[str, Any]]],
    writers: dict[Path, parquet.ParquetWriter],
    folder: Path,
) -> None:
    for part, rows in held.items():
        if not rows:
            continue
        columns = schema(part.relative_to(folder).parts[0])
        if part not in writers:
            part.mkdir(parents=True, exist_ok=True)
            writers[part] = parquet.ParquetWriter(part / "part-0.parquet", columns)
        writers[part].write_table(pa.Table.from_pylist(rows, columns))
    held.clear()
