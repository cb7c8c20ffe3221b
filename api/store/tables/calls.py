"""Calls with what was handed in and the report on it."""

from typing import Final

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from api.store.tables.base import WIDE, Id, Mark, Number, OfCall, Stamp, Table, Team, Words

FILTERS: Final = ("day", "trust_score", "type", "outcome", "state")
WAITS: Final = text("state = 'accepted'")


class CallRow(Table):
    """A call. ``state`` is ``accepted`` (on disk, to be analysed), ``analysed`` or ``failed``.

    ``key`` names content and options: a team keeps equal ones once. ``rep_key`` and
    ``account_key`` are folded for comparison, ``day`` is the date's first ten characters where
    it is one. ``claimed_by`` and ``claimed_until`` say which process is at work on it.
    ``title``, ``model`` and ``profile``, a hash, are the report's.
    """

    __tablename__ = "calls"
    __table_args__ = (
        UniqueConstraint("team_id", "key"),
        # Holds what lists filter by: so a list never reads rows that it does not show.
        Index("ix_calls_filters", "team_id", "number", *FILTERS),
        Index("ix_calls_rep", "team_id", "rep_key", "number", *FILTERS),
        Index("ix_calls_account", "team_id", "account_key", "number", *FILTERS),
        Index("ix_calls_day", "team_id", "day", "number", *FILTERS[1:]),
        Index("ix_calls_opportunity", "team_id", "opportunity", "number"),
        Index("ix_calls_waiting", "attempts", "number", sqlite_where=WAITS, postgresql_where=WAITS),
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
    title: Mapped[Words | None]
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
    profile: Mapped[Mark | None]
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


class PastCallRow(Table):
    """What a call tells to histories, as packed JSON, read by certain ``rules`` from the report
    that ``etag`` marks; see past_calls.py."""

    __tablename__ = "past_calls"

    call_number: Mapped[OfCall] = mapped_column(primary_key=True, autoincrement=False)
    etag: Mapped[Mark]
    rules: Mapped[int]
    told: Mapped[bytes] = mapped_column(LargeBinary)


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


class NameRow(Table):
    """A rep or an account that calls name. ``kind`` is ``rep`` or ``account``, ``key`` the folded
    name; ``version`` rises with every change of its calls, and what was worked out from them then
    goes: ``overview`` is JSON, ``together`` packed JSON by certain ``rules``; see overviews.py."""

    __tablename__ = "names"
    __table_args__ = (UniqueConstraint("team_id", "kind", "key"), {"sqlite_autoincrement": True})

    number: Mapped[Number]
    team_id: Mapped[str] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(16))
    key: Mapped[Words]
    version: Mapped[int]
    overview: Mapped[Words | None]
    together: Mapped[bytes | None] = mapped_column(LargeBinary)
    rules: Mapped[int | None]


class ForgottenRow(Table):
    """Words of a call were forgotten, and their traces are still in the index: see words.py."""

    __tablename__ = "forgotten_words"

    number: Mapped[Number]
    forgotten_at: Mapped[Stamp]
