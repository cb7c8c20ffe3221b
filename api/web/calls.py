"""/: the kept calls, newest first, to be searched."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.call_query import CallQuery
from api.deps import Reader, ServiceDep
from api.pages import page_of
from api.store.call_list import page
from api.web.asked import Asked
from api.web.suggestions import suggested

router = APIRouter(include_in_schema=False)


class CallsAsked(Asked, CallQuery):
    """Which calls the page shows."""


@router.get("/")
def calls_page(
    request: Request, service: ServiceDep, who: Reader, asked: Annotated[CallsAsked, Query()]
) -> Response:
    """The kept calls, newest first."""
    with service.db.reading() as session:
        found = page(session, who.view, asked.limit, asked.cursor, asked.filter())
        names = suggested(session, who.view)
    chosen = asked.query(limit=None, cursor=None)
    values = {
        "who": who,
        "page": found,
        "asked": asked,
        "chosen": chosen,
        **names,
        "filtered": bool(chosen or asked.cursor),
        "older": found.next_cursor and f"/?{asked.query(cursor=found.next_cursor)}",
    }
    return page_of(request, "calls.html", values)
