"""The pages: kept calls with a form to hand one in, a call's report, the documentation."""

import json
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.call_query import LARGEST
from api.deps import Reader, ServiceDep, UploadDep, Uploader
from api.errors import TABLE, slug
from api.pages import page_of, page_policy
from api.sign_in import check_token
from api.store import calls
from api.store.call_list import page
from api.work.analyst import ready

router = APIRouter(include_in_schema=False)


@router.get("/")
def calls_page(
    request: Request,
    service: ServiceDep,
    who: Reader,
    cursor: Annotated[int | None, Query(ge=1, le=LARGEST)] = None,
) -> Response:
    """The kept calls, newest first, and the form."""
    with service.db.reading() as session:
        found = page(session, who.view, 50, cursor)
    return page_of(request, "calls.html", {"page": found, "who": who})


@router.post("/calls")
def post_call_page(
    request: Request, upload: UploadDep, service: ServiceDep, who: Uploader
) -> Response:
    """Take a call from the form and lead to its report."""
    check_token(who, getattr(request.state, "csrf", ""))
    call, _ = service.analyst.take(upload, who.team, who.actor)
    return RedirectResponse(f"/calls/{call.id}", 303)


@router.get("/calls/{call_id}")
def call_page(call_id: str, service: ServiceDep, who: Reader) -> Response:
    """A call's report as the analyser's own page."""
    from analyser import page as pages

    with service.db.reading() as session:
        kept = ready(session, calls.seen(session, who.view, call_id))
    html = pages.page([json.loads(kept.report)])
    return HTMLResponse(html, headers={"Content-Security-Policy": page_policy(html)})


@router.get("/docs")
def docs_page(request: Request) -> Response:
    """What there is, from the OpenAPI document; nothing is fetched from elsewhere."""
    problems = {slug(error): (kind, error.__doc__) for error, kind in TABLE.items()}
    return page_of(request, "docs.html", {"openapi": request.app.openapi(), "problems": problems})
