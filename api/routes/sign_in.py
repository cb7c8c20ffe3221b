"""/sign-in and /sign-out: the pages' way into and out of the service."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from api.access import Scope, Who
from api.deps import ServiceDep, WhoDep
from api.errors import LockedOut, TooOften, WrongPassword
from api.pages import page_of
from api.passwords import LONGEST
from api.routes.session import set_cookie, sign_in, sign_out
from api.service import Service
from api.sign_in import address_of, check_token

router = APIRouter(include_in_schema=False)


@router.get("/sign-in")
def sign_in_page(request: Request, service: ServiceDep) -> Response:
    """The form."""
    return sign_in_form(request, service)


def sign_in_form(
    request: Request, service: Service, problem: str | None = None, status: int = 200
) -> Response:
    """The form, with what was wrong and the other way in where there is one."""
    other = service.settings.oidc_name if service.provider else None
    return page_of(request, "sign_in.html", {"problem": problem, "other_way": other}, status)


@router.post("/sign-in")
def post_sign_in(
    request: Request,
    service: ServiceDep,
    email: Annotated[str, Form(max_length=254)],
    password: Annotated[str, Form(max_length=LONGEST)],
) -> Response:
    """Sign in and go to the first page; else the form again, with what is wrong."""
    try:
        service.limits.sign_in(address_of(request))
        who, cookie = sign_in(service, email, password)
    except (WrongPassword, LockedOut, TooOften) as error:
        return sign_in_form(request, service, str(error), 401)
    answer = RedirectResponse(_first_page(who), 303)
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


def _first_page(who: Who) -> str:
    """Where somebody begins: coaches with the moments, uploaders with the form, the rest with the
    calls."""
    if not who.may(Scope.CALLS_READ):
        return "/upload"
    return "/review" if who.may(Scope.REVIEWS_WRITE) and not who.may(Scope.ADMIN) else "/"
