"""A whole batch, its workers and all, killed at any moment: nothing is lost, nothing doubled."""

import contextlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

import analyser
from analyser.batch.ledger import FILE, open_ledger
from tests.parquet_files import contents
from tests.spoken import TALK, spoken_bytes

ROOT = Path(__file__).parents[1]
CALLS = 30
SCRIPT = """
import sys
import analyser

if __name__ == "__main__":
    options = dict(option.split("=") for option in sys.argv[3:])
    analyser.analyse_many(sys.argv[1], out=sys.argv[2], workers=2, resume=True, **options)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "calls"
    folder.mkdir()
    for number in range(CALLS):
        talk = (*TALK, f"R: That is number {number}.") * 3
        (folder / f"{number:02}.json").write_bytes(spoken_bytes(*talk))
    (folder / "bad.json").write_bytes(b"{")
    return folder


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "batch.py"
    path.write_text(SCRIPT)
    return path


def kept(out: Path) -> int:
    """How many inputs the batch in the folder has kept by now."""
    try:
        with closing(sqlite3.connect(f"file:{out / FILE}?mode=ro", uri=True)) as ledger:
            return int(ledger.execute("SELECT count(*) FROM done").fetchone()[0])
    except sqlite3.Error:
        return 0


def killed_after(
    count: int, command: list[str], out: Path, kill: Callable[[int, int], None] = os.killpg
) -> int:
    """Start the batch, kill it, its whole process group if nothing else is said, once so many
    inputs are kept; how many are."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    batch = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)
    try:
        while kept(out) < count:
            assert batch.poll() is None, "the batch ended before it could be killed"
            time.sleep(0.005)
        time.sleep(random.uniform(0, 0.1))
    finally:
        with contextlib.suppress(ProcessLookupError):
            kill(batch.pid, signal.SIGKILL)
        batch.wait()
    return kept(out)


def test_killed_again_and_again_it_ends_with_the_same_bytes(
    folder: Path, script: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    command = [sys.executable, str(script), str(folder), str(out)]
    counts = [killed_after(count, command, out) for count in (0, 3, random.randint(8, 20))]
    assert counts == sorted(counts)
    assert counts[-1] < CALLS + 1
    found = analyser.analyse_many(folder, out=out, resume=True)
    analyser.analyse_many(folder, out=tmp_path / "whole")
    assert contents(out) == contents(tmp_path / "whole")
    assert list(found.calls.call_id) == [f"{number:02}" for number in range(CALLS)]
    assert list(found.failures.source) == ["bad.json"]


@pytest.mark.usefixtures("quick_road")
@pytest.mark.parametrize(
    "gone",
    [
        pytest.param([], id="before-the-first-took-its-place"),
        pytest.param(["calls"], id="between-the-old-table-and-the-new"),
        pytest.param(["calls", "moments", "failures"], id="first-run-of-all"),
    ],
)
def test_tables_cut_short_are_written_anew(folder: Path, tmp_path: Path, gone: list[str]) -> None:
    out = tmp_path / "out"
    analyser.analyse_many(folder, out=out)
    whole = contents(out)
    with open_ledger(out, resume=True) as ledger, ledger.connection:
        ledger.connection.execute("DELETE FROM written")
    for name in gone:
        shutil.rmtree(out / name)
    half = out / ".tables.part" / "calls" / "half"
    half.parent.mkdir(parents=True)
    half.write_bytes(b"PAR1")
    analyser.analyse_many(folder, out=out, resume=True)
    assert contents(out) == whole
    assert not (out / ".tables.part").exists()
