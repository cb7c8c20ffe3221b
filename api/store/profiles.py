"""A team's own profile, and which calls were scored by another."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, delete, func, or_, select
from sqlalchemy.orm import Session

from analyser.errors import ProfileError
from analyser.profile import Profile
from analyser.profile_file import profile_of
from api.errors import BadProfile
from api.store.calls import ANALYSED
from api.store.clock import stamp
from api.store.tables import CallRow, ProfileRow, TeamRow
from api.store.view import View


@dataclass(frozen=True, slots=True)
class Standing:
    """What calls are scored by now: the model's version and the profile's hash.

    A call whose profile is None was kept before profiles were named, and waits to be examined: as
    long as it does, nothing is said against its profile.
    """

    model: str
    profile: str

    @property
    def other_model(self) -> ColumnElement[bool]:
        """The condition on an analysed call that another model read."""
        return CallRow.model.is_distinct_from(self.model)

    @property
    def other_profile(self) -> ColumnElement[bool]:
        """The condition on an analysed call that another profile scored."""
        return func.coalesce(CallRow.profile, self.profile) != self.profile

    def outdated(self) -> ColumnElement[bool]:
        """The condition on an analysed call that something else scored."""
        return or_(self.other_model, self.other_profile)


@dataclass(frozen=True, slots=True)
class Outdated:
    """How many calls, or whether one call, something else scored: in all, by another model, and by
    another profile; a call can be both."""

    calls: int
    by_model: int
    by_profile: int

    def __bool__(self) -> bool:
        return self.calls > 0


def tables_of_team(session: Session, team: str, *, lock: bool = False) -> dict[str, Any] | None:
    """The tables of a team's own profile, None where it has none. With ``lock`` nobody else changes
    them until the transaction ends."""
    if lock:
        session.execute(select(TeamRow.id).where(TeamRow.id == team).with_for_update())
    row = session.get(ProfileRow, team)
    return None if row is None else json.loads(row.tables)


def profile_of_team(session: Session, team: str) -> Profile | None:
    """A team's own profile, None where it has none. Raises BadProfile where it is of no use any
    more."""
    row = session.get(ProfileRow, team)
    if row is None:
        return None
    try:
        return _profile(row.tables)
    except ProfileError as error:
        # The team's to mend, unlike the profile of the service.
        raise BadProfile(str(error)) from error


def has_examples(session: Session) -> bool:
    """Whether a team tracks something by examples."""
    own = select(ProfileRow.tables).where(ProfileRow.tables.contains('"examples"'))
    trackers = (json.loads(tables).get("tracker", ()) for tables in session.scalars(own))
    return any(one.get("examples") for some in trackers for one in some)


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


def outdated(session: Session, view: View, now: Standing, call: str | None = None) -> Outdated:
    """How many analysed calls something else scored, or whether that call was."""
    counted = [
        func.count().filter(one) for one in (now.outdated(), now.other_model, now.other_profile)
    ]
    query = select(*counted).where(view.calls(), CallRow.state == ANALYSED)
    if call is not None:
        query = query.where(CallRow.id == call)
    row = session.execute(query).one()
    return Outdated(row[0], row[1], row[2])
