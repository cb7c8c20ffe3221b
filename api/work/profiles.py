"""Keep a team's own profile, after it was checked."""

from collections.abc import Callable, Mapping
from typing import Any

import tomli_w
from sqlalchemy.orm import Session

from analyser.errors import ProfileError
from analyser.profile_file import MOST_BYTES, profile_of
from api.access import Who
from api.errors import BadProfile
from api.store import audit, profiles
from api.store.database import Database

Change = Callable[[Mapping[str, Any]], Mapping[str, Any]]


def keep_profile(db: Database, who: Who, tables: Mapping[str, Any]) -> None:
    """Score the team's calls by these tables from now on. Raises BadProfile."""
    check(tables)
    with db.writing() as session:
        _keep(session, who, tables)


def change_profile(db: Database, who: Who, base: Mapping[str, Any], change: Change) -> None:
    """Change the team's tables, or the base where it has none; what somebody else changes at the
    same time stays. Raises BadProfile, and what the change raises."""
    with db.writing() as session:
        own = profiles.tables_of_team(session, who.team, lock=True)
        before = base if own is None else own
        tables = change(before)
        check(tables)
        if tables != before:
            _keep(session, who, tables)


def _keep(session: Session, who: Who, tables: Mapping[str, Any]) -> None:
    profiles.set_tables(session, who.team, tables, who.actor)
    audit.note(session, who, "profile.change")


def drop_profile(db: Database, who: Who) -> None:
    """Score the team's calls by the service's profile again."""
    with db.writing() as session:
        profiles.drop(session, who.team)
        audit.note(session, who, "profile.drop")


def check(tables: Mapping[str, Any]) -> None:
    """Nothing, where the tables make a profile. Raises BadProfile, as a file's error would say."""
    try:
        profile_of(tables, "the profile")
        size = len(tomli_w.dumps(tables).encode())
    except ProfileError as error:
        raise BadProfile(str(error)) from error
    except (TypeError, ValueError, RecursionError) as error:
        raise BadProfile(
            "the profile: expected what a TOML file can say, found what it cannot, such as null"
        ) from error
    if size > MOST_BYTES:
        raise BadProfile("the profile: expected 1 MB at most, found more")
