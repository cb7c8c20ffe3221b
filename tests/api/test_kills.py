"""A server that is killed at any moment loses no accepted call and analyses none twice."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from api.store import calls
from api.store.call_list import page
from api.store.database import Database
from api.store.tables import DeliveryRow, ReportRow, WebhookRow
from api.store.view import DEFAULT_TEAM, View
from tests.api.quick_service import on_each_database, own_json

pytestmark = on_each_database
KILLS = 32
LONGEST_SECONDS = 0.8
ROOT = Path(__file__).parents[2]


class Supervisor:
    """Starts servers, each of which is to be killed. ``python -m tests.api.kill_server``."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def line(self) -> str:
        assert self._process.stdout is not None
        found = self._process.stdout.readline()
        assert found, "the supervisor died"
        return found

    @contextmanager
    def server(self) -> Iterator[tuple[str, int]]:
        """The URL of a server and its process id; the server is dead when the block ends."""
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        port, child = map(int, self.line().split())
        try:
            yield f"http://127.0.0.1:{port}", child
        finally:
            os.kill(child, signal.SIGKILL)
            assert self.line() == "dead\n"


@pytest.fixture
def supervisor(database: str) -> Iterator[Supervisor]:
    command = [sys.executable, "-m", "tests.api.kill_server", database]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=os.environ | {"TRUST_ANALYSER_THREADS": "1"},
    ) as process:
        yield Supervisor(process)
        process.terminate()


def hand_in(url: str, number: int) -> str | None:
    """The id of a call that was acknowledged, None where the server died before."""
    call = own_json(f"We need it live by March {number}. What would that cost?")
    try:
        answer = httpx.post(f"{url}/v1/calls", json=call, timeout=30)
    except httpx.TransportError:
        return None
    return answer.headers["Call-Id"] if answer.status_code in (200, 201) else None


def hand_in_batch(url: str, number: int) -> str | None:
    """The id of a job that was acknowledged."""
    files = [
        ("file", (f"{n}.txt", f"Rep: Why March?\nBuyer: Audit {number} {n}.\n".encode()))
        for n in range(3)
    ]
    try:
        answer = httpx.post(f"{url}/v1/batches", files=files, timeout=30)
    except httpx.TransportError:
        return None
    return str(answer.json()["id"]) if answer.status_code == 202 else None


def test_no_call_is_lost_or_doubled(supervisor: Supervisor, database: str) -> None:
    chance = random.Random(7)
    accepted: set[str] = set()
    jobs: set[str] = set()
    with watched(database) as db, ThreadPoolExecutor(4) as pool:
        for number in range(KILLS):
            with supervisor.server() as (url, _):
                # Every fourth is killed while it starts, however slow that is.
                if number % 4:
                    httpx.get(f"{url}/healthz", timeout=60).raise_for_status()
                handed = [pool.submit(hand_in, url, 3 * number + n) for n in range(3)]
                batch = pool.submit(hand_in_batch, url, number)
                time.sleep(chance.uniform(0, LONGEST_SECONDS))
            accepted |= {one for job in handed if (one := job.result())}
            jobs |= {one for one in [batch.result()] if one}
        with supervisor.server() as (url, _):
            wait_until_done(db, url, jobs)
        kept = all_calls(db)
        assert kept
        assert accepted <= kept
        with db.reading() as session:
            assert session.query(ReportRow).count() == len(kept)
            assert {row.revision for row in session.query(ReportRow)} == {1}
            # Each analysis that counted told the webhook once.
            assert session.query(DeliveryRow).count() == len(kept)


@contextmanager
def watched(database: str) -> Iterator[Database]:
    db = Database(database)
    with db.writing() as session:
        session.add(
            WebhookRow(
                id="hook",
                team_id=DEFAULT_TEAM,
                url="https://example.invalid",
                secret="",
                events="call.analysed",
                created_by="local",
                created_at="",
            )
        )
    try:
        yield db
    finally:
        db.close()


def wait_until_done(db: Database, url: str, jobs: set[str]) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        with db.reading() as session:
            waiting = calls.waiting(session)
        if not waiting:
            found = [httpx.get(f"{url}/v1/jobs/{job}", timeout=30).json() for job in jobs]
            if all(job["finished_at"] for job in found):
                assert all(job["done"] == 3 for job in found)
                return
        time.sleep(0.2)
    pytest.fail("accepted work was left lying")


def all_calls(db: Database) -> set[str]:
    found: set[str] = set()
    cursor = None
    with db.reading() as session:
        while True:
            one = page(session, View(DEFAULT_TEAM), 200, cursor)
            assert all(item.state == "analysed" for item in one.items)
            found |= {item.id for item in one.items}
            cursor = one.next_cursor
            if cursor is None:
                return found
