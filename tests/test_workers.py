"""With plain functions: what they do does not matter to who shares them out."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from analyser.batch.workers import AHEAD, spread


def doubled(number: int) -> int:
    if number == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def dies_once(mark: Path) -> str:
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "done"


def struck(number: int) -> int:
    os.kill(os.getpid(), signal.SIGINT)
    return number


def environment(name: str) -> str | None:
    return os.environ.get(name)


def lost(item: object) -> int:
    return -1


def test_results_keep_the_order_and_a_deadly_item_is_lost_alone() -> None:
    found = list(spread(doubled, range(20), workers=2, lost=lost))
    assert found == [-1 if n == 13 else 2 * n for n in range(20)]


def test_an_item_whose_worker_died_is_tried_again(tmp_path: Path) -> None:
    assert list(spread(dies_once, [tmp_path / "mark"], workers=2, lost=str)) == ["done"]


def test_ctrl_c_is_for_the_caller_alone() -> None:
    assert list(spread(struck, range(4), workers=2, lost=lost)) == [0, 1, 2, 3]


def test_items_are_taken_as_they_are_needed() -> None:
    taken = []

    def items() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    results = spread(doubled, items(), workers=2, lost=lost)
    assert next(results) == 0
    assert len(taken) <= 2 * AHEAD
    results.close()  # type: ignore[attr-defined]


def test_workers_have_the_settings_of_today_and_one_thread(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = ["TRUST_ANALYSER_MODEL", "TRUST_ANALYSER_THREADS"]
    monkeypatch.setenv("TRUST_ANALYSER_THREADS", "7")
    for folder in ("one", "two"):
        monkeypatch.setenv("TRUST_ANALYSER_MODEL", folder)
        assert list(spread(environment, names, workers=1, lost=lost)) == [folder, "1"]
