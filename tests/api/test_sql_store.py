import sqlite3
import stat
from pathlib import Path
from typing import Any

import pytest

from analyser.errors import SettingsError
from api.errors import CallNotFound, StoreError
from api.store import SqlCallStore

REPORT: dict[str, Any] = {"source": "a.vtt", "meta": {}, "trust_score": None, "moments": []}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new" / "calls.db"


def test_only_the_owner_reads_the_file(path: Path) -> None:
    SqlCallStore(str(path)).keep("k", REPORT)
    assert {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()} == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_writes_ahead_and_to_the_disk(path: Path) -> None:
    store = SqlCallStore(str(path))
    with store._engine.connect() as connection:
        found = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "secure_delete")
        ]
    assert found == ["wal", 2, 1]


def test_keeps_the_first_of_equals(path: Path) -> None:
    store = SqlCallStore(str(path))
    first, is_new = store.keep("k", REPORT)
    again, is_new_again = store.keep("k", {**REPORT, "trust_score": 3.0})
    assert (is_new, is_new_again) == (True, False)
    assert again == first == store.find("k") == store.get(first.id)


def test_several_stores_share_a_file(path: Path) -> None:
    one, other = SqlCallStore(str(path)), SqlCallStore(str(path))
    kept, _ = one.keep("k", REPORT)
    assert other.get(kept.id) == kept
    other.delete(kept.id)
    with pytest.raises(CallNotFound):
        one.get(kept.id)


def test_numbers_that_are_none_become_null(path: Path) -> None:
    kept, _ = SqlCallStore(str(path)).keep("k", {**REPORT, "meta": {"x": [float("nan")]}})
    assert '"x": [null]' in kept.report


def test_refuses_what_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a database, and longer than a header is" * 40)
    with pytest.raises(StoreError, match="set TRUST_ANALYSER_DATABASE"):
        SqlCallStore(str(tmp_path / "notes.txt"))


def test_refuses_a_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="a database file that can be written"):
        SqlCallStore(str(tmp_path))


def test_refuses_a_newer_file(path: Path) -> None:
    SqlCallStore(str(path)).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 9")
    connection.close()
    with pytest.raises(StoreError, match="version 9"):
        SqlCallStore(str(path))


@pytest.mark.parametrize("url", ["nosuch://x", "postgresql+nosuch://x/y", "://"])
def test_refuses_unknown_databases(url: str) -> None:
    with pytest.raises(SettingsError, match="TRUST_ANALYSER_DATABASE"):
        SqlCallStore(url)
