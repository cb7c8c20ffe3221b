"""/settings/keys: what programs ask with."""

from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import Response

from analyser.errors import AnalyserError
from api.access import Scope, Who
from api.deps import Admin, ServiceDep
from api.people_schemas import KeyIn, NewKey
from api.routes import people
from api.service import Service
from api.store.clock import stamp
from api.web.forms import AdminSends, Line, stated
from api.web.names import Names
from api.web.parts import Skip, part_of
from api.web.settings.page import Several, settings_page, went_well

router = APIRouter(prefix="/settings/keys", include_in_schema=False)

AT_ONCE: Final = 50
SCOPES: Final = {
    Scope.CALLS_WRITE: "hand in calls",
    Scope.CALLS_READ: "read calls",
    Scope.EXPORTS_READ: "export tables",
    Scope.REVIEWS_WRITE: "judge moments",
    Scope.JOBS_WRITE: "have calls analysed anew",
    Scope.CALLS_DELETE: "delete calls",
    Scope.ADMIN: "change these settings",
}


@router.get("")
def keys_page(request: Request, service: ServiceDep, who: Admin, skip: Skip = 0) -> Response:
    """The team's keys, and a form for another."""
    return _page(request, service, who, skip=skip)


@router.post("")
def post_key(
    request: Request,
    service: ServiceDep,
    who: AdminSends,
    name: Line = "",
    scopes: Several = [],  # noqa: B006  the framework copies it
    rep: Line = "",
    until: Line = "",
) -> Response:
    """Make a key; the answer shows its secret, this once."""
    try:
        # A key opens until the end of its last day, wherever that ends last.
        end = f"{until}T23:59:59-12:00" if until else ""
        new = stated(KeyIn, name=name, scopes=scopes, rep=rep, expires_at=end)
        return _page(request, service, who, made=people.post_key(new, service, who))
    except AnalyserError as error:
        typed = {"name": name, "scopes": scopes, "rep": rep, "until": until}
        return _page(request, service, who, error, typed=typed)


@router.post("/{key_id}/revoke")
def post_revoke(request: Request, key_id: str, service: ServiceDep, who: AdminSends) -> Response:
    """Make a key open nothing any more."""
    try:
        people.delete_key(key_id, service, who)
    except AnalyserError as error:
        return _page(request, service, who, error)
    return went_well("keys", "key-revoked")


def _page(
    request: Request,
    service: Service,
    who: Who,
    error: AnalyserError | None = None,
    made: NewKey | None = None,
    typed: dict[str, Any] | None = None,
    skip: int = 0,
) -> Response:
    with service.db.reading() as session:
        names = Names(session, who)
    values: dict[str, Any] = {
        "keys": part_of(people.get_keys(service, who).items, AT_ONCE, skip),
        "scopes": SCOPES,
        "names": names,
        "now": stamp(),
        "made": made,
    }
    return settings_page(request, who, "keys", values, error, typed)
