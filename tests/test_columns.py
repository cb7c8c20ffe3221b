from pathlib import Path
from typing import Any

import pytest

from analyser.batch.columns import LISTS, as_markdown, rows_of, tables
from analyser.testing import marked_call
from tests.reports import TALK, reported

DOCS = Path(__file__).parents[1] / "docs" / "batch.md"


def with_tracker(report: dict[str, Any]) -> dict[str, Any]:
    signals = {**report["signals"], "who_decides": {**report["signals"]["candour"], "value": 2.0}}
    return {**report, "signals": signals}


def test_a_tracker_has_a_row_of_its_own() -> None:
    (row,) = rows_of(with_tracker(reported(marked_call(*TALK))))["trackers"]
    assert (row["call_id"], row["name"], row["count"]) == ("marked", "who_decides", 2)


def test_every_figure_of_a_report_has_its_column() -> None:
    rows = rows_of(reported(marked_call(*TALK, date="2026-03-04")))
    rows["trackers"] = rows_of(with_tracker(reported(marked_call(*TALK))))["trackers"]
    assert all(rows[name] for name in ("calls", "trackers", *LISTS))
    for name, found in rows.items():
        assert set(found[0]) == {column.name for column in tables()[name]}, name


@pytest.mark.parametrize("name", tables())
def test_columns_are_told_apart_and_explained(name: str) -> None:
    columns = tables()[name]
    assert len({column.name for column in columns}) == len(columns)
    assert all(c.meaning and c.dtype in ("string", "Float64", "Int64", "boolean") for c in columns)


def test_the_docs_hold_every_column() -> None:
    assert as_markdown() in DOCS.read_text(encoding="utf-8")
