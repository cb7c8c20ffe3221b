"""Webhooks with their deliveries, and the audit log."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from api.store.tables.base import WIDE, Id, Mark, Number, Stamp, Table, Team, Words


class WebhookRow(Table):
    """Where a team wants to be told of events; ``events`` are separated by spaces."""

    __tablename__ = "webhooks"

    number: Mapped[Number]
    id: Mapped[Id]
    team_id: Mapped[Team]
    url: Mapped[Words]
    secret: Mapped[Words]
    events: Mapped[Words]
    created_by: Mapped[Mark]
    created_at: Mapped[Stamp]
    disabled_at: Mapped[Stamp | None]


class DeliveryRow(Table):
    """One event to one webhook, written with the change that it tells of. ``state`` is
    ``waiting``, ``delivered`` or ``failed``; ``payload`` is JSON without talk."""

    __tablename__ = "deliveries"
    __table_args__ = (
        Index("ix_deliveries_waiting", "state", "next_at"),
        {"sqlite_autoincrement": True},
    )

    number: Mapped[Number]
    id: Mapped[Id]
    webhook_number: Mapped[int] = mapped_column(
        WIDE, ForeignKey("webhooks.number", ondelete="CASCADE"), index=True
    )
    event: Mapped[Mark]
    payload: Mapped[Words]
    state: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[Stamp]
    next_at: Mapped[Stamp]
    attempts: Mapped[int] = mapped_column(default=0)
    status: Mapped[int | None]
    error: Mapped[Words | None]


class AuditRow(Table):
    """Who read, exported, deleted or judged what: ids and counts, never content."""

    __tablename__ = "audit_log"
    __table_args__ = (
        Index("ix_audit_log_team", "team_id", "number"),
        {"sqlite_autoincrement": True},
    )

    number: Mapped[Number]
    team_id: Mapped[str] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"))
    at: Mapped[Stamp]
    actor: Mapped[Mark]
    action: Mapped[Mark]
    target: Mapped[Mark]
    count: Mapped[int]
    request: Mapped[Mark | None]
