"""The database: a file of its own for SQLite, readable by its owner alone, in WAL mode."""

import os
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from analyser.errors import SettingsError
from api.errors import StoreError
from api.store.tables import SCHEMA, Table

WAIT_SECONDS = 30


def open_engine(database: str) -> Engine:
    """The database of a path or SQLAlchemy URL, made where it is missing.

    Raises SettingsError for what is no such thing, StoreError for a database that cannot be used.
    """
    engine = _engine(database)
    try:
        with engine.begin() as connection:
            _check_version(connection)
            Table.metadata.create_all(connection)
    except SQLAlchemyError as error:
        raise StoreError(
            "expected a database of this service, found one that cannot be used "
            f"({type(error).__name__}); set TRUST_ANALYSER_DATABASE to another file"
        ) from error
    return engine


def _engine(database: str) -> Engine:
    if "://" not in database:
        _make_file(Path(database).expanduser())
        database = f"sqlite:///{Path(database).expanduser()}"
    try:
        url = make_url(database)
        sqlite = url.get_backend_name() == "sqlite"
        options: dict[str, Any] = {"connect_args": {"timeout": WAIT_SECONDS}} if sqlite else {}
        # Parameters are people's talk: they stay out of messages and logs.
        engine = create_engine(url, hide_parameters=True, **options)
    except (ArgumentError, ImportError) as error:
        raise SettingsError(
            "TRUST_ANALYSER_DATABASE: expected a path or a SQLAlchemy URL whose driver is "
            "installed, found neither"
        ) from error
    if sqlite:
        event.listen(engine, "connect", _prepare)
    return engine


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
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",  # on disk before it is acknowledged
        "secure_delete = ON",  # what is deleted is overwritten
        "foreign_keys = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _check_version(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    found = connection.execute(text("PRAGMA user_version")).scalar_one()
    if found > SCHEMA:
        raise StoreError(
            f"expected a database of version {SCHEMA}, found version {found}; "
            "use the service that wrote it, or a newer one"
        )
    connection.execute(text(f"PRAGMA user_version = {SCHEMA}"))
