"""/account: who is signed in, and a new password for them."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from analyser.errors import AnalyserError
from api.access import Who
from api.deps import ServiceDep, WhoDep
from api.errors import Forbidden, WrongPassword
from api.pages import page_of
from api.people_schemas import UserChange
from api.routes import people as routes
from api.routes.session import set_cookie, sign_in
from api.service import Service
from api.sign_in import address_of, check_token
from api.store import people
from api.web.forms import Line, refusal, stated

router = APIRouter(prefix="/account", include_in_schema=False)


def signed_in(who: WhoDep) -> Who:
    """Who asks, where that is somebody with a password. Raises Forbidden."""
    if who.user is None:
        raise Forbidden("expected somebody who signed in, found a key or this computer")
    return who


Person = Annotated[Who, Depends(signed_in)]


@router.get("")
def account_page(request: Request, service: ServiceDep, who: Person) -> Response:
    """Who is signed in, and the form."""
    return _page(request, service, who)


@router.post("")
def post_password(
    request: Request,
    service: ServiceDep,
    who: Person,
    csrf: Line = "",
    old: Line = "",
    password: Line = "",
    again: Line = "",
) -> Response:
    """Put another password in place of the old one; other browsers have to sign in again."""
    check_token(who, csrf)
    if not password or password != again:
        return _page(request, service, who, "Write the new password twice, both times the same.")
    with service.db.reading() as session:
        user = people.user(session, who.team, who.actor.removeprefix("user:"))
    try:
        change = stated(UserChange, password=password)
        service.limits.sign_in(address_of(request))
        sign_in(service, user.email, old)
        routes.patch_user(user.id, change, service, who)
        _, cookie = sign_in(service, user.email, password)
    except WrongPassword:
        return _page(request, service, who, "The old password is another one.")
    except AnalyserError as error:
        problem = refusal(error)
        return _page(request, service, who, f"{problem.title}: {problem.detail}.")
    answer = RedirectResponse("/account?done=password", 303)
    set_cookie(answer, service, cookie)
    return answer


def _page(request: Request, service: Service, who: Who, refused: str | None = None) -> Response:
    with service.db.reading() as session:
        user = people.user(session, who.team, who.actor.removeprefix("user:"))
        values = {"who": who, "user": user, "refused": refused}
        values["done"] = request.query_params.get("done") == "password"
        return page_of(request, "account.html", values, 422 if refused else 200)
