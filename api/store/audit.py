"""The audit log: who did what to which, without content."""

from collections.abc import Sequence

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from api.access import Who
from api.store.clock import stamp
from api.store.tables import AuditRow


def note(session: Session, who: Who, action: str, target: str = "", count: int = 1) -> None:
    """Note what somebody does. ``action`` is like ``call.read``, ``target`` an id of ours."""
    session.add(
        AuditRow(
            team_id=who.team,
            at=stamp(),
            actor=who.actor,
            action=action,
            target=target,
            count=count,
            request=who.request,
        )
    )


def page(
    session: Session, team: str, limit: int, cursor: int | None
) -> tuple[Sequence[AuditRow], int | None]:
    """A team's log, newest first, and the cursor that leads to older lines."""
    older = AuditRow.number < cursor if cursor is not None else true()
    query = select(AuditRow).where(AuditRow.team_id == team, older)
    rows = session.scalars(query.order_by(AuditRow.number.desc()).limit(limit + 1)).all()
    return rows[:limit], rows[limit - 1].number if len(rows) > limit else None
