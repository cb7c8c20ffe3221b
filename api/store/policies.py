"""What a team keeps of its calls, and for how long."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from api.privacy.kinds import Kinds, kinds_of
from api.store.clock import stamp
from api.store.tables import PolicyRow

MOST_DAYS: Final = 36_500


@dataclass(frozen=True, slots=True)
class Policy:
    """``redact`` is taken out of calls before they are kept; after ``retention_days`` they are
    deleted, never where it is None."""

    redact: Kinds
    retention_days: int | None = None


KEEP_ALL: Final = Policy(frozenset())


def policy_of(session: Session, team: str, default: Policy) -> Policy:
    """A team's own policy, else the default."""
    row = session.get(PolicyRow, team)
    if row is None:
        return default
    return Policy(kinds_of(row.redact.split()), row.retention_days)


def set_policy(session: Session, team: str, policy: Policy, actor: str) -> None:
    """Make a policy the team's own."""
    session.merge(
        PolicyRow(
            team_id=team,
            redact=" ".join(sorted(policy.redact)),
            retention_days=policy.retention_days,
            changed_by=actor,
            changed_at=stamp(),
        )
    )
