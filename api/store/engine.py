"""The database: a file of its own for SQLite, readable by its owner alone, in WAL mode; or a
PostgreSQL server."""

import os
import sqlite3
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from analyser.errors import SettingsError
from api.errors import StoreError
from api.store.migrate import migrate

WAIT_SECONDS: Final = 30
CONNECTIONS: Final = 48
"""More than the threads that ask at once."""
CACHE_KB: Final = 8_000
"""Of SQLite's pages, by connection."""
WRITES: Final = {"writes": "FULL"}
"""Execution options of a connection that will write: on disk before it is acknowledged."""
NOTES: Final = {"writes": "NORMAL"}
"""Of one whose writes outlive the process, and reach the disk with later ones."""


def open_engine(database: str) -> Engine:
    """The database of a path or URL, made where it is missing, its tables brought up to date.

    Raises SettingsError for what is no such thing, StoreError for a database that cannot be used.
    """
    engine = _engine(database)
    try:
        with engine.execution_options(**WRITES).begin() as connection:
            migrate(connection)
    except SQLAlchemyError as error:
        engine.dispose()
        raise StoreError(
            "expected a database of this service, found one that cannot be used "
            f"({type(error).__name__}); set TRUST_ANALYSER_DATABASE to another one"
        ) from error
    except BaseException:
        engine.dispose()
        raise
    return engine


def database_url(database: str) -> URL:
    """The URL of a path or of a URL as others write it. Raises SettingsError."""
    if "://" not in database:
        return URL.create("sqlite", database=str(Path(database).expanduser()))
    try:
        url = make_url(database)
    except ArgumentError as error:
        raise _no_database() from error
    if url.drivername in ("postgres", "postgresql"):
        url = url.set(drivername="postgresql+psycopg")
    return url


def _engine(database: str) -> Engine:
    url = database_url(database)
    sqlite = url.get_backend_name() == "sqlite"
    if sqlite:
        _make_file(Path(url.database or ""))
    wait = {"timeout": WAIT_SECONDS} if sqlite else {"connect_timeout": WAIT_SECONDS}
    options: dict[str, Any] = {"connect_args": wait, "pool_size": CONNECTIONS // 4}
    try:
        # Parameters are people's talk: they stay out of messages and logs.
        engine = create_engine(
            url,
            hide_parameters=True,
            max_overflow=CONNECTIONS - CONNECTIONS // 4,
            # SQLite remembers pages by connection, until another one writes.
            pool_use_lifo=True,
            pool_pre_ping=not sqlite,
            **options,
        )
    except (ArgumentError, ImportError, TypeError) as error:
        raise _no_database() from error
    if sqlite:
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    return engine


def _no_database() -> SettingsError:
    return SettingsError(
        "TRUST_ANALYSER_DATABASE: expected a path or a SQLAlchemy URL whose driver is "
        "installed, such as postgresql://user@host/name, found neither"
    )


def _make_file(path: Path) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise StoreError(
            f"{path.name}: expected a database file that can be written, found {error.strerror}; "
            "set TRUST_ANALYSER_DATABASE to another file"
        ) from error


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    # SQLAlchemy's way to decide itself when a transaction begins: see _begin.
    connection.isolation_level = None
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "secure_delete = ON",  # what is deleted is overwritten
        "foreign_keys = ON",
        f"cache_size = -{CACHE_KB}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """Who will write asks for the lock first: it then waits its turn and never has to give up."""
    writes = connection.get_execution_options().get("writes")
    if writes:
        connection.exec_driver_sql(f"PRAGMA synchronous = {writes}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
