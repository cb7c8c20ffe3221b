"""/docs: the documentation of the API as a page."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.errors import TABLE, slug
from api.pages import page_of

router = APIRouter(include_in_schema=False)


@router.get("/docs")
def docs_page(request: Request) -> Response:
    """What there is, from the OpenAPI document; nothing is fetched from elsewhere."""
    problems = {slug(error): (kind, error.__doc__) for error, kind in TABLE.items()}
    return page_of(request, "docs.html", {"openapi": request.app.openapi(), "problems": problems})
