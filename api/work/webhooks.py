"""Tell webhooks what happened."""

import http.client
import socket
import ssl
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.errors import BadWebhook
from api.store import outbox, webhooks
from api.store.clock import stamp
from api.store.database import Database
from api.store.tables import CallRow, CommitmentRow
from api.work.chores import Chore, Chores
from api.work.sending import SECONDS, Message, send

PROMISES_AT_ONCE = 200
MONTH_SECONDS = 30 * 86_400
"""A promise that was due longer ago when it is found is history, and not told."""

NO_ANSWER: Final[tuple[tuple[type[Exception], str], ...]] = (
    (socket.gaierror, "no host of that name was found"),
    (ssl.SSLCertVerificationError, "the certificate of the host cannot be trusted"),
    (ssl.SSLError, "the host does not speak https as it should"),
    (ConnectionRefusedError, "nothing listens at that address and port"),
    (TimeoutError, f"no answer within {SECONDS} seconds"),
    (ConnectionError, "the host broke the connection off"),
    (http.client.HTTPException, "the answer was no HTTP"),
    (OSError, "the host cannot be reached"),
)
"""What is said of an error, the closest kind first."""


def telling(db: Database, *, private: bool) -> Chores:
    """The chores of a process. ``private`` lets webhooks be on this network."""
    return Chores(
        "webhooks",
        Chore("deliveries", lambda: deliver(db, private=private), every_seconds=2),
        Chore("overdue promises", lambda: tell_overdue(db), every_seconds=600),
    )


def deliver(db: Database, *, private: bool) -> bool:
    """Try one delivery; False where none is due."""
    with db.reading() as session:
        if not webhooks.is_due(session):
            return False
    with db.writing() as session:
        one = webhooks.take_due(session)
    if one is None:
        return False
    status, error = None, None
    try:
        status = send(one.url, Message(one.id, one.payload, one.secret), private=private)
        error = None if 200 <= status < 300 else "expected an answer from 200 to 299"
    except BadWebhook as found:
        error = str(found)
    except (OSError, http.client.HTTPException) as found:
        error = no_answer(found)
    with db.writing() as session:
        webhooks.note_result(session, one, status, error)
    return True


def no_answer(error: Exception) -> str:
    """Why nothing came back, in words for whoever looks after the webhook.

    >>> no_answer(ConnectionRefusedError(111, "Connection refused"))
    'nothing listens at that address and port'
    """
    return next(text for kinds, text in NO_ANSWER if isinstance(error, kinds))


def tell_overdue(db: Database) -> bool:
    """Tell of some promises whose day is past with nobody having said what became of them; False
    where none is left."""
    with db.reading() as session:
        if not _overdue(session):
            return False
    with db.writing() as session:
        found = _overdue(session)
        for promise, call in found:
            told = {"call": call, "commitment": promise.id, "by": promise.by, "due": promise.due}
            outbox.emit(session, promise.team_id, outbox.PROMISE_OVERDUE, told)
            promise.told_overdue_at = stamp()
    return bool(found)


def _overdue(session: Session) -> list[tuple[CommitmentRow, str]]:
    today, month_ago = stamp()[:10], stamp(seconds=-MONTH_SECONDS)[:10]
    query = (
        select(CommitmentRow, CallRow.id)
        .join(CallRow)
        .where(
            CommitmentRow.due < today,
            CommitmentRow.due >= month_ago,
            CommitmentRow.told_overdue_at.is_(None),
            CommitmentRow.fate.is_(None),
            CommitmentRow.current.is_(True),
        )
    )
    rows = session.execute(query.order_by(CommitmentRow.number).limit(PROMISES_AT_ONCE))
    return [(row[0], row[1]) for row in rows]
