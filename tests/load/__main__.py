"""Load on loopback, measured with locust: ``python -m tests.load`` (make load).

For each database in turn: makes so many stored calls; then the time of an upload beside that of
the bare analysis, taken in turns; reads at a steady pace; parallel uploaders without a pause, after
which every acknowledged call must be there once. Times are those of clients. Prints a table; exits
1 where an answer was wrong or a call lost.
"""

import argparse
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import quote

import httpx
import psutil
from sqlalchemy import func, select

from analyser.ingest import read_bytes
from analyser.pipeline import analyse_call
from analyser.settings import Settings
from api.store.calls import ANALYSED
from api.store.database import Database
from api.store.moments import kinds
from api.store.tables import CallRow, NameRow, ReportRow
from api.store.view import DEFAULT_TEAM, View
from models.bench import one_hour_call
from models.quarter import make_quarter
from tests.api.postgres import cluster, programs
from tests.load.fill import bases, fill

ROOT = Path(__file__).parents[2]
TURNS = 300
SERVE = "import sys; from analyser.cli import main; sys.exit(main())"
READERS = 50
IN_REPORT = 2_000
"""So many ids of calls are asked for."""
OVER_TIME = 20
"""So many reps and accounts are asked for over time; each is worked out once."""
COMMON = ("price", "week", "team", "need", "time", "contract", "call")


@dataclass(frozen=True)
class Asked:
    """What to measure."""

    calls: int
    rate: int
    read_seconds: int
    uploaders: int
    upload_seconds: int
    posts: int


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the service under load.")
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--url", help="this one: filled where it is empty, and left as it becomes")
    parser.add_argument("--calls", type=int, default=100_000, help="stored calls")
    parser.add_argument("--rate", type=int, default=100, help="reads a second")
    parser.add_argument("--read-seconds", type=int, default=60)
    parser.add_argument("--uploaders", type=int, default=50)
    parser.add_argument("--upload-seconds", type=int, default=300)
    parser.add_argument("--posts", type=int, default=20, help="uploads beside bare analyses")
    args = vars(parser.parse_args())
    database, url = args.pop("database"), args.pop("url")
    asked = Asked(**args)
    if url is not None:
        with tempfile.TemporaryDirectory() as folder:
            return 1 if measure(url, Path(folder), asked) else 0
    wrong = 0
    for one in ("sqlite", "postgresql"):
        if database in (one, "both"):
            with tempfile.TemporaryDirectory() as folder, place(one, Path(folder)) as url:
                print(f"\n## {one}, {asked.calls:,} calls", flush=True)
                wrong += measure(url, Path(folder), asked)
    return 1 if wrong else 0


@contextmanager
def place(database: str, folder: Path) -> Iterator[str]:
    """An empty database of a kind; PostgreSQL as it comes, waiting for the disk."""
    if database == "sqlite":
        yield str(folder / "calls.db")
        return
    found = programs()
    if found is None:
        sys.exit("PostgreSQL is not installed: apt-get install postgresql")
    with cluster(found, "") as url:
        yield url.format(name="postgres")


def measure(url: str, folder: Path, asked: Asked) -> int:
    """Print what was measured; how many things were wrong."""
    began = time.monotonic()
    db = Database(url)
    with db.reading() as session:
        is_empty = session.scalar(select(CallRow.number).limit(1)) is None
    if is_empty:
        fill(db, asked.calls, bases(min(200, max(20, asked.calls // 500))))
        print(f"made in {time.monotonic() - began:.0f} s", flush=True)
    wrong = 0
    with served(url, folder) as (address, used):
        if asked.posts:
            wrong += posts(address, asked.posts)
        for seconds, part in ((asked.read_seconds, reads), (asked.upload_seconds, uploads)):
            if seconds:
                used.begin()
                wrong += part(db, address, folder, asked)
                print(used.told(), flush=True)
    db.close()
    return wrong


class Used:
    """The memory that a process and its children hold, looked at every second in MB, and their
    time on processors, since somebody said ``begin``."""

    def __init__(self, process: int) -> None:
        self._process = psutil.Process(process)
        self._found: list[int] = []
        self._before = 0.0
        self._stop = Event()
        self._thread = Thread(target=self._watch, daemon=True)

    def begin(self) -> None:
        self._found, self._before = [], self._processor()

    def __enter__(self) -> "Used":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(1):
            self._found.append(sum(one.memory_info().rss for one in self._all()) // 2**20)

    def _all(self) -> list[psutil.Process]:
        return [self._process, *self._process.children(recursive=True)]

    def _processor(self) -> float:
        times = [one.cpu_times() for one in self._all()]
        return float(sum(one.user + one.system for one in times))

    def told(self) -> str:
        """Of memory the median of each tenth of the time."""
        tenth = max(1, len(self._found) // 10)
        parts = [self._found[n : n + tenth] for n in range(0, len(self._found), tenth)]
        memory = ", ".join(f"{statistics.median(part):.0f}" for part in parts)
        spent = self._processor() - self._before
        return f"the server: {spent:.1f} s of processors, memory {memory} MB"


@contextmanager
def served(url: str, folder: Path) -> Iterator[tuple[str, Used]]:
    """The address of ``analyser serve`` on a database, and what it uses."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-c", SERVE, "serve", "--port", str(port)]
    environment = os.environ | {"TRUST_ANALYSER_DATABASE": url}
    with (
        (folder / "server.log").open("wb") as log,
        subprocess.Popen(command, env=environment, cwd=ROOT, stderr=log, stdout=log) as server,
    ):
        try:
            until = time.monotonic() + 120
            while time.monotonic() < until and not is_ready(address):
                time.sleep(0.2)
            with Used(server.pid) as used:
                yield address, used
        finally:
            server.terminate()


def is_ready(address: str) -> bool:
    try:
        return httpx.get(f"{address}/readyz", timeout=60).status_code == 200
    except httpx.TransportError:
        return False


def posts(address: str, number: int) -> int:
    """The time of an upload beside that of the bare analysis, in turns; 1 where one failed."""
    turns = cut(one_hour_call()["turns"])
    bare, uploaded = [], []
    with httpx.Client(base_url=address, timeout=120) as client:
        for n in range(-2, number):
            marked = [{**turns[0], "text": f"Run {n} of {os.getpid()}."}, *turns[1:]]
            body = json.dumps({"turns": marked}).encode()
            began = time.perf_counter()
            analyse_call(read_bytes(body, "call.json")[0], Settings()).to_json()
            between = time.perf_counter()
            headers = {"Content-Type": "application/json"}
            answer = client.post("/v1/calls", content=body, headers=headers)
            ended = time.perf_counter()
            if answer.status_code != 201:
                print(f"an upload was answered {answer.status_code}")
                return 1
            if n >= 0:
                bare.append(between - began)
                uploaded.append(ended - between)
    alone, whole = statistics.median(bare), statistics.median(uploaded)
    print(
        f"upload of {len(turns)} turns, {number} times: p50 {whole * 1000:.0f} ms, bare analysis "
        f"{alone * 1000:.0f} ms, {whole / alone:.2f} times",
        flush=True,
    )
    return 0


def cut(turns: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """So many turns of a long call."""
    while len(turns) < TURNS:
        turns = turns + turns
    return turns[:TURNS]


def reads(db: Database, address: str, folder: Path, asked: Asked) -> int:
    """Read at a steady pace; how many answers were wrong."""
    with db.reading() as session:
        ids = session.scalars(select(CallRow.id).order_by(CallRow.number).limit(IN_REPORT)).all()
        names = {
            kind: session.scalars(
                select(NameRow.key).where(NameRow.kind == kind).order_by(NameRow.key)
            ).all()[:OVER_TIME]
            for kind in ("rep", "account")
        }
        facts = {
            "ids": list(ids),
            "names": {kind: [quote(key) for key in keys] for kind, keys in names.items()},
            "kinds": kinds(session, View(DEFAULT_TEAM)),
            "words": COMMON,
            "calls": asked.calls,
        }
    began = time.monotonic()
    for kind, keys in names.items():
        for key in keys:
            httpx.get(f"{address}/v1/{kind}s/{quote(key)}", timeout=120).raise_for_status()
    looked_at = sum(map(len, names.values()))
    print(f"{looked_at} reps and accounts first worked out: {time.monotonic() - began:.1f} s")
    found = locust("Reader", address, folder, READERS, asked.read_seconds, facts, asked.rate)
    return shown(found, asked.read_seconds)


def uploads(db: Database, address: str, folder: Path, asked: Asked) -> int:
    """Parallel uploads without a pause; how many answers were wrong or calls lost or doubled."""
    with db.reading() as session:
        before = session.scalar(select(func.max(CallRow.number))) or 0
    known = folder / "acknowledged.txt"
    known.touch()
    facts = {"uploads": list(make_quarter(100, accounts=14).calls)}
    found = locust("Uploader", address, folder, asked.uploaders, asked.upload_seconds, facts)
    wrong = shown(found, asked.upload_seconds)
    acknowledged = known.read_text().split()
    with db.reading() as session:
        query = select(CallRow.id).join(ReportRow, ReportRow.call_number == CallRow.number)
        done = query.where(CallRow.number > before, CallRow.state == ANALYSED)
        kept = session.scalars(done).all()
    lost = set(acknowledged) - set(kept)
    print(
        f"acknowledged {len(acknowledged)}, kept {len(kept)}, lost {len(lost)}, "
        f"doubled {len(kept) - len(set(kept))}",
        flush=True,
    )
    return wrong + len(lost) + len(kept) - len(set(kept))


def locust(
    who: str,
    address: str,
    folder: Path,
    users: int,
    seconds: int,
    facts: Mapping[str, Any],
    rate: float = 1,
) -> list[dict[str, Any]]:
    """What locust measured, request by request."""
    report = folder / who
    command = [
        *(sys.executable, "-m", "locust", "-f", str(ROOT / "tests/load/traffic.py"), who),
        *("--headless", "--host", address, "-u", str(users), "-r", str(users)),
        *("-t", f"{seconds}s", "--stop-timeout", "30", "--json-file", str(report)),
        *("--loglevel", "WARNING", "--exit-code-on-error", "0"),
    ]
    known = folder / "facts.json"
    known.write_text(json.dumps(facts))
    told = {
        "LOAD_FACTS": str(known),
        "LOAD_RATE": str(rate / users),
        "LOAD_ACKNOWLEDGED": str(folder / "acknowledged.txt"),
    }
    environment = os.environ | told | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, check=False, cwd=ROOT, env=environment, capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(f"locust ended with {done.returncode}:\n{done.stderr}")
    entries: list[dict[str, Any]] = json.loads(report.with_suffix(".json").read_text())
    return entries


def shown(found: list[dict[str, Any]], seconds: int) -> int:
    """Print a line for each kind of request and one for all; how many answers were wrong."""
    rows = {one["name"]: one["response_times"] for one in found}
    total: dict[str, int] = {}
    for times in rows.values():
        for took, count in times.items():
            total[took] = total.get(took, 0) + count
    wrong: int = sum(one["num_failures"] for one in found)
    print(f"{'':28}{'number':>8}{'a second':>10}{'p50':>8}{'p95':>8}{'p99':>8} ms")
    for name, times in [*sorted(rows.items()), ("all", total)]:
        number = sum(times.values())
        shares = "".join(f"{quantile(times, q):>8.0f}" for q in (0.5, 0.95, 0.99))
        print(f"{name:28}{number:>8}{number / seconds:>10.1f}{shares}")
    print(f"wrong answers: {wrong}", flush=True)
    return wrong


def quantile(times: Mapping[str, int], share: float) -> float:
    """Of counts by milliseconds."""
    left = share * sum(times.values())
    for took, count in sorted((float(took), count) for took, count in times.items()):
        left -= count
        if left <= 0:
            return took
    return 0.0


if __name__ == "__main__":
    raise SystemExit(main())
