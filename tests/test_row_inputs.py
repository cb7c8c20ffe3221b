import json
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analyser.batch.row_inputs import inputs_of_rows, is_by_turn
from analyser.errors import SettingsError

TURNS: list[dict[str, Any]] = [
    {"call_id": "a", "speaker": "Ann", "text": "Hello.", "start": 1.5, "account": "Acme"},
    {"call_id": 7, "speaker": None, "text": "Hi.", "start": None, "account": None},
    {"call_id": "a", "speaker": "Lee", "text": None, "start": None, "account": "Other"},
]


def test_a_row_a_turn_keeps_the_order_of_the_turns() -> None:
    first, second = inputs_of_rows(list(TURNS[0]), TURNS, "frame")
    assert (first.name, second.name) == ("a", "7")
    assert json.loads(first.read()) == {
        "id": "a",
        "meta": {"account": "Acme"},
        "turns": [
            {"speaker": "Ann", "text": "Hello.", "start": 1.5},
            {"speaker": "Lee", "text": ""},
        ],
    }


@pytest.mark.parametrize(
    ("row", "name", "data"),
    [
        pytest.param({"transcript": "Ann: Hi."}, "frame:1", b"Ann: Hi.", id="content"),
        pytest.param({"text": b"\xff"}, "frame:1", b"\xff", id="bytes"),
        pytest.param({"text": None, "call_id": "a"}, "a", b"", id="absent"),
    ],
)
def test_a_row_a_call(row: dict[str, Any], name: str, data: bytes) -> None:
    (one,) = inputs_of_rows(list(row), [row], "frame")
    assert (one.name, one.read()) == (name, data)


def test_facts_of_a_call_are_as_json_holds_them() -> None:
    """NumPy's numbers and pandas' days, which no report could."""
    row = {"transcript": "x", "date": pd.Timestamp("2026-03-01"), "stage": np.int64(3)}
    (one,) = inputs_of_rows(list(row), [row], "frame")
    assert one.meta == {"date": "2026-03-01T00:00:00", "stage": 3}


@pytest.mark.parametrize(
    ("columns", "by_turn"),
    [
        pytest.param(["call_id", "text", "speaker"], True, id="speaker"),
        pytest.param(["call_id", "text", "start"], True, id="start-alone"),
        pytest.param(["call_id", "text"], False, id="content-of-a-call"),
        pytest.param(["text", "role"], False, id="of-no-call"),
    ],
)
def test_a_row_a_turn_has_what_calls_lack(columns: list[str], by_turn: bool) -> None:
    assert is_by_turn(columns) is by_turn


def test_a_row_may_say_where_the_call_is() -> None:
    (one,) = inputs_of_rows(["path", "rep"], [{"path": "a.vtt", "rep": "Ann"}], "frame")
    assert (one.name, one.path, one.meta) == ("a.vtt", "a.vtt", {"rep": "Ann"})


@pytest.mark.parametrize(
    ("columns", "rows", "found"),
    [
        pytest.param(["a", "b"], [], "found a, b", id="other-columns"),
        pytest.param([], [], "found no columns", id="none"),
        pytest.param(
            ["call_id", "role", "text"],
            [{"call_id": None, "role": "rep", "text": "x"}],
            "none in row 1",
            id="turn-of-no-call",
        ),
    ],
)
def test_says_what_was_expected(columns: list[str], rows: list[Any], found: str) -> None:
    with pytest.raises(SettingsError, match=found):
        list(inputs_of_rows(columns, rows, "frame"))
