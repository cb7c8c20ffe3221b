import json
from typing import Any

import pandas as pd
import pytest

from analyser.batch.tables import CallTables, tables_of
from analyser.batch.tasks import AnalysedCall, CallFailure
from analyser.reading import ROLES_UNKNOWN
from analyser.signals import all_signals
from analyser.testing import marked_call
from tests.reports import TALK, reported


def outcome(report: dict[str, Any]) -> AnalysedCall:
    return AnalysedCall(report["id"], report["source"], json.dumps(report))


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    return reported(marked_call(*TALK, date="2026-03-04"))


@pytest.fixture(scope="module")
def tables(report: dict[str, Any]) -> CallTables:
    unknown = reported(marked_call("?: Hello.", "?: Hello."))
    failure = CallFailure("bad.vtt", "DamagedInput", "bad.vtt: expected a call, found none")
    return tables_of([outcome(report), failure, outcome({**unknown, "id": "unknown"})])


def test_a_row_a_call_in_order(tables: CallTables, report: dict[str, Any]) -> None:
    assert list(tables.calls.call_id) == ["marked", "unknown"]
    assert tables.calls.trust_score[0] == report["trust_score"]
    assert tables.calls.date[0] == "2026-03-04"


@pytest.mark.parametrize("name", all_signals())
def test_every_signal_has_value_score_and_reason(tables: CallTables, name: str) -> None:
    assert {name, f"{name}_score", f"{name}_absent"} <= set(tables.calls)


@pytest.mark.parametrize("column", ["talk_listen", "talk_listen_score", "trust_score"])
def test_absent_is_missing_never_zero(tables: CallTables, column: str) -> None:
    assert tables.calls[column][1] is pd.NA
    assert tables.calls.talk_listen_absent[1] == ROLES_UNKNOWN


@pytest.mark.parametrize(
    "name", ["moments", "requests", "price_cuts", "commitments", "participants"]
)
def test_lists_have_a_row_each(tables: CallTables, report: dict[str, Any], name: str) -> None:
    frame = getattr(tables, name)
    mine = frame.iloc[: len(report[name])]
    assert next(iter(frame)) == "call_id"
    for column in set(frame) - {"call_id"}:
        assert [None if pd.isna(v) else v for v in mine[column]] == [
            row[column] for row in report[name]
        ]


def test_failures_are_rows_of_their_own(tables: CallTables) -> None:
    (row,) = tables.failures.to_dict("records")
    assert (row["source"], row["error"]) == ("bad.vtt", "DamagedInput")


def test_nothing_still_gives_columns() -> None:
    empty = tables_of([])
    assert len(empty.calls) == 0
    assert "trust_score" in empty.calls
    assert list(empty.price_cuts)[:3] == ["call_id", "turn", "sentence"]
    assert list(empty.failures) == ["source", "error", "message"]
