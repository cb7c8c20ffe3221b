"""The pages: kept calls with a form to hand one in, a call's report, the documentation."""

import json
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.deps import ServiceDep, UploadDep
from api.errors import TABLE, slug
from api.pages import page_of, page_policy
from api.routes.calls import LARGEST

router = APIRouter(include_in_schema=False)


@router.get("/")
def calls_page(
    request: Request,
    service: ServiceDep,
    cursor: Annotated[int | None, Query(ge=1, le=LARGEST)] = None,
) -> Response:
    """The kept calls, newest first, and the form."""
    return page_of(request, "calls.html", {"page": service.store.page(50, cursor)})


@router.post("/calls")
def post_call_page(upload: UploadDep, service: ServiceDep) -> Response:
    """Take a call from the form and lead to its report."""
    kept, _ = service.take(upload)
    return RedirectResponse(f"/calls/{kept.id}", 303)


@router.get("/calls/{call_id}")
def call_page(call_id: str, service: ServiceDep) -> Response:
    """A call's report as the analyser's own page."""
    from analyser.page import page

    html = page([json.loads(service.store.get(call_id).report)])
    return HTMLResponse(html, headers={"Content-Security-Policy": page_policy(html)})


@router.get("/docs")
def docs_page(request: Request) -> Response:
    """What there is, from the OpenAPI document; nothing is fetched from elsewhere."""
    problems = {slug(error): (kind, error.__doc__) for error, kind in TABLE.items()}
    return page_of(request, "docs.html", {"openapi": request.app.openapi(), "problems": problems})
