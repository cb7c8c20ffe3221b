"""Calls with what was handed in and the report on it."""

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.store.tables.base import WIDE, Id, Mark, Number, OfCall, Stamp, Table, Team, Words


class CallRow(Table):
    """A call. ``state`` is ``accepted`` (on disk, to be analysed), ``analysed`` or ``failed``.

    ``key`` names content and options: a team keeps equal ones once. ``rep_key`` and
    ``account_key`` are folded for comparison, ``day`` is the date's first ten characters where
    it is one. ``claimed_by`` and ``claimed_until`` say which process is at work on it.
    """

    __tablename__ = "calls"
    __table_args__ = (
        UniqueConstraint("team_id", "key"),
        Index("ix_calls_team_id_number", "team_id", "number"),
        Index("ix_calls_rep", "team_id", "rep_key", "number"),
        Index("ix_calls_account", "team_id", "account_key", "number"),
        Index("ix_calls_day", "team_id", "day"),
        Index("ix_calls_state", "state", "attempts", "number"),
        {"sqlite_autoincrement": True},
    )

    number: Mapped[Number]
    id: Mapped[Id]
    team_id: Mapped[str] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"))
    key: Mapped[Mark]
    content_hash: Mapped[Mark]
    state: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[Stamp]
    created_by: Mapped[Mark]
    analysed_at: Mapped[Stamp | None]
    claimed_by: Mapped[Mark | None]
    claimed_until: Mapped[Stamp | None]
    attempts: Mapped[int] = mapped_column(default=0)
    error_type: Mapped[Mark | None]
    error_detail: Mapped[Words | None]
    source: Mapped[Words]
    source_id: Mapped[Words | None]
    rep: Mapped[Words | None]
    rep_key: Mapped[Words | None]
    account: Mapped[Words | None]
    account_key: Mapped[Words | None]
    opportunity: Mapped[Words | None]
    type: Mapped[Words | None]
    outcome: Mapped[Words | None]
    date: Mapped[Words | None]
    day: Mapped[str | None] = mapped_column(String(10))
    model: Mapped[Words | None]
    trust_score: Mapped[float | None]
    high_moments: Mapped[int] = mapped_column(default=0)


class TranscriptRow(Table):
    """What was handed in, as read: ``conversation`` is zlib-packed JSON, see packing.py;
    ``reps`` are the names that came with it, as a JSON list."""

    __tablename__ = "transcripts"

    call_number: Mapped[OfCall] = mapped_column(primary_key=True, autoincrement=False)
    reps: Mapped[Words]
    conversation: Mapped[bytes] = mapped_column(LargeBinary)


class ReportRow(Table):
    """The report of a call as zlib-packed JSON. ``etag`` is a hash of the JSON; ``revision``
    counts the analyses, from 1."""

    __tablename__ = "reports"

    call_number: Mapped[OfCall] = mapped_column(primary_key=True, autoincrement=False)
    revision: Mapped[int]
    etag: Mapped[Mark]
    report: Mapped[bytes] = mapped_column(LargeBinary)


class IdempotencyRow(Table):
    """An Idempotency-Key and what came under it."""

    __tablename__ = "idempotency_keys"
    __table_args__ = (UniqueConstraint("team_id", "name"), {"sqlite_autoincrement": True})

    number: Mapped[Number]
    team_id: Mapped[Team]
    name: Mapped[str] = mapped_column(String(255))
    content: Mapped[Mark]
    call_number: Mapped[OfCall | None] = mapped_column(index=True)
    job_number: Mapped[int | None] = mapped_column(
        WIDE, ForeignKey("jobs.number", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[Stamp]
