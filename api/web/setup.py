"""/welcome: the first admin of a service that nobody has to sign in to yet."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from analyser.errors import AnalyserError
from api.access import Role, Who
from api.deps import Admin, ServiceDep
from api.pages import page_of
from api.people_schemas import UserIn
from api.routes import people as routes
from api.routes.session import set_cookie, sign_in
from api.service import Service
from api.store import people
from api.web.forms import AdminSends, Line, refusal, stated

router = APIRouter(prefix="/welcome", include_in_schema=False)


@router.get("")
def welcome_page(request: Request, service: ServiceDep, who: Admin) -> Response:
    """The form; once there is an admin, the people page."""
    return _page(request, service, who)


@router.post("")
def post_admin(
    request: Request,
    service: ServiceDep,
    who: AdminSends,
    email: Line = "",
    name: Line = "",
    password: Line = "",
    again: Line = "",
) -> Response:
    """Add the first admin and sign them in: from now on everybody signs in."""
    typed = {"name": name, "email": email}
    if password != again:
        return _page(request, service, who, "The two passwords are not the same.", typed)
    try:
        new = stated(UserIn, email=email, name=name, role=Role.ADMIN, password=password)
        routes.post_user(new, service, who)
        _, cookie = sign_in(service, email, password)
    except AnalyserError as error:
        problem = refusal(error)
        return _page(request, service, who, f"{problem.title}: {problem.detail}.", typed)
    answer = RedirectResponse("/settings/people?done=user-added", 303)
    set_cookie(answer, service, cookie)
    return answer


def _page(
    request: Request,
    service: Service,
    who: Who,
    refused: str | None = None,
    typed: Mapping[str, str] | None = None,
) -> Response:
    with service.db.reading() as session:
        if not people.is_open(session):
            return RedirectResponse("/settings/people", 303)
    values = {"who": who, "refused": refused, "typed": typed or {}}
    return page_of(request, "welcome.html", values, 422 if refused else 200)
