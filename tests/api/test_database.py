import sqlite3
import stat
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from analyser.errors import SettingsError
from api.errors import StoreError
from api.store.database import Database
from api.store.engine import database_url


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new" / "calls.db"


def test_only_the_owner_reads_the_file(path: Path) -> None:
    db = Database(str(path))
    with db.reading():
        found = {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert found == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    db.close()


def test_writes_ahead_and_to_the_disk(path: Path) -> None:
    db = Database(str(path))
    with db.reading() as session:
        found = [
            session.connection().exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys")
        ]
    assert found == ["wal", 2, 1, 1]
    db.close()


def test_what_tells_of_reads_does_not_wait_for_the_disk(path: Path) -> None:
    db = Database(str(path))

    def how(session: Session) -> int:
        return int(session.connection().exec_driver_sql("PRAGMA synchronous").scalar_one())

    with db.noting() as session:
        assert how(session) == 1
    # The same connection, taken from the pool again.
    with db.writing() as session:
        assert how(session) == 2
    db.close()


def test_refuses_what_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a database, and longer than a header is" * 40)
    with pytest.raises(StoreError, match="set TRUST_ANALYSER_DATABASE"):
        Database(str(tmp_path / "notes.txt"))


def test_refuses_a_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="a database file that can be written"):
        Database(str(tmp_path))


def test_refuses_a_newer_file(path: Path) -> None:
    Database(str(path)).close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    with pytest.raises(StoreError, match="found a newer version"):
        Database(str(path))


@pytest.mark.parametrize("url", ["nosuch://x", "postgresql+nosuch://x/y", "://"])
def test_refuses_unknown_databases(url: str) -> None:
    with pytest.raises(SettingsError, match="TRUST_ANALYSER_DATABASE"):
        Database(url)


@pytest.mark.parametrize("stated", ["postgres://ann@host/calls", "postgresql://ann@host/calls"])
def test_takes_urls_of_postgresql_as_others_write_them(stated: str) -> None:
    assert database_url(stated).drivername == "postgresql+psycopg"
