from pathlib import Path
from threading import Event, Thread

import psycopg
import pytest
from fastapi.testclient import TestClient

from analyser.errors import SettingsError
from api.backup import backup, restore
from api.errors import StoreError
from api.settings import PREFIX, ServiceSettings
from api.store import calls
from api.store.call_list import page
from api.store.database import Database
from api.store.view import DEFAULT_TEAM, View
from tests.api.quick_service import on_each_database, send, vtt

ENOUGH = 8


@pytest.fixture
def of(monkeypatch: pytest.MonkeyPatch) -> "Environment":
    return Environment(monkeypatch)


class Environment:
    """Sets which database the commands are about."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch

    def __call__(self, database: str) -> None:
        self._patch.setenv(f"{PREFIX}DATABASE", database)


@pytest.fixture
def other(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """The name of a second database of the same kind, without anything in it."""
    if "://" not in database:
        return str(tmp_path / "new" / "calls.db")
    url = request.getfixturevalue("postgres")
    with psycopg.connect(url.format(name="postgres"), autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS restored WITH (FORCE)")
        connection.execute("CREATE DATABASE restored")
    return str(url.format(name="restored"))


@on_each_database
def test_a_copy_made_under_load_is_sound_and_whole(
    client: TestClient, database: str, other: str, of: Environment, tmp_path: Path
) -> None:
    kept: list[str] = []
    stop, busy = Event(), Event()

    def upload() -> None:
        while not stop.is_set():
            kept.append(send(client, vtt(f"month {len(kept)}")).headers["call-id"])
            if len(kept) >= ENOUGH:
                busy.set()

    thread = Thread(target=upload)
    thread.start()
    try:
        assert busy.wait(60)
        before = list(kept)
        of(database)
        backup(tmp_path / "copy")
    finally:
        stop.set()
        thread.join()
    assert (tmp_path / "copy").stat().st_mode & 0o777 == 0o600
    of(other)
    restore(tmp_path / "copy")
    db = Database(other)
    with db.reading() as session:
        found = {item.id for item in page(session, View(DEFAULT_TEAM), 200).items}
        reports = [
            calls.report_of(session, calls.seen(session, View(DEFAULT_TEAM), call).number)
            for call in before
        ]
    db.close()
    assert set(before) <= found <= set(kept)
    assert None not in reports


def test_nothing_is_overwritten(client: TestClient, database: str, of: Environment) -> None:
    of(database)
    copy = Path(database).with_name("copy.db")
    backup(copy)
    with pytest.raises(SettingsError, match="new file"):
        backup(copy)
    with pytest.raises(SettingsError, match="in use"):
        restore(copy)
    assert sorted(file.name for file in copy.parent.glob("*.part")) == []


def test_other_files_are_no_backups(of: Environment, tmp_path: Path) -> None:
    of(str(tmp_path / "new.db"))
    (tmp_path / "note.txt").write_text("Nothing of ours, and long enough to be looked at. " * 50)
    with pytest.raises(StoreError, match="sound"):
        restore(tmp_path / "note.txt")
    with pytest.raises(SettingsError, match="found none"):
        restore(tmp_path / "missing")
    with pytest.raises(StoreError, match="found none"):
        backup(tmp_path / "copy.db")
    assert ServiceSettings().database == str(tmp_path / "new.db")
    assert not (tmp_path / "new.db").exists()
