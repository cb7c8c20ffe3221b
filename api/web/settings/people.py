"""/settings/people: who is in the team and what they may do."""

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from analyser.errors import AnalyserError
from api.access import Role, Who
from api.deps import Admin, ServiceDep
from api.facts import MAX_CHARS
from api.people_schemas import UserChange, UserIn
from api.routes import people
from api.service import Service
from api.web.forms import AdminSends, Line, stated
from api.web.parts import Skip, part_of
from api.web.settings.page import settings_page, went_well

router = APIRouter(prefix="/settings", include_in_schema=False)

AT_ONCE: Final = 50
ROLES: Final = {
    Role.REP: "Rep: sees the own calls",
    Role.COACH: "Coach: reads all calls, judges moments",
    Role.ANALYST: "Analyst: reads all calls, exports",
    Role.UPLOADER: "Uploader: hands in calls, reads none",
    Role.ADMIN: "Admin: all of it, and these settings",
}
"""What each role may do, in the order in which teams need them."""


@router.get("")
def settings(_who: Admin) -> Response:
    """The first of the pages."""
    return RedirectResponse("/settings/people", 303)


@router.get("/people")
def people_page(
    request: Request,
    service: ServiceDep,
    who: Admin,
    like: Annotated[str, Query(max_length=MAX_CHARS)] = "",
    skip: Skip = 0,
) -> Response:
    """The team's users, or those with some letters in name or address, and a form for another."""
    return _page(request, service, who, like=like, skip=skip)


def _page(
    request: Request,
    service: Service,
    who: Who,
    error: AnalyserError | None = None,
    like: str = "",
    skip: int = 0,
    **typed: str,
) -> Response:
    users = people.get_users(service, who).items
    sought = like.casefold().strip()
    fitting = [one for one in users if sought in f"{one.name}\n{one.email}".casefold()]
    values = {
        "users": part_of(fitting, AT_ONCE, skip),
        "total": len(users),
        "at_once": AT_ONCE,
        "like": like,
        "roles": ROLES,
    }
    return settings_page(request, who, "people", values, error, typed)


@router.post("/people")
def post_user(
    request: Request,
    service: ServiceDep,
    who: AdminSends,
    email: Line = "",
    name: Line = "",
    role: Line = "",
    rep: Line = "",
    password: Line = "",
) -> Response:
    """Add a user."""
    try:
        new = stated(UserIn, email=email, name=name, role=role, rep=rep, password=password)
        people.post_user(new, service, who)
    except AnalyserError as error:
        return _page(request, service, who, error, email=email, name=name, role=role, rep=rep)
    return went_well("people", "user-added")


@router.post("/people/{user_id}")
def post_change(
    request: Request,
    user_id: str,
    service: ServiceDep,
    who: AdminSends,
    name: Line = "",
    role: Line = "",
    rep: Line = "",
    password: Line = "",
    disabled: Line = "",
) -> Response:
    """Change a user; the last admin stays."""
    try:
        # A role that stays signs nobody out.
        known = {one.id: one.role for one in people.get_users(service, who).items}
        new_role = "" if role == known.get(user_id) else role
        change = stated(
            UserChange, name=name, role=new_role, rep=rep, password=password, disabled=disabled
        )
        people.patch_user(user_id, change, service, who)
    except AnalyserError as error:
        return _page(request, service, who, error)
    return went_well("people", "user-changed")
