"""A large batch killed half-way: ``python -m models.bench_killed [--calls N] [--folder FOLDER]``.

Whole calls of written quarters (400 a quarter, each with a seed of its own) are analysed by two
workers into Parquet. Half-way the program and all its processes are killed (SIGKILL); the same
run is resumed, and once more when nothing is left to do. Each call must be there once, and what
was kept before the kill unchanged. Memory is that of each process (PSS: a page that processes
share counts for each with its part). Calls and results stay in FOLDER, where one is given; a
measurement that broke off there goes on.
"""

import argparse
import hashlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import psutil
import pyarrow.dataset as ds

import analyser
from analyser.batch.ledger import FILE
from models.quarter import CALLS, make_quarter

WORKERS: Final = 2
EVERY_S: Final = 1.0
PATIENCE: Final = 10
"""So many times it is looked whether the processes of a batch are gone."""
LINES: Final = 20
"""So many lines about memory a whole run."""


@dataclass(frozen=True, slots=True)
class Batch:
    """So many ``calls`` lie in ``inputs``; results go to ``out``."""

    inputs: Path
    out: Path
    calls: int

    def run(self, until: int | None = None) -> float:
        """Start it, or go on with it, in a process group of its own, and tell of its memory;
        seconds. With ``until`` so many results the whole group is killed."""
        command = [sys.executable, "-m", "models.bench_killed", "--inside"]
        began, told = time.perf_counter(), self.kept()
        batch = subprocess.Popen([*command, self.inputs, self.out], start_new_session=True)
        try:
            while batch.poll() is None and (until is None or self.kept() < until):
                if self.kept() >= told + self.calls / LINES:
                    told = self.kept()
                    print(f"  {told:6} kept   {_memory(batch.pid)}", flush=True)
                time.sleep(EVERY_S)
        finally:
            if batch.poll() is None:
                os.killpg(batch.pid, signal.SIGKILL)
            batch.wait()
        if left := _left(batch.pid):
            raise SystemExit(f"expected no process of the batch any more, found {left}")
        if until is None and batch.returncode:
            raise SystemExit(f"expected the batch to end with 0, found {batch.returncode}")
        return time.perf_counter() - began

    def kept(self) -> int:
        """How many results are kept by now."""
        found = self._asked("SELECT count(*) FROM done")
        return int(found[0][0]) if found else 0

    def results(self) -> dict[str, str]:
        """Each kept result, as a hash, by its input's name."""
        rows = self._asked("SELECT name, rows FROM done")
        return {name: hashlib.sha256(packed).hexdigest() for name, packed in rows}

    def _asked(self, query: str) -> list[Any]:
        try:
            with closing(sqlite3.connect(f"file:{self.out / FILE}?mode=ro", uri=True)) as ledger:
                return ledger.execute(query).fetchall()
        except sqlite3.Error:  # Before the batch has made it.
            return []


def write_calls(folder: Path, calls: int) -> int:
    """So many calls, a file a quarter, each call with an id of its own; the words in them."""
    folder.mkdir(parents=True, exist_ok=True)
    words = 0
    for number, first in enumerate(range(0, calls, CALLS)):
        made = make_quarter(CALLS, seed=number).calls[: calls - first]
        named = [{**call, "id": f"{number:03}-{call['id']}"} for call in made]
        lines = [json.dumps(call, ensure_ascii=False) + "\n" for call in named]
        (folder / f"quarter-{number:03}.jsonl").write_text("".join(lines), encoding="utf-8")
        words += sum(len(turn["text"].split()) for call in made for turn in call["turns"])
    return words


def _memory(pid: int) -> str:
    """MB of each process of the batch: the program, the fork server, its workers."""
    program = psutil.Process(pid)
    shown = [f"program {_pss(program)}"]
    for child in program.children():
        workers = child.children()
        if workers:
            shown += [f"fork server {_pss(child)}", *(f"worker {_pss(w)}" for w in workers)]
    whole = sum(_pss(one) for one in [program, *program.children(recursive=True)])
    return f"{', '.join(shown)}; all {whole} MB"


def _pss(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().pss / 2**20)
    except psutil.Error:
        return 0


def _left(group: int) -> int:
    """Processes of a group that still run, some time after its end."""
    left = 0
    for _ in range(PATIENCE):
        left = sum(_runs(process, group) for process in psutil.process_iter())
        if not left:
            break
        time.sleep(EVERY_S)
    return left


def _runs(process: psutil.Process, group: int) -> bool:
    try:
        return os.getpgid(process.pid) == group and process.status() != psutil.STATUS_ZOMBIE
    except (ProcessLookupError, psutil.Error):
        return False


def check(batch: Batch, before: dict[str, str]) -> None:
    """Raise SystemExit where a call is lost, doubled or changed."""
    after = batch.results()
    changed = sum(after.get(name) != result for name, result in before.items())
    ids = ds.dataset(batch.out / "calls").to_table(columns=["call_id"])["call_id"].to_pylist()
    failures = ds.dataset(batch.out / "failures").count_rows()
    print(
        f"{len(ids)} rows of calls, {len(set(ids))} ids, {failures} failures; "
        f"{changed} of {len(before)} results changed",
        flush=True,
    )
    if changed or failures or len(ids) != len(set(ids)) or len(ids) != batch.calls:
        raise SystemExit(f"expected each of {batch.calls} calls once, and none changed")


def measure(folder: Path, calls: int) -> None:
    """The whole of it, with a line for each step."""
    batch = Batch(folder / "calls", folder / "out", calls)
    words = write_calls(batch.inputs, calls)
    print(f"{calls} calls, {words} words, {WORKERS} workers", flush=True)
    if found := batch.kept():
        print(f"going on: {found} results are kept", flush=True)
    seconds = batch.run(until=calls // 2)
    before = batch.results()
    print(f"killed after {seconds:.0f} s: {len(before)} results are kept", flush=True)
    seconds = batch.run()
    rate = 60 * (calls - len(before)) / seconds
    print(
        f"resumed: {seconds:.0f} s, {rate:.0f} calls/min with the start and the tables", flush=True
    )
    check(batch, before)
    print(f"nothing to do: {batch.run():.1f} s", flush=True)
    check(batch, batch.results())


def main(argv: Sequence[str] | None = None) -> int:
    """Measure; or, with ``--inside``, be the batch."""
    parser = argparse.ArgumentParser(description="Kill a large batch half-way and resume it.")
    parser.add_argument("--calls", type=int, default=10_000)
    parser.add_argument(
        "--folder", type=Path, help="for calls and results; else one that is removed"
    )
    parser.add_argument("--inside", nargs=2, type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args(argv)
    if args.inside:
        inputs, out = args.inside
        analyser.analyse_many(inputs, out=out, workers=WORKERS, resume=True, progress=False)
        return 0
    with tempfile.TemporaryDirectory() as removed:
        measure(args.folder or Path(removed), args.calls)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
