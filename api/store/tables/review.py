"""Moments and what people say about them; commitments and what became of them."""

from typing import Final

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from api.store.tables.base import WIDE, Id, Mark, Number, OfCall, Stamp, Table, Team, Words

CHOSEN_BY: Final = ("severity", "call_number", "current")


class MomentRow(Table):
    """A moment of a report. ``key`` is the moment's id in the report; ``current`` is false for
    one that a later analysis no longer finds but that somebody has judged. ``rank`` rises from
    the gravest and surest on; ``verdict`` is the newest one, ``role`` the side of whoever spoke."""

    __tablename__ = "moments"
    __table_args__ = (
        UniqueConstraint("call_number", "key"),
        # Each holds what the queue is chosen by: it never reads rows that it does not show.
        Index("ix_moments_rank", "team_id", "rank", "number", *CHOSEN_BY, "verdict"),
        Index("ix_moments_queue", "team_id", "verdict", "rank", "number", *CHOSEN_BY),
        Index("ix_moments_kind", "team_id", "kind", "rank", "number", *CHOSEN_BY, "verdict"),
        Index("ix_moments_has", "team_id", "kind", "call_number", "current"),
        {"sqlite_autoincrement": True},
    )

    number: Mapped[Number]
    id: Mapped[Id]
    team_id: Mapped[str] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"))
    call_number: Mapped[OfCall]
    key: Mapped[Mark]
    current: Mapped[bool]
    kind: Mapped[Mark]
    signal: Mapped[Mark]
    turn: Mapped[int]
    sentence: Mapped[int]
    start_s: Mapped[float | None]
    severity: Mapped[str] = mapped_column(String(16))
    confidence: Mapped[float]
    rank: Mapped[float] = mapped_column(server_default=text("0"))
    role: Mapped[Mark | None]
    quote: Mapped[Words]
    because: Mapped[Words]
    instead: Mapped[Words]
    verdict: Mapped[str | None] = mapped_column(String(16))
    assignee_number: Mapped[int | None] = mapped_column(
        WIDE, ForeignKey("users.number", ondelete="SET NULL"), index=True
    )


class VerdictRow(Table):
    """One judgement of one moment; the newest of each reviewer counts, all are kept."""

    __tablename__ = "verdicts"

    number: Mapped[Number]
    id: Mapped[Id]
    team_id: Mapped[Team]
    moment_number: Mapped[int] = mapped_column(
        WIDE, ForeignKey("moments.number", ondelete="CASCADE"), index=True
    )
    reviewer: Mapped[Mark]
    verdict: Mapped[str] = mapped_column(String(16))
    corrected: Mapped[Mark | None]
    comment: Mapped[Words | None]
    created_at: Mapped[Stamp]


class CollectionRow(Table):
    """Moments put together by hand, good examples say."""

    __tablename__ = "collections"
    __table_args__ = (UniqueConstraint("team_id", "name"), {"sqlite_autoincrement": True})

    number: Mapped[Number]
    id: Mapped[Id]
    team_id: Mapped[Team]
    name: Mapped[str] = mapped_column(String(200))
    about: Mapped[Words | None]
    created_by: Mapped[Mark]
    created_at: Mapped[Stamp]


class ExampleRow(Table):
    """A moment in a collection; ``note`` says what it is an example of."""

    __tablename__ = "examples"

    collection_number: Mapped[int] = mapped_column(
        WIDE, ForeignKey("collections.number", ondelete="CASCADE"), primary_key=True
    )
    moment_number: Mapped[int] = mapped_column(
        WIDE, ForeignKey("moments.number", ondelete="CASCADE"), primary_key=True, index=True
    )
    added_at: Mapped[Stamp]
    added_by: Mapped[Mark | None]
    note: Mapped[Words | None]


class CommentRow(Table):
    """What somebody wrote about a call, or about one of its moments."""

    __tablename__ = "comments"

    number: Mapped[Number]
    id: Mapped[Id]
    team_id: Mapped[Team]
    call_number: Mapped[OfCall] = mapped_column(index=True)
    moment_number: Mapped[int | None] = mapped_column(
        WIDE, ForeignKey("moments.number", ondelete="CASCADE"), index=True
    )
    author: Mapped[Mark]
    text: Mapped[Words]
    created_at: Mapped[Stamp]


class MomentEventRow(Table):
    """What was done with a moment besides judging it and writing about it. ``what`` is
    ``assigned``, ``collected``, ``removed`` or ``taken_back``; ``target`` the user's or the
    collection's id."""

    __tablename__ = "moment_events"

    number: Mapped[Number]
    team_id: Mapped[Team]
    moment_number: Mapped[int] = mapped_column(
        WIDE, ForeignKey("moments.number", ondelete="CASCADE"), index=True
    )
    at: Mapped[Stamp]
    actor: Mapped[Mark]
    what: Mapped[str] = mapped_column(String(16))
    target: Mapped[Mark | None]


class CommitmentRow(Table):
    """Who promised what by when in a call. ``key`` outlives a new analysis; ``fate`` is
    ``kept``, ``broken`` or ``renegotiated``, as somebody said by hand; ``told_overdue_at`` says
    when webhooks were told that it is overdue."""

    __tablename__ = "commitments"
    __table_args__ = (
        UniqueConstraint("call_number", "key"),
        Index("ix_commitments_due", "team_id", "due"),
        Index("ix_commitments_team_id_number", "team_id", "number"),
        {"sqlite_autoincrement": True},
    )

    number: Mapped[Number]
    id: Mapped[Id]
    team_id: Mapped[str] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"))
    call_number: Mapped[OfCall]
    key: Mapped[Mark]
    current: Mapped[bool]
    turn: Mapped[int]
    sentence: Mapped[int]
    by: Mapped[Mark]
    speaker: Mapped[Words | None]
    what: Mapped[Words]
    due: Mapped[str | None] = mapped_column(String(10))
    due_text: Mapped[Words | None]
    quote: Mapped[Words]
    fate: Mapped[str | None] = mapped_column(String(16))
    told_overdue_at: Mapped[Stamp | None]


class FateRow(Table):
    """What somebody said became of a commitment: ``kept``, ``broken``, ``renegotiated``, or None
    where they leave it to the calls again. The newest counts, all are kept."""

    __tablename__ = "fates"

    number: Mapped[Number]
    id: Mapped[Id]
    team_id: Mapped[Team]
    commitment_number: Mapped[int] = mapped_column(
        WIDE, ForeignKey("commitments.number", ondelete="CASCADE"), index=True
    )
    author: Mapped[Mark]
    fate: Mapped[str | None] = mapped_column(String(16))
    comment: Mapped[Words | None]
    created_at: Mapped[Stamp]
