"""Who sends a request: a key, a signed-in user, or, until there is an admin, this computer."""

import hmac
import ipaddress
from typing import Final

from fastapi import Request
from sqlalchemy.orm import Session

from api.access import SCOPES, Role, Scope, Who
from api.errors import ForeignSite, NotSignedIn
from api.store import people
from api.store.clock import stamp
from api.store.database import Database
from api.store.tables import KeyRow, UserRow
from api.store.view import DEFAULT_TEAM

COOKIE: Final = "trust_analyser_session"
CSRF_HEADER: Final = "X-CSRF-Token"
CHANGING: Final = frozenset({"POST", "PUT", "PATCH", "DELETE"})
LOCAL: Final = Who(DEFAULT_TEAM, "local", "somebody at this computer", frozenset(Scope))


def who_asks(request: Request, db: Database) -> Who:
    """Who sends a request.

    Raises NotSignedIn; and ForeignSite where a browser changes something without the page's token.
    """
    with db.reading() as session:
        secret, cookie = bearer(request), request.cookies.get(COOKIE)
        if secret is not None:
            key = _key(session, secret)
            is_fresh = key.last_used_on == stamp()[:10]
        elif cookie is not None and (found := people.signed_in(session, cookie)):
            return _with_token(request, by_user(*found))
        elif is_here(request) and people.is_open(session):
            return LOCAL
        else:
            raise NotSignedIn(
                "expected a key (Authorization: Bearer ta_...) or a signed-in user, found neither; "
                "POST /v1/session signs in"
            )
    if not is_fresh:
        with db.writing() as session:
            people.note_use(session, key)
    return _by_key(key)


def bearer(request: Request) -> str | None:
    """The key that a request brings, if any."""
    kind, _, secret = request.headers.get("authorization", "").partition(" ")
    return secret.strip() if kind.lower() == "bearer" else None


def address_of(request: Request) -> str:
    """Where a request comes from, empty where that is not known."""
    return request.client.host if request.client else ""


def is_here(request: Request) -> bool:
    """Whether a request comes from this computer."""
    try:
        return ipaddress.ip_address(address_of(request)).is_loopback
    except ValueError:
        return False


def _key(session: Session, secret: str) -> KeyRow:
    key = people.key_of(session, secret)
    if key is None:
        raise NotSignedIn("expected a valid key, found one that is unknown, expired or revoked")
    return key


def _by_key(key: KeyRow) -> Who:
    scopes = frozenset(Scope(scope) for scope in key.scopes.split())
    return Who(key.team_id, f"key:{key.id}", key.name, scopes, people.rep_key(key))


def by_user(user: UserRow, csrf: str) -> Who:
    """A user with the token of their session."""
    scopes = SCOPES[Role(user.role)]
    rep = people.rep_key(user)
    return Who(user.team_id, f"user:{user.id}", user.name, scopes, rep, user.number, csrf)


def _with_token(request: Request, who: Who) -> Who:
    """Who, if the request changes nothing or brings the page's token: a form its field, a program
    its header. The pages' routes check the field, once they have read the form."""
    if request.method in CHANGING and request.url.path.startswith("/v1/"):
        check_token(who, request.headers.get(CSRF_HEADER, ""))
    return who


def check_token(who: Who, stated: str) -> None:
    """Nothing, where the token is the session's. Raises ForeignSite."""
    if who.csrf is not None and not hmac.compare_digest(who.csrf.encode(), stated.encode()):
        raise ForeignSite(
            f"expected the session's token in the header {CSRF_HEADER}, found none or another; "
            "POST /v1/session and GET /v1/session tell it"
        )
