"""The memory of a batch on disk: what is done, so that a killed run goes on where it stopped.

One SQLite file in the folder; each input's rows are kept as soon as it is done. It holds quotes.
One batch at a time is at work in a folder.
"""

import json
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from analyser.batch.out_folder import is_full, out_folder
from analyser.batch.rows import Rows
from analyser.errors import SettingsError

FILE: Final = "ledger.sqlite"
LOCK: Final = "ledger.lock"
VERSION: Final = 1
AGAIN: Final = "run it again with resume=True"
_MAKE: Final = """
CREATE TABLE IF NOT EXISTS done (name TEXT PRIMARY KEY, mark TEXT NOT NULL, rows BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS written (mark INTEGER NOT NULL);
"""


class Ledger:
    """Marks and rows by the input's name. ``changed``: the tables do not hold all of it yet."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def marks(self) -> dict[str, str]:
        """The marks of all that is done, by name."""
        return dict(self.connection.execute("SELECT name, mark FROM done"))

    def keep(self, name: str, mark: str, rows: list[Rows]) -> None:
        """Keep an input's rows in place of earlier ones."""
        packed = zlib.compress(json.dumps(rows).encode(), 1)
        with self.connection:
            self.connection.execute("REPLACE INTO done VALUES (?, ?, ?)", (name, mark, packed))
            self.connection.execute("DELETE FROM written")

    def rows(self) -> Iterator[Rows]:
        """All rows, by the order of the inputs' names."""
        for (packed,) in self.connection.execute("SELECT rows FROM done ORDER BY name"):
            yield from json.loads(zlib.decompress(packed))

    @property
    def changed(self) -> bool:
        return self.connection.execute("SELECT 1 FROM written").fetchone() is None

    def settle(self) -> None:
        """Say that the tables hold all of it."""
        with self.connection:
            self.connection.execute("INSERT INTO written VALUES (1)")


@contextmanager
def open_ledger(folder: Path, *, resume: bool) -> Iterator[Ledger]:
    """The ledger of a folder. Raises SettingsError where it cannot be had as asked, and when
    the disk is full."""
    path = folder / FILE
    if path.exists() and not resume:
        raise SettingsError(
            f"{folder.name}: expected a folder without a batch, found one; give resume=True to go "
            "on with it, or another folder"
        )
    again = f"{AGAIN}: what is done is kept"
    with (
        _told(folder),
        out_folder(folder, again=again),
        _alone(folder),
        closing(sqlite3.connect(path)) as connection,
    ):
        _begin(connection, folder)
        yield Ledger(connection)


def _begin(connection: sqlite3.Connection, folder: Path) -> None:
    """Make the ledger where there is none. Raises SettingsError for one that cannot be used."""
    try:
        found = connection.execute("PRAGMA user_version").fetchone()[0]
        if found not in (0, VERSION):
            raise SettingsError(
                f"{folder.name}: expected a batch of version {VERSION}, found {found}; "
                "give another folder"
            )
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.executescript(_MAKE)
        connection.execute(f"PRAGMA user_version={VERSION}")
    except sqlite3.DatabaseError as error:
        if is_full(error):
            raise
        raise SettingsError(
            f"{folder.name}: expected {FILE} of an earlier batch that can be read, found one "
            "that cannot; give another folder"
        ) from error


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """No other batch is at work in the folder meanwhile; the lock goes with its process."""
    try:
        with FileLock(folder / LOCK, blocking=False):
            yield
    except Timeout as error:
        raise SettingsError(
            f"{folder.name}: expected a folder in which no batch is at work, found one that is; "
            "wait for its end and give resume=True, or give another folder"
        ) from error


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Who stops a batch by hand is told how it goes on."""
    try:
        yield
    except KeyboardInterrupt as stopped:
        stopped.add_note(f"{folder.name}: what is done is kept; {AGAIN}")
        raise
