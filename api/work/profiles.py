"""Keep a team's own profile, after it was checked."""

import json
from collections.abc import Mapping
from typing import Any

from analyser.errors import ProfileError
from analyser.profile_file import MOST_BYTES, profile_of
from api.access import Who
from api.errors import BadProfile
from api.store import audit, profiles
from api.store.database import Database


def keep_profile(db: Database, who: Who, tables: Mapping[str, Any]) -> None:
    """Score the team's calls by these tables from now on. Raises BadProfile."""
    check(tables)
    with db.writing() as session:
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
        size = len(json.dumps(tables))
        if size > MOST_BYTES:
            raise ProfileError("the profile: expected 1 MB at most, found more")
        profile_of(tables, "the profile")
    except (ProfileError, RecursionError) as error:
        raise BadProfile(str(error)) from error
