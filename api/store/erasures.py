"""Persons to be erased: asked for, looked up, worked off a few calls at a time."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session

from analyser.conversation import Conversation
from api.errors import ErasureNotFound
from api.facts import folded
from api.store import calls
from api.store.claims import WAITING
from api.store.clock import new_id, stamp
from api.store.masking import forget_accounts, mask_in_call, mask_in_team
from api.store.tables import AuditRow, CallRow, ErasureRow, ItemRow, JobRow
from api.store.words import sweep_words

OPEN: Final = "open"
CLOSING: Final = "closing"
DONE: Final = "done"
CALLS_AT_ONCE: Final = 50


@dataclass(frozen=True, slots=True)
class Person:
    """Whom to erase: by full name, by e-mail address, or both."""

    name: str | None
    email: str | None

    def takes_part(self, call: Conversation) -> bool:
        """Whether the person is one of a call's people."""
        name, email = folded(self.name), folded(self.email)
        if name is not None and name in {folded(one) for one in call.speakers}:
            return True
        return any(
            (name is not None and folded(one.name) == name)
            or (email is not None and folded(one.email) == email)
            for one in call.participants
        )

    @property
    def pattern(self) -> re.Pattern[str]:
        """Mentions of the person."""
        name = r"\s+".join(re.escape(part) for part in (self.name or "").split())
        ways = [one for one in (name, re.escape(self.email or "")) if one]
        return re.compile(rf"(?<!\w)(?:{'|'.join(ways)})(?!\w)", re.IGNORECASE)


def ask(session: Session, team: str, person: Person, actor: str) -> ErasureRow:
    """Note a person to be erased."""
    last_item = session.scalar(select(func.max(ItemRow.number))) or 0
    last_call = session.scalar(select(func.max(CallRow.number))) or 0
    row = ErasureRow(
        id=new_id(),
        team_id=team,
        state=OPEN,
        name=person.name,
        email=person.email,
        created_by=actor,
        created_at=stamp(),
        last_item=last_item,
        last_call=last_call,
        next_number=0,
        calls_deleted=0,
        calls_masked=0,
    )
    session.add(row)
    session.flush()
    return row


def of_id(session: Session, team: str, erasure_id: str) -> ErasureRow:
    """One of a team's erasures. Raises ErasureNotFound."""
    row = session.scalar(select(ErasureRow).filter_by(team_id=team, id=erasure_id))
    if row is None:
        raise ErasureNotFound(
            "expected the id of an erasure, found none under it; GET /v1/erasures lists"
        )
    return row


def page(
    session: Session, team: str, limit: int, cursor: int | None
) -> tuple[Sequence[ErasureRow], int | None]:
    """A team's erasures, newest first, and the cursor that leads to older ones."""
    older = ErasureRow.number < cursor if cursor is not None else true()
    query = select(ErasureRow).where(ErasureRow.team_id == team, older)
    rows = session.scalars(query.order_by(ErasureRow.number.desc()).limit(limit + 1)).all()
    return rows[:limit], rows[limit - 1].number if len(rows) > limit else None


def erase_some(session: Session) -> bool:
    """Look at some calls for a person who is to be erased; False where nothing can be done now.

    All calls are looked at, and once more when what was waiting at first has been analysed.
    """
    query = select(ErasureRow).where(ErasureRow.state != DONE, _is_ready())
    query = query.order_by(ErasureRow.number).limit(1).with_for_update(skip_locked=True)
    row = session.scalar(query)
    if row is None:
        return False
    person = Person(row.name, row.email)
    numbers = session.scalars(
        select(CallRow.number)
        .where(CallRow.team_id == row.team_id, CallRow.number > row.next_number)
        .order_by(CallRow.number)
        .limit(CALLS_AT_ONCE)
    ).all()
    for number in numbers:
        _erase_from(session, row, person, number)
    if numbers:
        row.next_number = numbers[-1]
    elif row.state == OPEN:
        row.state, row.next_number = CLOSING, 0
    elif not sweep_words(session.connection()):
        _close(session, row, person)
    return True


def _is_ready() -> ColumnElement[bool]:
    """The last look comes when nothing waits that was there when the erasure was asked for; a
    first one at once."""
    items = (
        select(ItemRow.number)
        .join(JobRow, JobRow.number == ItemRow.job_number)
        .where(
            JobRow.team_id == ErasureRow.team_id,
            ItemRow.state == WAITING,
            ItemRow.number <= ErasureRow.last_item,
        )
    )
    accepted = select(CallRow.number).where(
        CallRow.team_id == ErasureRow.team_id,
        CallRow.state == calls.ACCEPTED,
        CallRow.number <= ErasureRow.last_call,
    )
    return (ErasureRow.state == OPEN) | (~items.exists() & ~accepted.exists())


def _erase_from(session: Session, row: ErasureRow, person: Person, number: int) -> None:
    conversation, _ = calls.conversation_of(session, number)
    # Held, so that nobody keeps what the call told before: see past_calls.py.
    call = session.get_one(CallRow, number, with_for_update=True)
    if person.takes_part(conversation) or (person.name and call.rep_key == folded(person.name)):
        calls.forget(session, [number])
        row.calls_deleted += 1
    elif mask_in_call(session, call, conversation, person.pattern):
        row.calls_masked += 1


def _close(session: Session, row: ErasureRow, person: Person) -> None:
    mask_in_team(session, row.team_id, person.pattern)
    forget_accounts(session, row.team_id, person.name, person.email)
    row.state, row.finished_at, row.name, row.email = DONE, stamp(), None, None
    session.add(
        AuditRow(
            team_id=row.team_id,
            at=stamp(),
            actor=row.created_by,
            action="person.erase",
            target=row.id,
            count=row.calls_deleted + row.calls_masked,
        )
    )
