from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analyser.batch.input import Input
from analyser.batch.mixed_inputs import count_of, inputs_in
from analyser.errors import SettingsError

TURNS = pd.DataFrame({"call_id": [*"aab"], "text": [*"xyz"], "start": [0, None, 0]})
CALLS = pd.DataFrame({"transcript": ["x", None]})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "call.vtt"
    path.touch()
    return path


def test_one_list_may_hold_everything(path: Path) -> None:
    given = [path, TURNS, {"a.vtt": b"x", "b": b""}, CALLS, Input("own", data=b"x"), CALLS]
    assert [one.name for one in inputs_in(given)] == [
        *("a", "b", "a.vtt", "b (2)", "frame:1", "frame:2", "own"),
        *("frame:1 (2)", "frame:2 (2)", "call.vtt"),
    ]
    assert count_of(given) == 10


@pytest.mark.parametrize(
    ("given", "count"),
    [
        pytest.param([], 0, id="nothing"),
        pytest.param({}, 0, id="no-files"),
        pytest.param(TURNS, 2, id="turns"),
        pytest.param(TURNS.head(0), 0, id="no-turns"),
        pytest.param(CALLS, 2, id="calls"),
        pytest.param(["memory://bucket/"], None, id="url"),
        pytest.param(iter([CALLS]), None, id="iterator"),
    ],
)
def test_counts_what_need_not_be_fetched(given: Any, count: int | None) -> None:
    assert count_of(given) == count


@pytest.mark.parametrize(
    ("given", "found"),
    [
        pytest.param(None, "found NoneType", id="none"),
        pytest.param(3, "found int", id="number"),
        pytest.param(b"Ann: secret", "found bytes", id="bytes"),
        pytest.param("Ann: secret\nBo: Hi", "the text of a transcript", id="talk"),
        pytest.param('{"turns": ["secret"]}', "the text of a transcript", id="json"),
        pytest.param({"turns": ["secret"]}, "something else under a name", id="one-call"),
    ],
)
def test_what_is_no_input_is_told_at_once_and_not_quoted(given: Any, found: str) -> None:
    for inputs in (given, ["call.vtt", given]):
        with pytest.raises(SettingsError, match=found) as told:
            inputs_in(inputs)
        assert "secret" not in str(told.value)


def test_what_comes_one_by_one_is_told_when_it_comes() -> None:
    def given() -> Iterator[Any]:
        yield {"a": b"x"}
        yield 3

    found = inputs_in(given())
    assert next(found).name == "a"
    with pytest.raises(SettingsError, match="found int"):
        next(found)


def test_an_empty_path_is_not_the_folder_one_is_in() -> None:
    with pytest.raises(SettingsError, match="found an empty text"):
        list(inputs_in(""))
