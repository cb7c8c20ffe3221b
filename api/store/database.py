"""Sessions with the database: to read, or to write all or nothing."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from api.errors import StoreError
from api.store.engine import NOTES, WRITES, open_engine
from api.store.tables import Table


class Database:
    """``url`` is a path or a SQLAlchemy URL. Safe to use from many threads and from several
    processes. Every method raises StoreError where the database does not answer."""

    def __init__(self, url: str) -> None:
        self._engine = open_engine(url)
        self._writer = self._engine.execution_options(**WRITES)
        self._noter = self._engine.execution_options(**NOTES)

    @property
    def dialect(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self._engine.dialect.name

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the database."""
        with _told(), Session(self._engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose changes are on disk when the block ends, or undone if it raises."""
        with _told(), Session(self._writer) as session, session.begin():
            yield session

    @contextmanager
    def noting(self) -> Iterator[Session]:
        """As ``writing``, for lines that tell of what was read: a kill loses none, a power cut may
        take the last ones. It does not wait for the disk."""
        with _told(), Session(self._noter) as session, session.begin():
            if self.dialect == "postgresql":
                session.execute(text("SET LOCAL synchronous_commit = off"))
            yield session

    def check(self) -> None:
        """Nothing, where the database answers."""
        with self.reading() as session:
            session.execute(text("SELECT number FROM calls LIMIT 1"))

    def empty_log(self) -> None:
        """Deleted talk leaves SQLite's log too, unless somebody is reading just now."""
        if self.dialect == "sqlite":
            with _told(), self._engine.connect() as connection:
                connection.execution_options(isolation_level="AUTOCOMMIT").execute(
                    text("PRAGMA wal_checkpoint(TRUNCATE)")
                )

    def close(self) -> None:
        """Let go of files and connections."""
        self._engine.dispose()


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        raise StoreError(
            f"expected the store of calls to answer, found {type(error).__name__}; "
            "look at the disk and at TRUST_ANALYSER_DATABASE"
        ) from error


def dialect_insert(session: Session, row: type[Table]) -> Any:
    """An insertion that can say what happens where the same unique values stand already."""
    is_postgres = session.get_bind().dialect.name == "postgresql"
    make: Any = postgresql.insert if is_postgres else sqlite.insert
    return make(row)


def insert_new(session: Session, row: type[Table], values: Mapping[str, Any]) -> int | None:
    """The number of a new row; None where one with the same unique values stands there."""
    statement = dialect_insert(session, row).values(**values).on_conflict_do_nothing()
    number: int | None = session.scalar(statement.returning(row.__table__.c.number))
    return number
