"""What is done behind the requests to keep promises on personal data."""

from api.store.database import Database
from api.store.erasures import erase_some
from api.store.policies import Policy
from api.store.retention import forget_expired
from api.work.chores import Chore, Chores


def housekeeping(db: Database, policy: Policy) -> Chores:
    """The chores of a process. ``policy`` is that of teams without one."""
    return Chores(
        "housekeeping",
        Chore("erasures", lambda: erase(db), every_seconds=10),
        Chore("retention", lambda: expire(db, policy), every_seconds=60),
    )


def erase(db: Database) -> bool:
    """A part of the erasures that are asked for; False where nothing can be done now."""
    with db.writing() as session:
        more = erase_some(session)
    if more:
        db.empty_log()
    return more


def expire(db: Database, policy: Policy) -> bool:
    """Forget some calls whose days are over; False where none is left."""
    with db.writing() as session:
        more = forget_expired(session, policy)
    if more:
        db.empty_log()
    return more
