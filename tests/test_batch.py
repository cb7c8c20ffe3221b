import json
from pathlib import Path

import pytest

from analyser.batch.input import Input
from analyser.batch.tasks import AnalysedCall, CallFailure, Task, analyse_files, analyse_tasks
from analyser.conversation import Conversation
from analyser.settings import Settings
from tests.spoken import TALK, spoken_bytes

TOLD = "we are broke"


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.usefixtures("quick_road")
def test_outcomes_keep_the_order_of_the_inputs(tmp_path: Path) -> None:
    paths = [written(tmp_path, f"{n}.json", spoken_bytes(id=str(n))) for n in (3, 1, 2)]
    found = list(analyse_files(paths))
    assert [one.id for one in found if isinstance(one, AnalysedCall)] == ["3", "1", "2"]


@pytest.mark.parametrize(
    "error", [ValueError(TOLD), KeyError(TOLD), RecursionError(TOLD), MemoryError(TOLD)]
)
def test_a_fault_of_our_own_fails_its_call_and_quotes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def faulty(call: Conversation, settings: Settings) -> None:
        raise error

    monkeypatch.setattr("analyser.batch.tasks.analyse_call", faulty)
    paths = [written(tmp_path, name, spoken_bytes()) for name in ("a.json", "b.json")]
    first, second = analyse_files(paths)
    assert isinstance(first, CallFailure)
    assert isinstance(second, CallFailure)
    assert first.error == type(error).__name__
    assert f"{first.error} in test_batch.py, line" in first.message
    assert TOLD not in first.message


def test_an_empty_folder_is_a_failure(tmp_path: Path) -> None:
    (failure,) = analyse_files([tmp_path])
    assert isinstance(failure, CallFailure)
    assert failure.error == "TranscriptError"


def test_more_workers_give_the_same_bytes(tmp_path: Path) -> None:
    """With the real model: workers are processes of their own, which load it themselves."""
    paths = [written(tmp_path, f"{n}.json", spoken_bytes(*TALK[n:])) for n in range(3)]
    assert list(analyse_files(paths, workers=2)) == list(analyse_files(paths, workers=1))


@pytest.mark.usefixtures("quick_road")
def test_facts_beside_the_call_win(tmp_path: Path) -> None:
    path = written(tmp_path, "a.json", spoken_bytes(meta={"account": "Acme", "title": "First"}))
    one = Input("a", path=str(path), meta={"account": "Bolt"})
    (done,) = analyse_tasks([Task(one)])
    (call,) = done.outcomes or ()
    assert isinstance(call, AnalysedCall)
    assert json.loads(call.json)["meta"] == {"account": "Bolt", "title": "First"}


@pytest.mark.usefixtures("quick_road")
def test_a_known_result_holds_until_something_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = Input("a", data=spoken_bytes())
    (first,) = analyse_tasks([Task(one)])

    def outcomes(given: Input, settings: Settings | None = None) -> object:
        (done,) = analyse_tasks([Task(given, first.mark)], settings)
        return done.outcomes

    assert outcomes(one) is None
    assert outcomes(Input("a", data=spoken_bytes(id="b"))) is not None
    assert outcomes(Input("a", data=spoken_bytes(), meta={"account": "Bolt"})) is not None
    assert outcomes(one, Settings(min_role_confidence=0.8)) is not None
    monkeypatch.setattr("analyser.batch.tasks.ready", lambda: "acts 2")
    assert outcomes(one) is not None
