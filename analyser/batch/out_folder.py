"""The folder that a batch writes to: made where it is missing, and what goes wrong with it."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analyser.errors import SettingsError


@contextmanager
def out_folder(folder: Path, *, again: str) -> Iterator[None]:
    """A folder to write to; ``again`` is how to go on once there is room. Raises SettingsError
    where it cannot be made, and when the disk is full meanwhile."""
    try:
        _make(folder)
        yield
    except (sqlite3.OperationalError, OSError) as error:
        if not is_full(error):
            raise
        raise SettingsError(
            f"{folder.name}: expected room on the disk for what was found, found none; make room "
            f"and {again}"
        ) from error


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        if is_full(error):
            raise
        raise SettingsError(
            f"{folder.name}: expected a folder to write to, found: {error.strerror}; give another"
        ) from error


def is_full(error: Exception) -> bool:
    """Whether the disk has no room."""
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    # SQLite's memory that is shared among processes is a file too.
    full = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE)
    return getattr(error, "sqlite_errorcode", None) in full
