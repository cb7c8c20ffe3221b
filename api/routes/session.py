"""/v1/session: sign in, see who is signed in, sign out."""

from dataclasses import replace

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from api.access import Who
from api.deps import ServiceDep, WhoDep
from api.errors import (
    BadParameter,
    BadRequest,
    ForeignSite,
    LockedOut,
    StoreError,
    TooOften,
    WrongPassword,
)
from api.openapi import ACCESS, problems
from api.passwords import fits
from api.people_schemas import Session, SignIn
from api.request_ids import request_id
from api.service import Service
from api.sign_in import COOKIE, address_of, by_user
from api.store import audit, people
from api.store.tables import UserRow

router = APIRouter(prefix="/v1/session", tags=["people"])


@router.post(
    "",
    responses=problems(
        BadRequest, WrongPassword, ForeignSite, BadParameter, LockedOut, TooOften, StoreError
    ),
)
def post_session(stated: SignIn, request: Request, service: ServiceDep) -> Session:
    """Sign in: the answer sets a cookie, and names the token that changes must send along."""
    service.limits.sign_in(address_of(request))
    who, cookie = sign_in(service, stated.email, stated.password.get_secret_value())
    answer = JSONResponse(_shown(who).model_dump())
    set_cookie(answer, service, cookie)
    return answer  # type: ignore[return-value]  # with its cookie


@router.get("", responses=problems(*ACCESS, StoreError))
def get_session(who: WhoDep) -> Session:
    """Say who asks and what they may do."""
    return _shown(who)


@router.delete(
    "",
    status_code=204,
    response_class=Response,
    responses=problems(*ACCESS, ForeignSite, StoreError),
)
def delete_session(request: Request, service: ServiceDep, _who: WhoDep) -> Response:
    """Sign out."""
    answer = Response(status_code=204)
    sign_out(request, service, answer)
    return answer


def sign_in(service: Service, email: str, password: str) -> tuple[Who, str]:
    """Who signs in, and what their cookie holds. Raises WrongPassword, LockedOut."""
    with service.db.reading() as session:
        user = people.user_by_email(session, email)
        kept = user.password_hash if user else None
        _check_lock(user)
    # Outside of the store's lock: it takes long on purpose.
    right = fits(password, kept)
    with service.db.writing() as session:
        user = people.user_by_email(session, email)
        _check_lock(user)
        if right and user is not None and user.disabled_at is None:
            seconds = service.settings.session_hours * 3600
            cookie, csrf = people.start_session(session, user, seconds)
            who = replace(by_user(user, csrf), request=request_id())
            audit.note(session, who, "session.start")
            return who, cookie
        if user is not None:
            people.note_failure(user)
    raise WrongPassword("expected the e-mail address and password of a user, found others")


def sign_out(request: Request, service: Service, answer: Response) -> None:
    """End the session of a request's cookie."""
    with service.db.writing() as session:
        people.end_sessions(session, cookie=request.cookies.get(COOKIE, ""))
    answer.delete_cookie(COOKIE, path="/")


def set_cookie(answer: Response, service: Service, cookie: str) -> None:
    """Let the browser keep the session's cookie."""
    answer.set_cookie(
        COOKIE,
        cookie,
        max_age=int(service.settings.session_hours * 3600),
        path="/",
        secure=service.settings.secure_cookies,
        httponly=True,
        samesite="lax",
    )


def _check_lock(user: UserRow | None) -> None:
    if user is not None and people.is_locked(user):
        raise LockedOut(
            "expected a while between guesses, found too many wrong passwords; try again later"
        )


def _shown(who: Who) -> Session:
    return Session(name=who.name, scopes=sorted(who.scopes), csrf=who.csrf)
