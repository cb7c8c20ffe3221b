"""/collections: moments put together by hand, good examples to learn from."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from analyser.errors import AnalyserError
from api.access import Who
from api.deps import Reader, ServiceDep
from api.pages import page_of
from api.review_schemas import CollectionChange, CollectionIn
from api.routes import collections as routes
from api.routes.moments import MomentCursor
from api.service import Service
from api.web.forms import Line, ReviewerSends, refusal, stated
from api.web.names import Names
from api.web.parts import Skip, part_of

router = APIRouter(prefix="/collections", include_in_schema=False)

AT_ONCE: Final = 60


@router.get("")
def collections_page(
    request: Request, service: ServiceDep, who: Reader, skip: Skip = 0
) -> Response:
    """The team's collections, and a form for another."""
    return _list(request, service, who, skip=skip)


@router.post("")
def post_collection(
    request: Request,
    service: ServiceDep,
    who: ReviewerSends,
    name: Line = "",
    about: Line = "",
) -> Response:
    """Make a collection."""
    try:
        made = routes.post_collection(stated(CollectionIn, name=name, about=about), service, who)
    except AnalyserError as error:
        return _list(request, service, who, error)
    return RedirectResponse(f"/collections/{made.id}", 303)


@router.get("/{collection_id}")
def collection_page(
    request: Request,
    collection_id: str,
    service: ServiceDep,
    who: Reader,
    cursor: Annotated[MomentCursor, Query()] = None,
) -> Response:
    """A collection with its moments, the newest in it first."""
    found = routes.get_examples(collection_id, service, who, cursor=cursor)
    with service.db.reading() as session:
        names = Names(session, who)
    values = {
        "who": who,
        "here": "/collections",
        "collection": routes.get_collection(collection_id, service, who),
        "examples": found.items,
        "next": found.next_cursor,
        "names": names,
    }
    service.note(who, "collection.read", collection_id)
    return page_of(request, "collection.html", values)


@router.post("/{collection_id}")
def post_change(
    collection_id: str, service: ServiceDep, who: ReviewerSends, name: Line = "", about: Line = ""
) -> Response:
    """Change a collection's name or description."""
    change = stated(CollectionChange, name=name, about=about)
    routes.patch_collection(collection_id, change, service, who)
    return RedirectResponse(f"/collections/{collection_id}", 303)


@router.post("/{collection_id}/delete")
def post_delete(collection_id: str, service: ServiceDep, who: ReviewerSends) -> Response:
    """Forget a collection; its moments stay with their calls."""
    routes.delete_collection(collection_id, service, who)
    return RedirectResponse("/collections", 303)


@router.post("/{collection_id}/moments/{moment_id}/remove")
def post_remove(
    collection_id: str, moment_id: str, service: ServiceDep, who: ReviewerSends
) -> Response:
    """Take a moment out of a collection."""
    routes.delete_example(collection_id, moment_id, service, who)
    return RedirectResponse(f"/collections/{collection_id}", 303)


def _list(
    request: Request,
    service: Service,
    who: Who,
    error: AnalyserError | None = None,
    skip: int = 0,
) -> Response:
    refused = refusal(error) if error else None
    values: dict[str, Any] = {
        "who": who,
        "here": "/collections",
        "collections": part_of(routes.get_collections(service, who).items, AT_ONCE, skip),
        "refused": refused,
    }
    return page_of(request, "collections.html", values, refused.status if refused else 200)
