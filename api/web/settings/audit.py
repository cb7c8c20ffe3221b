"""/settings/audit: who did what, without content."""

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.call_query import Cursor
from api.deps import ServiceDep
from api.routes import people
from api.web.names import Names
from api.web.settings.page import Admin, settings_page

router = APIRouter(prefix="/settings/audit", include_in_schema=False)

LINES: Final = 100


@router.get("")
def audit_page(
    request: Request, service: ServiceDep, who: Admin, cursor: Annotated[Cursor, Query()] = None
) -> Response:
    """The log, newest first."""
    found = people.get_audit(service, who, LINES, cursor)
    with service.db.reading() as session:
        names = Names(session, who)
    values = {"lines": found.items, "next": found.next_cursor, "names": names}
    return settings_page(request, who, "audit", values)
