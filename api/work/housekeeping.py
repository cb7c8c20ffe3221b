"""What is done behind the requests: promises on personal data, and overviews for those who ask."""

from collections.abc import Callable

from analyser.profile import Profile
from api.store.database import Database
from api.store.erasures import erase_some
from api.store.overviews import keep_overview, refresh_some
from api.store.policies import Policy
from api.store.profiles import has_examples
from api.store.retention import forget_expired
from api.store.unnamed import examine_some, keep_examined
from api.store.words import last_forgotten, sweep_words
from api.work.chores import Chore, Chores


def housekeeping(
    db: Database, policy: Policy, profile: Callable[[], Profile], hear: Callable[[], None]
) -> Chores:
    """The chores of a process. ``policy`` and ``profile`` are those of teams without one; ``hear``
    makes ready for trackers that go by meaning."""
    return Chores(
        "housekeeping",
        Chore("erasures", lambda: erase(db), every_seconds=10),
        Chore("retention", lambda: expire(db, policy), every_seconds=60),
        Chore("words", lambda: sweep(db), every_seconds=60),
        Chore("overviews", lambda: refresh(db), every_seconds=2),
        Chore("trackers", lambda: listen(db, profile(), hear), every_seconds=5),
        Chore("profiles", lambda: examine(db, profile()), every_seconds=600, rest=9),
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


def examine(db: Database, profile: Profile) -> bool:
    """Say of some calls from before profiles were named whether they are scored as now; False
    where none is left."""
    with db.reading() as session:
        found = examine_some(session, profile)
    if found:
        with db.noting() as session:
            keep_examined(session, found)
    return bool(found)


def listen(db: Database, profile: Profile, hear: Callable[[], None]) -> bool:
    """Make ready for trackers by meaning where somebody has one, before a call waits for it."""
    with db.reading() as session:
        wanted = any(t.examples for t in profile.trackers) or has_examples(session)
    if wanted:
        hear()
    return False
