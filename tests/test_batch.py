from pathlib import Path

import pytest

from analyser.batch import AnalysedCall, CallFailure, analyse_files, expand
from analyser.conversation import Conversation
from analyser.settings import Settings
from tests.spoken import TALK, spoken_bytes

TOLD = "we are broke"


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("inputs", "names"),
    [
        pytest.param(["."], ["a.vtt", "b.vtt"], id="folder"),
        pytest.param(["b.vtt", "a.vtt"], ["b.vtt", "a.vtt"], id="order-of-the-inputs"),
        pytest.param(["a.vtt", "*.vtt"], ["a.vtt", "b.vtt"], id="each-file-once"),
        pytest.param(["-", "a.vtt"], ["a.vtt"], id="stdin-is-no-file"),
        pytest.param(["none.vtt"], ["none.vtt"], id="missing-fails-when-read"),
    ],
)
def test_inputs_mean_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inputs: list[str], names: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.vtt", "b.vtt", ".hidden", "README.md"):
        written(tmp_path, name, b"x")
    assert [path.name for path in expand(inputs)] == names


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

    monkeypatch.setattr("analyser.batch.analyse_call", faulty)
    paths = [written(tmp_path, name, spoken_bytes()) for name in ("a.json", "b.json")]
    first, second = analyse_files(paths)
    assert isinstance(first, CallFailure)
    assert isinstance(second, CallFailure)
    assert first.error == type(error).__name__
    assert f"{first.error} in test_batch.py, line" in first.message
    assert TOLD not in first.message


def test_an_empty_folder_is_a_failure(tmp_path: Path) -> None:
    (failure,) = analyse_files(expand([str(tmp_path)]))
    assert isinstance(failure, CallFailure)
    assert failure.error == "TranscriptError"


def test_more_workers_give_the_same_bytes(tmp_path: Path) -> None:
    """With the real model: workers are processes of their own, which load it themselves."""
    paths = [written(tmp_path, f"{n}.json", spoken_bytes(*TALK[n:])) for n in range(3)]
    assert list(analyse_files(paths, workers=2)) == list(analyse_files(paths, workers=1))
