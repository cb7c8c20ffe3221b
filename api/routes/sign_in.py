"""/sign-in and /sign-out: the pages' way into and out of the service."""

import re
from collections.abc import Mapping
from typing import Annotated, Final

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from api.access import Scope, Who
from api.deps import ServiceDep, WhoDep
from api.errors import MOST_THEN, LockedOut, TooOften, WrongPassword
from api.pages import page_of
from api.passwords import LONGEST
from api.routes.session import set_cookie, sign_in, sign_out
from api.service import Service
from api.sign_in import address_of, check_token

router = APIRouter(include_in_schema=False)

OWN_PLACE: Final = re.compile(r"/(?![/\\])[!-~]*")
"""A path of this service, to which no other site's address can be made to look alike."""


SAID: Final[Mapping[type[Exception], str]] = {
    WrongPassword: "The e-mail address or the password is not right.",
    LockedOut: "There were too many wrong passwords. Wait a while, then try again.",
}
"""What the page says of a refusal."""


@router.get("/sign-in")
def sign_in_page(
    request: Request, service: ServiceDep, then: Annotated[str, Query(max_length=MOST_THEN)] = ""
) -> Response:
    """The form; ``then`` is the page that was asked for."""
    return sign_in_form(request, service, then=then)


def sign_in_form(
    request: Request,
    service: Service,
    problem: str | None = None,
    status: int = 200,
    *,
    then: str = "",
    email: str = "",
) -> Response:
    """The form, with what was wrong and the other way in where there is one."""
    other = service.settings.oidc_name if service.provider else None
    values = {"problem": problem, "other_way": other, "then": then, "email": email}
    return page_of(request, "sign_in.html", values, status)


@router.post("/sign-in")
def post_sign_in(
    request: Request,
    service: ServiceDep,
    email: Annotated[str, Form(max_length=254)],
    password: Annotated[str, Form(max_length=LONGEST)],
    then: Annotated[str, Form(max_length=MOST_THEN)] = "",
) -> Response:
    """Sign in and go on to the page that was asked for, or the first one; else the form again,
    with what is wrong."""
    try:
        service.limits.sign_in(address_of(request))
        who, cookie = sign_in(service, email, password)
    except (WrongPassword, LockedOut, TooOften) as error:
        said = SAID.get(type(error), str(error))
        return sign_in_form(request, service, said, 401, then=then, email=email)
    answer = RedirectResponse(place_after(who, then), 303)
    set_cookie(answer, service, cookie)
    return answer


@router.post("/sign-out")
def post_sign_out(
    request: Request, service: ServiceDep, who: WhoDep, csrf: Annotated[str, Form()] = ""
) -> Response:
    """Sign out and go to the form."""
    check_token(who, csrf)
    answer = RedirectResponse("/sign-in", 303)
    sign_out(request, service, answer)
    return answer


def place_after(who: Who, then: str) -> str:
    """Where signing in leads: to the page that was asked for, where it is one of ours; else coaches
    begin with the moments, uploaders with the form, the rest with the calls."""
    if OWN_PLACE.fullmatch(then):
        return then
    if not who.may(Scope.CALLS_READ):
        return "/upload"
    return "/review" if who.may(Scope.REVIEWS_WRITE) and not who.may(Scope.ADMIN) else "/"
