"""Webhooks, and the log of what was sent to them."""

import base64
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Select, select, true, update
from sqlalchemy.orm import Session

from api.errors import WebhookNotFound
from api.store.clock import new_id, stamp
from api.store.tables import DeliveryRow, WebhookRow

TEST: Final = "test"
WAITING: Final = "waiting"
DELIVERED: Final = "delivered"
FAILED: Final = "failed"
SECRET_BYTES: Final = 32
BACKOFF_SECONDS: Final = (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)
"""Pauses before the second attempt and the further ones, as Standard Webhooks advises."""
HELD_SECONDS: Final = 60
"""So long nobody else tries a delivery that a process is at."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery to try now; ``attempts`` counts this one."""

    number: int
    id: str
    url: str
    secret: str
    payload: str
    attempts: int


def add(session: Session, team: str, url: str, events: Sequence[str], actor: str) -> WebhookRow:
    """A new webhook with a secret of its own."""
    secret = base64.b64encode(os.urandom(SECRET_BYTES)).decode()
    row = WebhookRow(
        id=new_id(),
        team_id=team,
        url=url,
        secret=f"whsec_{secret}",
        events=" ".join(events),
        created_by=actor,
        created_at=stamp(),
    )
    session.add(row)
    session.flush()
    return row


def add_test(session: Session, hook: WebhookRow) -> None:
    """Note a delivery that tells nothing, so that a receiver can be tried out."""
    now = stamp()
    told = {"type": TEST, "timestamp": now, "data": {}}
    session.add(
        DeliveryRow(
            id=new_id(),
            webhook_number=hook.number,
            event=TEST,
            payload=json.dumps(told),
            state=WAITING,
            created_at=now,
            next_at=now,
        )
    )


def all_of(session: Session, team: str) -> Sequence[WebhookRow]:
    """A team's webhooks, oldest first."""
    query = select(WebhookRow).where(WebhookRow.team_id == team).order_by(WebhookRow.number)
    return session.scalars(query).all()


def of_id(session: Session, team: str, webhook_id: str) -> WebhookRow:
    """One of a team's webhooks. Raises WebhookNotFound."""
    row = session.scalar(select(WebhookRow).filter_by(team_id=team, id=webhook_id))
    if row is None:
        raise WebhookNotFound(
            "expected the id of a webhook, found none under it; GET /v1/webhooks lists"
        )
    return row


def log_of(
    session: Session, webhook: int, limit: int, cursor: int | None
) -> tuple[Sequence[DeliveryRow], int | None]:
    """What was sent or waits to be, newest first, and the cursor that leads to older."""
    older = DeliveryRow.number < cursor if cursor is not None else true()
    query = select(DeliveryRow).where(DeliveryRow.webhook_number == webhook, older)
    rows = session.scalars(query.order_by(DeliveryRow.number.desc()).limit(limit + 1)).all()
    return rows[:limit], rows[limit - 1].number if len(rows) > limit else None


def _due() -> Select[DeliveryRow, WebhookRow]:
    return (
        select(DeliveryRow, WebhookRow)
        .join(WebhookRow, WebhookRow.number == DeliveryRow.webhook_number)
        .where(
            DeliveryRow.state == WAITING,
            DeliveryRow.next_at <= stamp(),
            WebhookRow.disabled_at.is_(None),
        )
        .order_by(DeliveryRow.next_at, DeliveryRow.number)
        .limit(1)
    )


def is_due(session: Session) -> bool:
    """Whether the time of some delivery has come."""
    return session.execute(_due()).first() is not None


def take_due(session: Session) -> Delivery | None:
    """A delivery whose time has come, held for a while; None where there is none."""
    due = _due().with_for_update(skip_locked=True, of=DeliveryRow)
    found = session.execute(due).first()
    if found is None:
        return None
    row, hook = found
    row.attempts += 1
    row.next_at = stamp(seconds=HELD_SECONDS)
    return Delivery(row.number, row.id, hook.url, hook.secret, row.payload, row.attempts)


def note_result(session: Session, one: Delivery, status: int | None, error: str | None) -> None:
    """Note what came of an attempt: delivered, to be tried again later, or given up.

    Who answers 410 (Gone) is told nothing more.
    """
    values: dict[str, Any] = {"status": status, "error": error}
    if status is not None and 200 <= status < 300:
        values |= {"state": DELIVERED, "error": None}
    elif status == 410 or one.attempts > len(BACKOFF_SECONDS):
        values |= {"state": FAILED}
    else:
        values |= {"next_at": stamp(seconds=BACKOFF_SECONDS[one.attempts - 1])}
    delivery = update(DeliveryRow).where(DeliveryRow.number == one.number)
    session.execute(delivery.values(**values))
    if status == 410:
        of_delivery = select(DeliveryRow.webhook_number).where(DeliveryRow.number == one.number)
        gone = update(WebhookRow).where(WebhookRow.number.in_(of_delivery))
        session.execute(gone.values(disabled_at=stamp()))
