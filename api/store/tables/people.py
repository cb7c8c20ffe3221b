"""Teams, their users with sessions, and their API keys."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from api.store.tables.base import WIDE, Id, Mark, Number, Stamp, Table, Team, Words


class TeamRow(Table):
    """A tenant: what is a team's is seen by nobody else."""

    __tablename__ = "teams"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    created_at: Mapped[Stamp]


class UserRow(Table):
    """Somebody who signs in. ``rep_key`` says which calls are the own ones of a rep;
    ``failures`` and ``locked_until`` slow down whoever guesses passwords."""

    __tablename__ = "users"

    number: Mapped[Number]
    id: Mapped[Id]
    team_id: Mapped[Team]
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[Words]
    role: Mapped[Mark]
    rep: Mapped[Words | None]
    password_hash: Mapped[Words]
    created_at: Mapped[Stamp]
    disabled_at: Mapped[Stamp | None]
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[Stamp | None]


class SessionRow(Table):
    """A signed-in browser. ``id`` is the hash of what its cookie holds."""

    __tablename__ = "sessions"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_number: Mapped[int] = mapped_column(
        WIDE, ForeignKey("users.number", ondelete="CASCADE"), index=True
    )
    csrf: Mapped[Mark]
    created_at: Mapped[Stamp]
    expires_at: Mapped[Stamp]


class KeyRow(Table):
    """An API key. ``secret_hash`` is SHA-256 of a secret of 256 bits; ``scopes`` are separated
    by spaces; ``rep`` limits the key to one rep's calls."""

    __tablename__ = "api_keys"

    number: Mapped[Number]
    id: Mapped[Id]
    team_id: Mapped[Team]
    name: Mapped[Words]
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    scopes: Mapped[Words]
    rep: Mapped[Words | None]
    created_by: Mapped[Mark]
    created_at: Mapped[Stamp]
    expires_at: Mapped[Stamp | None]
    revoked_at: Mapped[Stamp | None]
    last_used_on: Mapped[str | None] = mapped_column(String(10))
