"""The whole of a batch, with the small model; real workers are in test_batch.py."""

import errno
import random
import sqlite3
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import analyser
from analyser.batch.columns import tables
from analyser.batch.ledger import open_ledger
from analyser.batch.out_folder import out_folder
from analyser.batch.tables import CallTables
from analyser.batch.tasks import Done, Task
from analyser.errors import ProfileError, SettingsError
from analyser.settings import Settings
from tests.parquet_files import contents
from tests.spoken import TALK, spoken_bytes

pytestmark = pytest.mark.usefixtures("quick_road")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "calls"
    for month in ("01", "02"):
        for name in ("a", "b"):
            path = folder / month / f"{name}.json"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(spoken_bytes(*TALK, meta={"date": f"2026-{month}-03"}))
    (folder / "undated.json").write_bytes(spoken_bytes(*TALK))
    (folder / "bad.json").write_bytes(b"{")
    return folder


def same(one: CallTables, other: CallTables) -> None:
    for name in tables():
        left, right = (getattr(t, name) for t in (one, other))
        keys = ["source"] if name == "failures" else ["call_id"]
        left, right = (f.sort_values(keys, kind="stable", ignore_index=True) for f in (left, right))
        pd.testing.assert_frame_equal(left, right)


def test_calls_of_one_name_in_different_folders_are_different_calls(folder: Path) -> None:
    found = analyser.analyse_many(folder)
    assert list(found.calls.call_id) == ["01/a", "01/b", "02/a", "02/b", "undated"]
    assert list(found.calls.month.fillna("")) == ["2026-01", "2026-01", "2026-02", "2026-02", ""]
    assert list(found.failures.source) == ["bad.json"]


def test_columns_have_the_documented_dtypes(folder: Path) -> None:
    for found in (analyser.analyse_many(folder), analyser.analyse_many([])):
        for name, columns in tables().items():
            dtypes = getattr(found, name).dtypes
            assert {c.name: c.dtype for c in columns} == dtypes.astype(str).to_dict()


def test_a_folder_holds_the_same_as_memory(folder: Path, tmp_path: Path) -> None:
    in_memory = analyser.analyse_many(folder)
    same(in_memory, analyser.analyse_many(folder, out=tmp_path / "out"))
    in_memory.to_parquet(tmp_path / "again")
    same(in_memory, CallTables.read(tmp_path / "again"))


def test_months_are_folders(folder: Path, tmp_path: Path) -> None:
    analyser.analyse_many(folder, out=tmp_path / "out")
    months = sorted(path.name for path in (tmp_path / "out" / "calls").iterdir())
    assert months == ["month=2026-01", "month=2026-02", "month=unknown"]


def test_a_stopped_run_goes_on_where_it_stopped(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    analyser.analyse_many(folder, out=tmp_path / "whole")
    analysed: list[str] = []
    from analyser.batch.tasks import settled

    def until_third(task: Task, settings: Settings) -> Done:
        if len(analysed) == 3:
            raise KeyboardInterrupt
        return counting(task, settings)

    def counting(task: Task, settings: Settings) -> Done:
        done = settled(task, settings)
        if done.outcomes is not None:
            analysed.append(task.input.name)
        return done

    monkeypatch.setattr("analyser.batch.tasks.settled", until_third)
    with pytest.raises(KeyboardInterrupt) as stopped:
        analyser.analyse_many(folder, out=tmp_path / "out")
    assert stopped.value.__notes__ == ["out: what is done is kept; run it again with resume=True"]
    monkeypatch.setattr("analyser.batch.tasks.settled", counting)
    analyser.analyse_many(folder, out=tmp_path / "out", resume=True)
    assert len(analysed) == len(set(analysed)) == 6
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


def test_resuming_takes_what_is_new_or_changed(folder: Path, tmp_path: Path) -> None:
    first = analyser.analyse_many(folder, out=tmp_path / "out")
    assert len(first.failures) == 1
    (folder / "bad.json").write_bytes(spoken_bytes(*TALK))
    (folder / "new.json").write_bytes(spoken_bytes(*TALK))
    (folder / "undated.json").unlink()
    found = analyser.analyse_many(folder, out=tmp_path / "out", resume=True)
    assert len(found.failures) == 0
    assert sorted(found.calls.call_id) == ["01/a", "01/b", "02/a", "02/b", "bad", "new", "undated"]


def test_a_call_that_was_there_before_is_a_failure(tmp_path: Path) -> None:
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_bytes(spoken_bytes(*TALK, id="same"))
    found = analyser.analyse_many(tmp_path)
    assert list(found.calls.call_id) == ["same"]
    (row,) = found.failures.to_dict("records")
    assert (row["source"], row["error"]) == ("b.json", "DuplicateCall")
    assert set(found.moments.call_id) <= {"same"}


def test_rows_of_one_name_are_all_kept(tmp_path: Path) -> None:
    frame = pd.DataFrame({"call_id": "a", "transcript": ["Ann: Hello.\nLee: Hi.", "{"]})
    found = analyser.analyse_many(frame, out=tmp_path)
    assert (list(found.calls.call_id), list(found.failures.source)) == (["a"], ["a (2)"])


def test_takes_a_frame() -> None:
    turns = [line.split(": ", 1) for line in TALK]
    frame = pd.DataFrame(
        {
            "call_id": "a",
            "role": ["rep" if side == "R" else "customer" for side, _ in turns],
            "text": [text for _, text in turns],
            "start": [0.0, 5.0, None, 12.0],
            "account": "Acme",
        }
    )
    found = analyser.analyse_many(frame)
    assert list(found.calls.account) == ["Acme"]
    assert found.calls.words[0] == sum(len(text.split()) for _, text in turns)


@pytest.mark.parametrize(
    ("options", "error"),
    [
        pytest.param({"engine": "spark"}, SettingsError, id="engine"),
        pytest.param({"workers": 0}, SettingsError, id="workers"),
        pytest.param({"resume": True}, SettingsError, id="resume-without-a-folder"),
        pytest.param({"address": "auto"}, SettingsError, id="address-without-ray"),
        pytest.param({"settings": Settings(profile="none")}, ProfileError, id="profile"),
    ],
)
def test_wrong_options_are_told_at_once(options: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        analyser.analyse_many([], **options)


def test_what_is_no_batch_is_left_alone(tmp_path: Path, folder: Path) -> None:
    out = tmp_path / "out"
    (out / "calls").mkdir(parents=True)
    (out / "calls" / "mine.txt").write_text("mine")
    with pytest.raises(SettingsError, match="no table of a batch"):
        analyser.analyse_many(folder, out=out)
    assert (out / "calls" / "mine.txt").read_text() == "mine"


def test_a_folder_without_tables_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="found none"):
        CallTables.read(tmp_path)


def test_the_bar_shows_where_asked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    analyser.analyse_many(folder, progress=True)
    assert "6/6" in capsys.readouterr().err
    analyser.analyse_many(folder, progress=None)
    assert capsys.readouterr().err == ""


def test_two_batches_do_not_share_a_folder(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with (
        open_ledger(out, resume=False),
        pytest.raises(SettingsError, match="no batch is at work"),
    ):
        analyser.analyse_many(folder, out=out, resume=True)
    assert len(analyser.analyse_many(folder, out=out, resume=True).calls) == 5


def of_sqlite(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError()
    error.sqlite_errorcode = code
    return error


def fill_the_disk(out: Path) -> None:
    """A batch whose disk has no page left after its first result."""
    with open_ledger(out, resume=False) as ledger:
        ledger.keep("a", "mark", [{"calls": []}])
        ledger.connection.execute("PRAGMA max_page_count=1")
        ledger.keep("b", "mark", [{"calls": [{"text": random.Random(0).randbytes(99_999).hex()}]}])


def test_a_file_in_place_of_the_folder_is_told(folder: Path) -> None:
    for out in (folder / "bad.json", folder / "bad.json" / "below"):
        with pytest.raises(SettingsError, match=f"{out.name}: expected a folder to write to"):
            analyser.analyse_many([], out=out)
        with pytest.raises(SettingsError, match="give another"):
            analyser.analyse_many([]).to_parquet(out)


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(OSError(errno.ENOSPC, "no room"), id="disk"),
        pytest.param(OSError(errno.EDQUOT, "no room"), id="quota"),
        pytest.param(of_sqlite(sqlite3.SQLITE_FULL), id="database"),
        pytest.param(of_sqlite(sqlite3.SQLITE_IOERR_SHMSIZE), id="its-shared-memory"),
    ],
)
def test_no_room_is_told_with_what_to_do(tmp_path: Path, error: Exception) -> None:
    with (
        pytest.raises(
            SettingsError, match=r"out: expected room .*; make room and write the tables again"
        ),
        out_folder(tmp_path / "out", again="write the tables again"),
    ):
        raise error


def test_tables_without_room_are_told(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "no room")

    found = analyser.analyse_many(folder)
    monkeypatch.setattr("pyarrow.parquet.ParquetWriter.write_table", full)
    with pytest.raises(SettingsError, match="room on the disk"):
        found.to_parquet(tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


def test_a_full_disk_is_told_and_what_is_done_is_kept(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="room on the disk"):
        fill_the_disk(tmp_path)
    with open_ledger(tmp_path, resume=True) as ledger:
        assert ledger.marks() == {"a": "mark"}
