"""Calls whose days are over."""

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from api.store import calls
from api.store.clock import stamp
from api.store.policies import Policy, policy_of
from api.store.tables import AuditRow, CallRow, TeamRow

CALLS_AT_ONCE = 200
DAY_SECONDS = 86_400


def _is_over(team: str, days: int) -> ColumnElement[bool]:
    return and_(CallRow.team_id == team, CallRow.created_at < stamp(seconds=-days * DAY_SECONDS))


def over_by(session: Session, team: str, days: int) -> int:
    """How many of a team's calls came longer ago than so many days."""
    return session.scalar(select(func.count()).where(_is_over(team, days))) or 0


def forget_expired(session: Session, default: Policy) -> bool:
    """Forget some calls whose team keeps them no longer; False where none is left."""
    for team in session.scalars(select(TeamRow.id)):
        days = policy_of(session, team, default).retention_days
        if days is None:
            continue
        old = select(CallRow.number).where(_is_over(team, days))
        numbers = list(session.scalars(old.order_by(CallRow.number).limit(CALLS_AT_ONCE)))
        if numbers:
            calls.forget(session, numbers)
            session.add(
                AuditRow(
                    team_id=team,
                    at=stamp(),
                    actor="policy",
                    action="call.expire",
                    target="",
                    count=len(numbers),
                )
            )
            return True
    return False
