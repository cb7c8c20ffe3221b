"""Idempotency-Key: a request that is sent again under its key is the same request."""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.errors import IdempotencyMismatch
from api.store.clock import stamp
from api.store.database import insert_new
from api.store.tables import IdempotencyRow

MAX_KEY_CHARS: Final = 255


def recall(session: Session, team: str, name: str, content: str) -> IdempotencyRow | None:
    """What came under a key, if anything. ``content`` is a hash of the request. Raises
    IdempotencyMismatch where another request came under it."""
    query = select(IdempotencyRow).filter_by(team_id=team, name=name)
    row = session.scalar(query)
    if row is not None and row.content != content:
        raise IdempotencyMismatch(
            "Idempotency-Key: expected a key of its own for each request, found one that came "
            "with another content; make a new key"
        )
    return row


def note(
    session: Session,
    team: str,
    name: str,
    content: str,
    *,
    call: int | None = None,
    job: int | None = None,
) -> None:
    """Note what came under a key. Raises IdempotencyMismatch as recall does."""
    values = {
        "team_id": team,
        "name": name,
        "content": content,
        "call_number": call,
        "job_number": job,
        "created_at": stamp(),
    }
    if insert_new(session, IdempotencyRow, values) is None:
        recall(session, team, name, content)
