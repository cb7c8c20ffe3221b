"""/sign-in/oidc: the pages' way in for people whom another service knows."""

from dataclasses import replace
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from api.access import Who
from api.deps import ServiceDep
from api.errors import MOST_THEN, ProviderError
from api.oidc import Attempt, Provider
from api.request_ids import request_id
from api.routes.session import set_cookie
from api.routes.sign_in import place_after, sign_in_form
from api.service import Service
from api.sign_in import by_user
from api.store import audit, people

router = APIRouter(prefix="/sign-in/oidc", include_in_schema=False)

COOKIE: Final = "trust_analyser_attempt"
PLACE: Final = "/sign-in/oidc"
SECONDS: Final = 600
Stated = Annotated[str, Query(max_length=4096)]


@router.get("")
def begin(
    request: Request, service: ServiceDep, then: Annotated[str, Query(max_length=MOST_THEN)] = ""
) -> Response:
    """Send somebody to the provider, and let their browser keep what must fit its answer, and the
    page that was asked for."""
    try:
        url, attempt = _provider(service).begin()
    except ProviderError as error:
        return sign_in_form(request, service, str(error), 503, then=then)
    attempt = replace(attempt, then=then)
    answer = RedirectResponse(url, 303)
    answer.set_cookie(
        COOKIE,
        attempt.to_text(),
        max_age=SECONDS,
        path=PLACE,
        secure=service.settings.secure_cookies,
        httponly=True,
        samesite="lax",
    )
    return answer


@router.get("/back")
def finish(
    request: Request, service: ServiceDep, state: Stated = "", code: Stated = "", error: Stated = ""
) -> Response:
    """Let in whom the provider confirms, where the team has a user of the e-mail address, and go
    on to the page that was asked for."""
    answer: Response
    then = ""
    try:
        attempt = Attempt.of_text(request.cookies.get(COOKIE, ""))
        then = attempt.then
        if error or not code:
            raise ProviderError(
                "expected the provider to confirm who signs in, found that it was refused or "
                "broken off there; sign in again"
            )
        who, cookie = _let_in(service, _provider(service).finish(attempt, state, code))
    except ProviderError as found:
        answer = sign_in_form(request, service, str(found), 403, then=then)
    else:
        answer = RedirectResponse(place_after(who, then), 303)
        set_cookie(answer, service, cookie)
    answer.delete_cookie(COOKIE, path=PLACE)
    return answer


def _let_in(service: Service, email: str) -> tuple[Who, str]:
    """The user of an e-mail address, and what their cookie holds. Raises ProviderError."""
    with service.db.writing() as session:
        user = people.user_by_email(session, email)
        if user is None or user.disabled_at is not None:
            raise ProviderError(
                "expected the e-mail address of somebody who has an account here, found another; "
                "the provider knows you, this service does not yet: ask an admin to add you"
            )
        seconds = service.settings.session_hours * 3600
        cookie, csrf = people.start_session(session, user, seconds)
        who = replace(by_user(user, csrf), request=request_id())
        audit.note(session, who, "session.start", "oidc")
        return who, cookie


def _provider(service: Service) -> Provider:
    if service.provider is None:
        raise ProviderError(
            "expected a service that people sign in to by another one, found one without: sign in "
            "with a password, or set TRUST_ANALYSER_OIDC_ISSUER"
        )
    return service.provider
