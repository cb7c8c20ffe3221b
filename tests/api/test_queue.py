"""The queue of each kind: word of work goes in on one side, and the work is done on the other."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from api.work.queue import Queue
from tests.api.quick_service import Serve, on_each_database, vtt
from tests.api.teams import service

REQUIRED = "TRUST_ANALYSER_REQUIRE_REDIS"
"""Set where its absence is an error: .ci/run sets it."""


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Redis server of our own, which keeps nothing on disk."""
    program = shutil.which("redis-server")
    if program is None:
        if os.environ.get(REQUIRED):
            pytest.fail("Redis is required here and not installed")
        pytest.skip("Redis is not installed: apt-get install redis-server")
    socket = tmp_path_factory.mktemp("redis") / "s"
    options = ("--port", "0", "--unixsocket", str(socket), "--save", "", "--appendonly", "no")
    with subprocess.Popen([program, *options], stdout=subprocess.DEVNULL) as server:
        until = time.monotonic() + 60
        while not socket.exists() and time.monotonic() < until:
            time.sleep(0.02)
        yield f"unix://{socket}"
        server.terminate()


@pytest.fixture(params=["sqlite", "postgresql", "redis"])
def queue(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The setting of a queue."""
    if request.param == "sqlite":
        return str(tmp_path / "queue.db")
    if request.param == "redis":
        found: str = request.getfixturevalue("redis")
        return found
    server: str = request.getfixturevalue("postgres")
    return server.format(name="postgres")


def wait_for(holds: Callable[[], object]) -> bool:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.05)
    return False


def test_word_goes_in_and_work_comes_out(serve: Serve, queue: str) -> None:
    client = serve(queue=queue, job_threads=0, claim_seconds=1)
    bell: Queue = service(client).queue
    bell.huey.flush()
    files = {"file": ("a.vtt", vtt())}
    job = client.post("/v1/batches", files=files).json()["id"]
    assert wait_for(lambda: bell.huey.pending_count() == 1)
    assert client.get(f"/v1/jobs/{job}").json()["waiting"] == 1
    with bell.running(1):
        assert wait_for(lambda: client.get(f"/v1/jobs/{job}").json()["finished_at"])
    assert client.get(f"/v1/jobs/{job}").json()["done"] == 1
    assert client.get("/readyz").status_code == 200


def test_a_lost_word_is_said_again(serve: Serve, queue: str) -> None:
    client = serve(queue=queue, job_threads=0, claim_seconds=1)
    bell: Queue = service(client).queue
    client.post("/v1/batches", files={"file": ("a.vtt", vtt())})
    assert wait_for(lambda: bell.huey.pending_count() == 1)
    bell.huey.flush()
    assert wait_for(lambda: bell.huey.pending_count() == 1)


def test_a_queue_that_goes_away_is_told_and_comes_back(serve: Serve, tmp_path: Path) -> None:
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("Redis is not installed: apt-get install redis-server")
    socket = tmp_path / "s"
    command = [program, "--port", "0", "--unixsocket", str(socket), "--save", ""]

    def start() -> "subprocess.Popen[bytes]":
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        assert wait_for(socket.exists)
        return server

    server = start()
    client = serve(queue=f"unix://{socket}", job_threads=0, claim_seconds=1)
    assert wait_for(lambda: client.get("/readyz").status_code == 200)
    server.terminate()
    server.wait()
    socket.unlink(missing_ok=True)
    assert wait_for(lambda: client.get("/readyz").status_code == 503)
    # Calls are taken all the same: the work lies in the store.
    sent = client.post("/v1/batches", files={"file": ("a.vtt", vtt())})
    assert sent.status_code == 202
    server = start()
    try:
        bell: Queue = service(client).queue
        assert wait_for(lambda: client.get("/readyz").status_code == 200)
        assert wait_for(lambda: bell.huey.pending_count() == 1)
    finally:
        server.terminate()
        server.wait()


@on_each_database
def test_by_default_the_queue_is_beside_the_database_or_in_it(serve: Serve) -> None:
    client = serve(job_threads=1, claim_seconds=1)
    job = client.post("/v1/batches", files={"file": ("a.vtt", vtt())}).json()["id"]
    assert wait_for(lambda: client.get(f"/v1/jobs/{job}").json()["finished_at"])
