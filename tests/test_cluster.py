"""On a Ray of this machine, with the real model: ``make test-cluster``."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import psutil
import pytest

import analyser
from analyser.columns import tables
from tests.spoken import TALK, spoken_bytes

pytestmark = [pytest.mark.cluster, pytest.mark.filterwarnings("default")]
CALLS = 40
ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("calls")
    for number in range(CALLS):
        talk = (*TALK, f"R: That is number {number}.") * 3
        (folder / f"{number:02}.json").write_bytes(spoken_bytes(*talk))
    (folder / "bad.json").write_bytes(b"{")
    return folder


@pytest.fixture(scope="module", autouse=True)
def ray_cluster() -> Iterator[None]:
    import ray

    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    os.environ["PYTHONPATH"] = path
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    yield
    ray.shutdown()


def written(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*.parquet"))
    }


def test_ray_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    analyser.analyse_many(folder, out=tmp_path / "local")
    analyser.analyse_many(folder, out=tmp_path / "ray", engine="ray", workers=2)
    assert written(tmp_path / "ray") == written(tmp_path / "local")


def kill_an_actor(killed: list[int]) -> None:
    """Kill one of the actors as soon as there is one that works."""
    for _ in range(600):
        for process in psutil.process_iter(["cmdline", "cpu_times"]):
            name = " ".join(process.info["cmdline"] or ())
            if "MapWorker" in name and process.ppid() in children():
                time.sleep(1.0)
                os.kill(process.pid, signal.SIGKILL)
                killed.append(process.pid)
                return
        time.sleep(0.1)


def children() -> set[int]:
    return {process.pid for process in psutil.Process().children(recursive=True)}


def test_a_killed_actor_loses_and_doubles_nothing(folder: Path) -> None:
    killed: list[int] = []
    killer = threading.Thread(target=kill_an_actor, args=(killed,))
    killer.start()
    found = analyser.analyse_many(folder, engine="ray", workers=2)
    killer.join()
    assert killed
    assert list(found.calls.call_id) == [f"{number:02}" for number in range(CALLS)]
    assert list(found.failures.source) == ["bad.json"]
    local = analyser.analyse_many(folder)
    for name in tables():
        pd.testing.assert_frame_equal(getattr(found, name), getattr(local, name))
