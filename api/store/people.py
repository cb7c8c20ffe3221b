"""Teams, users, their sessions, and API keys."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from api.access import Role, Scope
from api.errors import Forbidden, KeyNotFound, LastAdmin, NameTaken, UserNotFound
from api.facts import folded
from api.store.clock import new_id, stamp
from api.store.database import insert_new
from api.store.tables import KeyRow, SessionRow, TeamRow, UserRow

KEY_PREFIX: Final = "ta_"
SECRET_BYTES: Final = 32
FREE_FAILURES: Final = 5
"""So many wrong passwords are forgiven; each further one doubles the wait."""
LONGEST_LOCK_SECONDS: Final = 3600


@dataclass(frozen=True, slots=True)
class NewUser:
    """Somebody to be. ``password_hash`` is argon2's; ``rep`` names whose calls a rep sees."""

    email: str
    name: str
    role: Role
    password_hash: str
    rep: str | None = None


AN_ADMIN: Final = select(UserRow.number).where(UserRow.role == Role.ADMIN.value).limit(1)


def is_open(session: Session) -> bool:
    """Whether nobody is an admin yet, so that nobody can sign in."""
    return session.scalar(AN_ADMIN) is None


def team(session: Session, name: str) -> str:
    """The id of the team of a name, made where it is missing."""
    known = session.scalar(select(TeamRow.id).where(TeamRow.name == name))
    if known is None:
        known = new_id()
        session.add(TeamRow(id=known, name=name, created_at=stamp()))
        session.flush()
    return known


def add_user(session: Session, team_id: str, user: NewUser) -> UserRow:
    """A new user. Raises NameTaken where somebody has the e-mail address."""
    values = {
        "id": new_id(),
        "team_id": team_id,
        "email": user.email.casefold(),
        "name": user.name,
        "role": user.role.value,
        "rep": (user.rep or user.name) if user.role is Role.REP else None,
        "password_hash": user.password_hash,
        "created_at": stamp(),
        "failures": 0,
    }
    number = insert_new(session, UserRow, values)
    if number is None:
        raise NameTaken("email: expected one that nobody has here, found one that somebody has")
    return session.get_one(UserRow, number)


def users(session: Session, team_id: str) -> Sequence[UserRow]:
    """A team's users in the order they came."""
    return session.scalars(
        select(UserRow).where(UserRow.team_id == team_id).order_by(UserRow.number)
    ).all()


def user(session: Session, team_id: str, user_id: str) -> UserRow:
    """A team's user. Raises UserNotFound."""
    found = session.scalar(select(UserRow).where(UserRow.team_id == team_id, UserRow.id == user_id))
    if found is None:
        raise UserNotFound("expected the id of a user of the team, found none under it")
    return found


def user_by_email(session: Session, email: str) -> UserRow | None:
    """Whoever has an e-mail address, if anybody."""
    return session.scalar(select(UserRow).where(UserRow.email == email.casefold()))


def keep_an_admin(session: Session, row: UserRow) -> None:
    """Nothing, where a team has an admin besides a user. Raises LastAdmin."""
    query = select(UserRow.number).where(
        UserRow.team_id == row.team_id,
        UserRow.role == Role.ADMIN.value,
        UserRow.disabled_at.is_(None),
        UserRow.number != row.number,
    )
    if session.scalar(query.limit(1)) is None:
        raise LastAdmin("expected a team that keeps an admin, found none left; name another first")


def note_failure(row: UserRow) -> None:
    """Count a wrong password; after a few, lock the user for a while that grows."""
    row.failures += 1
    beyond = row.failures - FREE_FAILURES
    if beyond >= 0:
        row.locked_until = stamp(seconds=min(2.0**beyond, LONGEST_LOCK_SECONDS))


def is_locked(row: UserRow) -> bool:
    """Whether a user must wait before trying again."""
    return row.locked_until is not None and row.locked_until > stamp()


def start_session(session: Session, row: UserRow, seconds: float) -> tuple[str, str]:
    """What a signed-in user's cookie holds, and what forms must send along."""
    row.failures, row.locked_until = 0, None
    cookie, csrf = secrets.token_urlsafe(SECRET_BYTES), secrets.token_urlsafe(SECRET_BYTES)
    session.execute(delete(SessionRow).where(SessionRow.expires_at < stamp()))
    session.add(
        SessionRow(
            id=hashed(cookie),
            user_number=row.number,
            csrf=csrf,
            created_at=stamp(),
            expires_at=stamp(seconds=seconds),
        )
    )
    return cookie, csrf


def signed_in(session: Session, cookie: str) -> tuple[UserRow, str] | None:
    """The user of a cookie and what forms must send along; None where it is not valid."""
    query = (
        select(UserRow, SessionRow.csrf)
        .join(SessionRow, SessionRow.user_number == UserRow.number)
        .where(
            SessionRow.id == hashed(cookie),
            SessionRow.expires_at > stamp(),
            UserRow.disabled_at.is_(None),
        )
    )
    row = session.execute(query).first()
    return None if row is None else (row[0], row[1])


def end_sessions(session: Session, *, cookie: str | None = None, user: int | None = None) -> None:
    """Sign a browser out, or a user everywhere."""
    chosen = (
        SessionRow.id == hashed(cookie or "") if user is None else SessionRow.user_number == user
    )
    session.execute(delete(SessionRow).where(chosen))


def add_key(
    session: Session,
    team_id: str,
    name: str,
    scopes: Sequence[Scope],
    *,
    rep: str | None,
    expires_at: str | None,
    actor: str,
) -> tuple[KeyRow, str]:
    """A new key and its secret, which is shown this once and not kept."""
    secret = KEY_PREFIX + secrets.token_urlsafe(SECRET_BYTES)
    row = KeyRow(
        id=new_id(),
        team_id=team_id,
        name=name,
        secret_hash=hashed(secret),
        scopes=" ".join(sorted(scope.value for scope in scopes)),
        rep=rep,
        created_by=actor,
        created_at=stamp(),
        expires_at=expires_at,
    )
    session.add(row)
    session.flush()
    return row, secret


def keys(session: Session, team_id: str) -> Sequence[KeyRow]:
    """A team's keys in the order they came, revoked ones too."""
    return session.scalars(
        select(KeyRow).where(KeyRow.team_id == team_id).order_by(KeyRow.number)
    ).all()


def key_of(session: Session, secret: str) -> KeyRow | None:
    """The key of a secret, None where it is not valid (any more)."""
    now = stamp()
    row = session.scalar(select(KeyRow).where(KeyRow.secret_hash == hashed(secret)))
    if row is None or row.revoked_at or (row.expires_at and row.expires_at <= now):
        return None
    return row


def note_use(session: Session, row: KeyRow) -> None:
    """Note on which day a key was last used."""
    today = stamp()[:10]
    session.execute(update(KeyRow).where(KeyRow.number == row.number).values(last_used_on=today))


def revoke_key(session: Session, team_id: str, key_id: str) -> None:
    """Make a key invalid, from now on. Raises KeyNotFound."""
    chosen = update(KeyRow).where(KeyRow.team_id == team_id, KeyRow.id == key_id)
    values = {"revoked_at": func.coalesce(KeyRow.revoked_at, stamp())}
    if session.scalar(chosen.values(**values).returning(KeyRow.number)) is None:
        raise KeyNotFound("expected the id of a key of the team, found none under it")


def hashed(secret: str) -> str:
    """A secret of 256 bits as it is kept: it needs no salt and no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def rep_key(row: UserRow | KeyRow) -> str | None:
    """Whose calls somebody is limited to, as calls compare it; None where to nobody's.

    Raises Forbidden where the rep's name is blank: nobody is shown every rep's calls for that.
    """
    key = folded(row.rep)
    is_rep = row.rep is not None or (isinstance(row, UserRow) and row.role == Role.REP)
    if is_rep and key is None:
        raise Forbidden(
            "expected the name of the rep whose calls may be seen, found a blank one; ask an admin"
        )
    return key
