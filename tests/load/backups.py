"""Backup and restore while calls come in: ``python -m tests.load.backups`` (make load-backups).

For each database in turn: so many stored calls, parallel uploaders for a while, and `analyser
backup` in the middle of it; `analyser restore` into another database. Every call that was
acknowledged before the backup began must be in it, with its report; no other but calls that were
handed in. Exits 1 where that is not so.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import connect
from threading import Event

import httpx
import psycopg
from sqlalchemy import select

from api.store.calls import ANALYSED
from api.store.database import Database
from api.store.engine import database_url
from api.store.tables import CallRow, ReportRow
from tests.load.__main__ import ROOT, SERVE, place, served
from tests.load.fill import bases, fill


@dataclass(frozen=True)
class Handed:
    """A call that was handed in: when that began, how long it took, what was answered."""

    began: float
    seconds: float
    status: int
    call: str | None


def main() -> int:
    parser = argparse.ArgumentParser(description="Back up and restore under load.")
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--calls", type=int, default=5_000, help="stored calls before")
    parser.add_argument("--uploaders", type=int, default=8)
    parser.add_argument("--seconds", type=int, default=60)
    args = parser.parse_args()
    wrong = 0
    for one in ("sqlite", "postgresql"):
        if args.database in (one, "both"):
            with tempfile.TemporaryDirectory() as folder, place(one, Path(folder)) as url:
                print(f"\n## {one}, {args.calls:,} calls", flush=True)
                wrong += measure(url, Path(folder), args)
    return 1 if wrong else 0


def measure(url: str, folder: Path, args: argparse.Namespace) -> int:
    """Print what was measured; how many things were wrong."""
    db = Database(url)
    fill(db, args.calls, bases(20))
    filled = set(ids(db))
    copy, stop = folder / "copy", Event()
    with served(url, folder) as (address, _), ThreadPoolExecutor(args.uploaders) as pool:
        work = [pool.submit(hand_in, address, n, stop) for n in range(args.uploaders)]
        time.sleep(args.seconds / 2)
        began = time.monotonic()
        analyser("backup", copy, url)
        ended = time.monotonic()
        time.sleep(args.seconds / 2)
        stop.set()
        handed = [one for each in work for one in each.result()]
    db.close()
    other = elsewhere(url, folder)
    restoring = time.monotonic()
    analyser("restore", copy, other)
    restored = time.monotonic() - restoring
    sure = {one.call for one in handed if one.call and one.began + one.seconds < began}
    known = filled | {one.call for one in handed if one.call}
    found = Database(other)
    kept, wrong = set(ids(found)), sound(other)
    found.close()
    lost, unknown = (filled | sure) - kept, kept - known
    size = copy.stat().st_size / 2**20
    print(f"backup {ended - began:.1f} s, {size:.0f} MB; restore {restored:.1f} s")
    for name, start, end in (
        ("before", 0.0, began),
        ("during", began, ended),
        ("after", ended, 1e9),
    ):
        print(f"{name:8}{told([one for one in handed if start <= one.began < end])}")
    print(
        f"acknowledged before the backup {len(sure)} (and {len(filled)} stored before), lost "
        f"{len(lost)}, in the copy that nobody handed in {len(unknown)}, unsound {wrong}",
        flush=True,
    )
    return wrong + len(lost) + len(unknown) + sum(one.status not in (201, 503) for one in handed)


def hand_in(address: str, uploader: int, stop: Event) -> list[Handed]:
    """Hand in calls of one's own without a pause."""
    handed = []
    with httpx.Client(base_url=address, timeout=120) as client:
        while not stop.is_set():
            mark = f"Deal {uploader} {len(handed)}"
            turns = [
                {"speaker": ("Ann", "Lee")[n % 2], "text": f"{mark}: why is it {n} that counts?"}
                for n in range(20)
            ]
            began = time.monotonic()
            answer = client.post("/v1/calls", json={"turns": turns})
            seconds = time.monotonic() - began
            call = answer.headers["Call-Id"] if answer.status_code == 201 else None
            handed.append(Handed(began, seconds, answer.status_code, call))
            if answer.status_code == 503:
                time.sleep(0.2)
    return handed


def ids(db: Database) -> list[str]:
    """The ids of the calls that have their report."""
    query = select(CallRow.id).join(ReportRow, ReportRow.call_number == CallRow.number)
    with db.reading() as session:
        return list(session.scalars(query.where(CallRow.state == ANALYSED)))


def analyser(command: str, copy: Path, url: str) -> None:
    environment = os.environ | {"TRUST_ANALYSER_DATABASE": url}
    subprocess.run(
        [sys.executable, "-c", SERVE, command, str(copy)], check=True, env=environment, cwd=ROOT
    )


def elsewhere(url: str, folder: Path) -> str:
    """An empty database of the same kind."""
    if "://" not in url:
        return str(folder / "elsewhere" / "calls.db")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE elsewhere")
    return database_url(url).set(drivername="postgresql", database="elsewhere").render_as_string()


def sound(url: str) -> int:
    """0 where SQLite finds nothing wrong with a file; PostgreSQL checks while it restores."""
    if "://" in url:
        return 0
    with closing(connect(url)) as connection:
        checks = ("integrity_check", "foreign_key_check")
        found = [connection.execute(f"PRAGMA {check}").fetchall() for check in checks]
    return int(found != [[("ok",)], []])


def told(handed: Sequence[Handed]) -> str:
    took = sorted(one.seconds for one in handed if one.call)
    busy = sum(one.status == 503 for one in handed)
    if not took:
        return f"no call, 503 {busy} times"
    return (
        f"{len(took)} calls, p50 {statistics.median(took) * 1000:.0f} ms, "
        f"longest {took[-1] * 1000:.0f} ms, 503 {busy} times"
    )


if __name__ == "__main__":
    raise SystemExit(main())
