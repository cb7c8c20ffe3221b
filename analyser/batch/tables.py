"""Reports as pandas frames: one row a call, one row a moment, and so on.

Absent figures are missing values of nullable types, never 0; ``<signal>_absent`` says why.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Final

import pandas as pd
import pyarrow as pa
from pyarrow import dataset

from analyser.batch.columns import KEY, tables
from analyser.batch.out_folder import out_folder
from analyser.batch.parquet import UNKNOWN, schema, write_parquet
from analyser.batch.rows import Rows, each_once, rows_of_outcomes
from analyser.batch.tasks import Outcome
from analyser.errors import SettingsError

_DTYPES: Final = {
    pa.string(): pd.StringDtype(),
    pa.float64(): pd.Float64Dtype(),
    pa.int64(): pd.Int64Dtype(),
    pa.bool_(): pd.BooleanDtype(),
}


class CallTables:
    """Frames of a batch; docs/batch.md has every column with dtype and unit.

    All but ``failures`` carry the call's ``call_id``, which stands once in ``calls``. Frames of a
    folder are read when first asked for.
    """

    def __init__(self, load: Callable[[str], pd.DataFrame]) -> None:
        self._load = load

    @classmethod
    def of(cls, found: Iterable[Rows]) -> "CallTables":
        """The tables of these rows, in their order."""
        gathered: Rows = {name: [] for name in tables()}
        for rows in found:
            for name, own in rows.items():
                gathered[name] += own
        frames = {name: _frame(name, rows) for name, rows in gathered.items()}
        return cls(frames.__getitem__)

    @classmethod
    def read(cls, folder: str | Path) -> "CallTables":
        """The tables that a batch wrote to a folder. Raises SettingsError where it has none."""
        if not (Path(folder) / "calls").is_dir():
            raise SettingsError(
                f"{Path(folder).name}: expected the tables of a batch, found none; give the folder "
                "that analyse_many or to_parquet wrote"
            )
        return cls(partial(_stored, Path(folder)))

    @cached_property
    def calls(self) -> pd.DataFrame:
        return self._load("calls")

    @cached_property
    def moments(self) -> pd.DataFrame:
        return self._load("moments")

    @cached_property
    def requests(self) -> pd.DataFrame:
        return self._load("requests")

    @cached_property
    def price_cuts(self) -> pd.DataFrame:
        return self._load("price_cuts")

    @cached_property
    def commitments(self) -> pd.DataFrame:
        return self._load("commitments")

    @cached_property
    def participants(self) -> pd.DataFrame:
        return self._load("participants")

    @cached_property
    def trackers(self) -> pd.DataFrame:
        return self._load("trackers")

    @cached_property
    def failures(self) -> pd.DataFrame:
        return self._load("failures")

    def to_parquet(self, folder: str | Path) -> None:
        """Write the tables to a folder each, in it a folder a month. Raises SettingsError."""
        with out_folder(Path(folder), again="write the tables again"):
            write_parquet(self._rows(), Path(folder))

    def _rows(self) -> Iterator[Rows]:
        kept = {name: _records(getattr(self, name)) for name in tables()}
        by_call: dict[str, Rows] = {
            row[KEY]: {name: [] for name in tables() if name != "failures"} for row in kept["calls"]
        }
        yield {"failures": kept.pop("failures")}
        for name, rows in kept.items():
            for row in rows:
                by_call[row[KEY]][name].append(row)
        yield from by_call.values()

    def __repr__(self) -> str:
        return f"CallTables({len(self.calls)} calls, {len(self.failures)} failures)"


def tables_of(outcomes: Iterable[Outcome]) -> CallTables:
    """Gather outcomes into frames, in their order. Empty lists still give their columns."""
    rows = (row for outcome in outcomes for row in rows_of_outcomes([outcome]))
    return CallTables.of(each_once(rows))


def _frame(name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    columns = tables()[name]
    frame = pd.DataFrame(rows, columns=[c.name for c in columns], dtype=object)
    return frame.astype({c.name: c.dtype for c in columns})


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    plain = frame.astype(object)
    return [
        {str(key): value for key, value in row.items()}
        for row in plain.where(plain.notna(), None).to_dict("records")
    ]


def _stored(folder: Path, name: str) -> pd.DataFrame:
    month = pa.field("month", pa.string())
    found = dataset.dataset(
        folder / name,
        schema=schema(name).append(month),
        partitioning=dataset.partitioning(pa.schema([month]), flavor="hive"),
    )
    frame: pd.DataFrame = found.to_table().to_pandas(types_mapper=_DTYPES.get)
    if name == "calls":
        frame["month"] = frame["month"].replace(UNKNOWN, pd.NA)
    return frame[[c.name for c in tables()[name]]]
