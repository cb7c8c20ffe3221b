"""Calls in a database, by default one SQLite file."""

import os
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, select, text
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session

from api.errors import CallNotFound, StoreError
from api.store.calls import CallPage, CallSummary, KeptCall, report_text
from api.store.engine import open_engine
from api.store.tables import CallRow

SUMMARY = (
    CallRow.id,
    CallRow.source,
    CallRow.date,
    CallRow.account,
    CallRow.trust_score,
    CallRow.created_at,
    CallRow.high_moments,
)


class SqlCallStore:
    """See CallStore. ``database`` is a path or a SQLAlchemy URL. Safe to use from many threads
    and, with SQLite, from several processes on one computer."""

    def __init__(self, database: str) -> None:
        self._engine = open_engine(database)

    @contextmanager
    def _session(self) -> Iterator[Session]:
        try:
            with Session(self._engine) as session:
                yield session
        except SQLAlchemyError as error:
            raise StoreError(
                f"expected the store of calls to answer, found {type(error).__name__}; "
                "look at the disk and at TRUST_ANALYSER_DATABASE"
            ) from error

    def find(self, key: str) -> KeptCall | None:
        with self._session() as session:
            found = session.execute(select(CallRow.id, CallRow.report).filter_by(key=key)).first()
        return None if found is None else KeptCall(found.id, found.report)

    def keep(self, key: str, report: Mapping[str, Any]) -> tuple[KeptCall, bool]:
        row = _row(key, report)
        kept = KeptCall(row.id, row.report)
        with self._session() as session:
            try:
                session.add(row)
                session.commit()
            except IntegrityError:
                first = self.find(key)
                if first is None:
                    raise
                return first, False
        return kept, True

    def get(self, call_id: str) -> KeptCall:
        with self._session() as session:
            report = session.scalar(select(CallRow.report).filter_by(id=call_id))
        if report is None:
            raise _not_found()
        return KeptCall(call_id, report)

    def page(self, limit: int, cursor: int | None = None) -> CallPage:
        query = select(CallRow.number, *SUMMARY).order_by(CallRow.number.desc()).limit(limit + 1)
        if cursor is not None:
            query = query.where(CallRow.number < cursor)
        with self._session() as session:
            rows = session.execute(query).all()
        items = tuple(CallSummary(*row[1:]) for row in rows[:limit])
        return CallPage(items, rows[limit - 1][0] if len(rows) > limit else None)

    def delete(self, call_id: str) -> None:
        with self._session() as session:
            found = session.scalar(delete(CallRow).filter_by(id=call_id).returning(CallRow.number))
            session.commit()
        if found is None:
            raise _not_found()
        self._empty_log()

    def _empty_log(self) -> None:
        """Deleted talk leaves SQLite's log too, unless somebody is reading just now."""
        if self._engine.dialect.name == "sqlite":
            with self._session() as session:
                session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))

    def check(self) -> None:
        with self._session() as session:
            session.execute(select(CallRow.number).limit(1))

    def close(self) -> None:
        self._engine.dispose()


def _not_found() -> CallNotFound:
    return CallNotFound("expected the id of a kept call, found none under it; GET /v1/calls lists")


def _row(key: str, report: Mapping[str, Any]) -> CallRow:
    meta = report.get("meta") or {}
    return CallRow(
        id=new_id(),
        key=key,
        created_at=datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        source=_text(report.get("source")) or "call",
        date=_text(meta.get("date")),
        account=_text(meta.get("account")),
        trust_score=report["trust_score"],
        high_moments=sum(moment["severity"] == "high" for moment in report["moments"]),
        report=report_text(report),
    )


def _text(value: object) -> str | None:
    """A fact for the list, None where the file holds something else under its name."""
    if not isinstance(value, str) or not value.strip():
        return None
    return value.strip()[:200].encode("utf-8", "replace").decode()


def new_id() -> str:
    """A UUID of version 7 (RFC 9562): the time in milliseconds, then chance; not to be guessed.

    >>> uuid.UUID(new_id()).version
    7
    """
    stamp = int(time.time() * 1000).to_bytes(6)
    value = bytearray(stamp + os.urandom(10))
    value[6] = value[6] & 0x0F | 0x70
    value[8] = value[8] & 0x3F | 0x80
    return str(uuid.UUID(bytes=bytes(value)))
