"""On a Ray of this machine, with the real model: ``make test-cluster``."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pandas as pd
import psutil
import pytest

import analyser
from analyser.batch.cluster import BLOCK, Analyst
from analyser.batch.columns import tables
from analyser.batch.ledger import FILE
from analyser.errors import SettingsError
from analyser.settings import Settings
from tests.parquet_files import contents
from tests.spoken import TALK, spoken_bytes
from tests.test_killed import SCRIPT, killed_after

pytestmark = [pytest.mark.cluster, pytest.mark.filterwarnings("default")]
CALLS = 40
ROOT = Path(__file__).parents[1]
DEADLY = "deadly.json"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("calls"), times=3)


@pytest.fixture(scope="module")
def long_calls(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("long"), times=30)


def written(folder: Path, *, times: int) -> Path:
    """Calls in which the same is said so many times, and a bad one."""
    for number in range(CALLS):
        talk = (*TALK, f"R: That is number {number}.") * times
        (folder / f"{number:02}.json").write_bytes(spoken_bytes(*talk))
    (folder / "bad.json").write_bytes(b"{")
    return folder


@pytest.fixture(scope="module", autouse=True)
def ray_cluster() -> Iterator[None]:
    import ray

    ray.init(
        num_cpus=2,
        include_dashboard=False,
        log_to_driver=False,
        runtime_env={
            "env_vars": {"PYTHONPATH": str(ROOT)},
            "worker_process_setup_hook": die_of_deadly,
        },
    )
    yield
    ray.shutdown()


def die_of_deadly() -> None:
    """In a worker: whoever reads the deadly file is killed, as by a want of memory."""
    from analyser.batch.input import Input

    read = Input.read

    def reading(self: Input) -> bytes:
        if self.name == DEADLY:
            os.kill(os.getpid(), signal.SIGKILL)
        return read(self)

    Input.read = reading  # type: ignore[method-assign]


def test_ray_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    analyser.analyse_many(folder, out=tmp_path / "local")
    analyser.analyse_many(folder, out=tmp_path / "ray", engine="ray", workers=2)
    assert contents(tmp_path / "ray") == contents(tmp_path / "local")


def kill_an_actor(killed: list[int]) -> None:
    """Kill one of the actors a second after it was there."""
    for _ in range(600):
        for process in psutil.Process().children(recursive=True):
            if "MapWorker" in process.name() or "MapWorker" in " ".join(process.cmdline()):
                time.sleep(1.0)
                os.kill(process.pid, signal.SIGKILL)
                killed.append(process.pid)
                return
        time.sleep(0.1)


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


@pytest.mark.parametrize("place", ["a-ray-of-its-own", "a-cluster-that-stays"])
def test_a_killed_driver_goes_on_when_it_is_run_again(
    long_calls: Path, tmp_path: Path, place: str
) -> None:
    import ray

    script, out = tmp_path / "batch.py", tmp_path / "out"
    script.write_text(SCRIPT)
    command = [sys.executable, str(script), str(long_calls), str(out), "engine=ray"]
    if place == "a-cluster-that-stays":
        command.append(f"address={ray.get_runtime_context().gcs_address}")
    count = killed_after(BLOCK, command, out, os.kill)
    assert BLOCK <= count < CALLS + 1
    kept = results(out)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    again = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert (again.returncode, again.stdout) == (0, "")
    assert "ray.data" not in again.stderr
    assert {name: results(out)[name] for name in kept} == kept
    analyser.analyse_many(long_calls, out=tmp_path / "whole")
    assert contents(out) == contents(tmp_path / "whole")


def results(out: Path) -> dict[str, bytes]:
    """What is kept of each input."""
    with closing(sqlite3.connect(out / FILE)) as ledger:
        return dict(ledger.execute("SELECT name, rows FROM done"))


def test_a_deadly_call_is_lost_alone_and_tried_again_by_a_resumed_run(tmp_path: Path) -> None:
    names = [f"{number}.json" for number in range(BLOCK)]
    folder, out = tmp_path / "calls", tmp_path / "out"
    folder.mkdir()
    for name in (*names, DEADLY):
        (folder / name).write_bytes(spoken_bytes())
    found = analyser.analyse_many(folder, engine="ray", out=out, workers=2)
    assert [f"{call}.json" for call in found.calls.call_id] == names
    assert list(found.failures.source) == [DEADLY]
    assert list(found.failures.error) == ["WorkerDied"]
    assert len(analyser.analyse_many(folder, out=out, resume=True).calls) == BLOCK + 1


def test_ray_data_reads_and_writes_parquet_by_itself(tmp_path: Path) -> None:
    """As docs/cluster.md shows it: the reports never come to one place."""
    import ray

    calls = pd.DataFrame({"call_id": [*"abc"], "transcript": "\n".join(TALK)})
    calls.to_parquet(tmp_path / "calls.parquet")
    ray.data.read_parquet(str(tmp_path / "calls.parquet")).map_batches(
        Analyst,
        fn_constructor_args=(Settings(), {"TRUST_ANALYSER_THREADS": "1"}),
        batch_format="pandas",
        compute=ray.data.ActorPoolStrategy(min_size=1, max_size=2),
        num_cpus=1,
    ).write_parquet(str(tmp_path / "reports"))
    found = pd.read_parquet(tmp_path / "reports").sort_values("name", ignore_index=True)
    here = analyser.analyse_frame(calls)
    assert list(found["report"]) == list(here["report"])


@pytest.mark.parametrize(
    ("address", "found"),
    [
        pytest.param("127.0.0.1:1", "none that answers", id="no-cluster"),
        pytest.param("ray://127.0.0.1:10001", "Ray Client", id="ray-client"),
    ],
)
def test_a_wrong_address_is_told(address: str, found: str) -> None:
    import ray

    ray.shutdown()
    with pytest.raises(SettingsError, match=found):
        analyser.analyse_many([], engine="ray", address=address)
