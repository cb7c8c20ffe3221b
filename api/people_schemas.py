"""The wire format of people: sessions, users, keys, the audit log."""

from typing import Annotated

from pydantic import AwareDatetime, Field, SecretStr, StringConstraints

from api.access import Role, Scope
from api.facts import MAX_CHARS
from api.passwords import LONGEST, SHORTEST
from api.schemas import Wire

Email = Annotated[
    str, Field(max_length=254, pattern=r"^[^@\s]+@[^@\s]+$", examples=["ann@acme.example"])
]
Name = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=1, max_length=MAX_CHARS, pattern=r"^[^\x00-\x1f]*$"
    ),
]
Password = Annotated[SecretStr, Field(min_length=SHORTEST, max_length=LONGEST)]


class SignIn(Wire):
    """Who wants in."""

    email: Annotated[str, Field(max_length=254)]
    password: Annotated[SecretStr, Field(max_length=LONGEST)]


class Session(Wire):
    """Who is asking. ``csrf`` goes into the header X-CSRF-Token of whatever changes something;
    null for keys."""

    name: str
    scopes: list[Scope]
    csrf: str | None


class UserIn(Wire):
    """A user to be. ``rep`` is how the calls name a rep, by default the name."""

    email: Email
    name: Name
    role: Role
    rep: Name | None = None
    password: Password


class UserChange(Wire):
    """What changes of a user; what is left out stays."""

    name: Name | None = None
    role: Role | None = None
    rep: Name | None = None
    password: Password | None = None
    disabled: bool | None = None


class User(Wire):
    """Somebody who signs in."""

    id: str
    email: str
    name: str
    role: Role
    rep: str | None
    created_at: str
    disabled_at: str | None


class UserList(Wire):
    """A team's users."""

    items: list[User]


class KeyIn(Wire):
    """A key to be: what it may do, until when, and perhaps for one rep's calls alone."""

    name: Name
    scopes: Annotated[list[Scope], Field(min_length=1)]
    rep: Name | None = None
    expires_at: AwareDatetime | None = None


class Key(Wire):
    """An API key, without its secret."""

    id: str
    name: str
    scopes: list[Scope]
    rep: str | None
    created_by: str
    created_at: str
    expires_at: str | None
    revoked_at: str | None
    last_used_on: str | None


class NewKey(Key):
    """A new key. ``secret`` is shown this once: it is not kept."""

    secret: str = Field(examples=["ta_..."])


class KeyList(Wire):
    """A team's keys, revoked ones too."""

    items: list[Key]


class AuditLine(Wire):
    """Who did what to which."""

    at: str
    actor: str = Field(examples=["user:0195a1c2-7e4b-7c3d-9a51-3f0e6b2d8c17"])
    action: str = Field(examples=["call.read"])
    target: str
    count: int
    request: str | None = Field(description="the correlation id of the request")


class AuditList(Wire):
    """The audit log, newest first. ``next_cursor`` leads to older lines, null at the end."""

    items: list[AuditLine]
    next_cursor: int | None
