"""A team's own profile, and which calls were scored by another."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, delete, func, or_, select
from sqlalchemy.orm import Session

from analyser.profile import Profile
from analyser.profile_file import profile_of
from api.store.calls import ANALYSED
from api.store.clock import stamp
from api.store.tables import CallRow, ProfileRow
from api.store.view import View


@dataclass(frozen=True, slots=True)
class Standing:
    """What calls are scored by now: the model's version and the profile's hash."""

    model: str
    profile: str

    def outdated(self) -> ColumnElement[bool]:
        """The condition on an analysed call that something else scored."""
        return or_(
            CallRow.model.is_distinct_from(self.model),
            CallRow.profile.is_distinct_from(self.profile),
        )


def tables_of_team(session: Session, team: str) -> dict[str, Any] | None:
    """The tables of a team's own profile, None where it has none."""
    row = session.get(ProfileRow, team)
    return None if row is None else json.loads(row.tables)


def profile_of_team(session: Session, team: str) -> Profile | None:
    """A team's own profile, None where it has none. Raises ProfileError where it is of no use any
    more."""
    row = session.get(ProfileRow, team)
    return None if row is None else _profile(row.tables)


@lru_cache(maxsize=64)
def _profile(tables: str) -> Profile:
    return profile_of(json.loads(tables), "the team's profile")


def set_tables(session: Session, team: str, tables: Mapping[str, Any], actor: str) -> None:
    """Make tables that were checked the team's own profile."""
    kept = json.dumps(tables)
    row = ProfileRow(team_id=team, tables=kept, changed_by=actor, changed_at=stamp())
    session.merge(row)


def drop(session: Session, team: str) -> None:
    """Leave the team to the service's profile again."""
    session.execute(delete(ProfileRow).where(ProfileRow.team_id == team))


def count_outdated(session: Session, view: View, now: Standing) -> int:
    """How many analysed calls something else scored."""
    query = select(func.count()).where(view.calls(), CallRow.state == ANALYSED, now.outdated())
    return session.scalar(query) or 0
