"""Whose turn it is to look at a moment."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from api.store import moment_events
from api.store.moments import MomentFilter
from api.store.tables import MomentRow, UserRow


@dataclass(frozen=True, slots=True)
class AssignedFilter(MomentFilter):
    """Moments that are, besides, somebody's to look at: ``assignee`` is a user's id."""

    assignee: str | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """On the moments themselves, as SQL."""
        found = MomentFilter.conditions(self)
        if self.assignee is None:
            return found
        user = select(UserRow.number).where(UserRow.id == self.assignee).scalar_subquery()
        return [*found, MomentRow.assignee_number == user]

    @property
    def is_little(self) -> bool:
        """What is somebody's to look at is."""
        return self.assignee is not None


def assign(session: Session, number: int, user: UserRow | None, actor: str) -> None:
    """Give a moment, by number, to a user; None takes it back."""
    given = update(MomentRow).where(MomentRow.number == number)
    session.execute(given.values(assignee_number=user.number if user else None))
    whose = user.id if user else None
    moment_events.note(session, number, actor, moment_events.ASSIGNED, whose)
