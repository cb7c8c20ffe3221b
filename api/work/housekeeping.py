"""What is done behind the requests: promises on personal data, and overviews for those who ask."""

from api.store.database import Database
from api.store.erasures import erase_some
from api.store.overviews import keep_overview, refresh_some
from api.store.policies import Policy
from api.store.retention import forget_expired
from api.store.words import last_forgotten, sweep_words
from api.work.chores import Chore, Chores


def housekeeping(db: Database, policy: Policy) -> Chores:
    """The chores of a process. ``policy`` is that of teams without one."""
    return Chores(
        "housekeeping",
        Chore("erasures", lambda: erase(db), every_seconds=10),
        Chore("retention", lambda: expire(db, policy), every_seconds=60),
        Chore("words", lambda: sweep(db), every_seconds=60),
        Chore("overviews", lambda: refresh(db), every_seconds=2),
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


def sweep(db: Database) -> bool:
    """A step towards an index of words without those that were forgotten; False where none is."""
    with db.reading() as session:
        if last_forgotten(session.connection()) is None:
            return False
    with db.writing() as session:
        sweep_words(session.connection())
    db.empty_log()
    return True


def refresh(db: Database) -> bool:
    """Overviews of some reps and accounts whose calls have changed; False where none has."""
    with db.reading() as session:
        found = refresh_some(session)
    for row, overview in found:
        with db.noting() as session:
            keep_overview(session, row, overview)
    return bool(found)
