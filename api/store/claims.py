"""Who is at work on what, so that nothing is worked on twice and nothing is left lying.

A process that takes a call or an item claims it for a while and renews the claim as long as it is
at work on it. What it let fall, dead or kept by the store from saying so, is free again when the
claim runs out. Only who finishes first counts: results.py refuses a second result.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from sqlalchemy import ColumnElement, Update, literal_column, or_, select, update
from sqlalchemy.orm import Session

from api.store.calls import ACCEPTED
from api.store.clock import stamp
from api.store.tables import CallRow, ItemRow

WAITING: Final = "waiting"
Claimable = type[CallRow] | type[ItemRow]
Work = tuple[Claimable, int]
"""A call or an item, by its number."""
OPEN: Final[Mapping[Claimable, ColumnElement[bool]]] = {
    # Written out: the index holds these alone, and a parameter could be any state.
    CallRow: CallRow.state == literal_column(f"'{ACCEPTED}'"),
    ItemRow: ItemRow.state == WAITING,
}


def claim(session: Session, row: Claimable, number: int, holder: str, seconds: float) -> bool:
    """Whether the claim on one row was free and is now the holder's."""
    statement = _claimed(row, holder, seconds).where(row.number == number, *_free(row))
    return session.scalar(statement.returning(row.number)) is not None


def claim_next(session: Session, row: Claimable, holder: str, seconds: float) -> int | None:
    """The number of a free row, now claimed; None where none is free. The oldest comes first, but
    after all others what a process has died of."""
    oldest = (
        select(row.number)
        .where(*_free(row))
        .order_by(row.attempts, row.number)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    number = session.scalar(oldest)
    if number is not None:
        session.execute(_claimed(row, holder, seconds).where(row.number == number))
    return number


def attempts_of(session: Session, row: Claimable, number: int) -> int:
    """How often a row was claimed."""
    return session.scalars(select(row.attempts).where(row.number == number)).one()


def renew(session: Session, work: Iterable[Work], holder: str, seconds: float) -> None:
    """Keep the holder's claims on what it is at work on and has not finished."""
    for row, number in work:
        held = update(row).where(row.number == number, OPEN[row], row.claimed_by == holder)
        session.execute(held.values(claimed_until=stamp(seconds=seconds)))


def release(session: Session, row: Claimable, number: int, holder: str) -> None:
    """Give up a claim without a result, as if it had not been."""
    held = update(row).where(row.number == number, row.claimed_by == holder)
    free = {"claimed_by": None, "claimed_until": None, "attempts": row.attempts - 1}
    session.execute(held.values(**free))


def rest(session: Session, row: Claimable, number: int, seconds: float) -> None:
    """Give up a claim as if it had not been, and let nobody take the row for a while."""
    held = update(row).where(row.number == number)
    until = {"claimed_by": None, "claimed_until": stamp(seconds=seconds)}
    session.execute(held.values(**until, attempts=row.attempts - 1))


def is_work_left(session: Session) -> bool:
    """Whether anything that was accepted is free to be taken."""
    return any(
        session.scalar(select(row.number).where(*_free(row)).limit(1)) is not None for row in OPEN
    )


def _free(row: Claimable) -> list[ColumnElement[bool]]:
    return [
        OPEN[row],
        or_(row.claimed_until.is_(None), row.claimed_until < stamp()),
    ]


def _claimed(row: Claimable, holder: str, seconds: float) -> Update:
    return update(row).values(
        claimed_by=holder, claimed_until=stamp(seconds=seconds), attempts=row.attempts + 1
    )
