"""Copy all that is kept into one file, and back, while the service runs or not."""

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import URL

from analyser.errors import SettingsError
from api.errors import StoreError
from api.settings import service_settings
from api.store.database import Database
from api.store.engine import database_url


def backup(file: Path) -> None:
    """Write the database of the settings into a new file, as it stands at one moment.

    SQLite's is a database file, PostgreSQL's an archive of pg_dump. Raises SettingsError,
    StoreError.
    """
    url = database_url(service_settings().database)
    if file.exists():
        raise SettingsError(
            f"{file.name}: expected the name of a new file, found one that is there"
        )
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        raise StoreError("expected a database to copy, found none; see TRUST_ANALYSER_DATABASE")
    part = file.with_name(f".{file.name}.part")
    os.close(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_RDWR, 0o600))
    try:
        if url.get_backend_name() == "sqlite":
            _copy(Path(url.database or ""), part)
        else:
            _postgres(url, "pg_dump", "--format=custom", f"--file={part}")
        _to_disk(part)
        part.rename(file)
    finally:
        part.unlink(missing_ok=True)


def restore(file: Path) -> None:
    """Put what a backup holds into the database of the settings, which must be missing or empty.

    Raises SettingsError, StoreError.
    """
    if not file.is_file():
        raise SettingsError(f"{file.name}: expected a file made by `analyser backup`, found none")
    database = service_settings().database
    url = database_url(database)
    if url.get_backend_name() == "sqlite":
        target = Path(url.database or "")
        if target.exists():
            raise _not_empty()
        _check(file)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = target.with_name(f".{target.name}.part")
        try:
            os.close(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_RDWR, 0o600))
            _copy(file, part)
            _to_disk(part)
            part.rename(target)
        finally:
            part.unlink(missing_ok=True)
    else:
        if "alembic_version" in _postgres(url, "psql", "--tuples-only", "--command=\\dt"):
            raise _not_empty()
        options = ("--no-owner", "--exit-on-error", "--single-transaction")
        _postgres(url, "pg_restore", *options, str(file))
    Database(database).close()


def _not_empty() -> SettingsError:
    return SettingsError(
        "TRUST_ANALYSER_DATABASE: expected a new database to restore into, found one in use; move "
        "it away or name another"
    )


def _copy(source: Path, target: Path) -> None:
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as one,
            closing(sqlite3.connect(target)) as other,
        ):
            # In one step: it holds nobody up, and a copy in parts starts anew at each write.
            one.backup(other)
            other.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        raise StoreError(
            f"expected a copy of the database, found {type(error).__name__}"
        ) from error


def _check(file: Path) -> None:
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as found:
            state = found.execute("PRAGMA integrity_check").fetchone()[0]
            found.execute("SELECT number FROM calls LIMIT 1")
    except sqlite3.Error as error:
        raise _no_backup(file) from error
    if state != "ok":
        raise _no_backup(file)


def _no_backup(file: Path) -> StoreError:
    return StoreError(
        f"{file.name}: expected a sound file made by `analyser backup`, found another"
    )


def _postgres(url: URL, program: str, *options: str) -> str:
    """What one of PostgreSQL's programs prints about a database."""
    plain = url.set(drivername="postgresql", password=None)
    address = plain.render_as_string(hide_password=False)
    # The password goes by the environment: command lines are seen by all.
    secret = {"PGPASSWORD": str(url.password)} if url.password else {}
    try:
        done = subprocess.run(  # noqa: S603  our own words and the admin's settings
            [program, f"--dbname={address}", *options],
            env={**os.environ, **secret},
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise StoreError(
            f"expected PostgreSQL's program {program}, found none; apt-get install "
            "postgresql-client"
        ) from error
    if done.returncode:
        raise StoreError(
            f"expected {program} to end well, found exit code {done.returncode}; is the database "
            "reachable, and is the program as new as its server?"
        )
    return done.stdout


def _to_disk(file: Path) -> None:
    with file.open("rb") as stream:
        os.fsync(stream.fileno())
