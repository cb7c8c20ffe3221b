"""/v1/collections: good examples, put together by hand."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api.call_query import Limit
from api.deps import Reader, Reviewer, ServiceDep
from api.errors import (
    BadParameter,
    BadRequest,
    CollectionNotFound,
    ForeignSite,
    MomentNotFound,
    NameTaken,
    StoreError,
)
from api.openapi import ACCESS, problems
from api.review_schemas import (
    Collection,
    CollectionChange,
    CollectionIn,
    CollectionList,
    Example,
    ExampleIn,
    ExampleList,
)
from api.routes.moments import MomentCursor
from api.store import audit, collections, moments

router = APIRouter(prefix="/v1/collections", tags=["collections"])

CHANGES = (*ACCESS, ForeignSite, StoreError)


@router.get("", responses=problems(*ACCESS, StoreError))
def get_collections(service: ServiceDep, who: Reader) -> CollectionList:
    """List the team's collections, by name."""
    with service.db.reading() as session:
        found = collections.all_of(session, who.view)
    return CollectionList(items=[Collection.model_validate(one) for one in found])


@router.post("", status_code=201, responses=problems(*CHANGES, BadRequest, NameTaken, BadParameter))
def post_collection(stated: CollectionIn, service: ServiceDep, who: Reviewer) -> Collection:
    """Make a collection."""
    with service.db.writing() as session:
        number = collections.create(session, who.team, stated.name, stated.about, who.actor)
        made = collections.of_number(session, who.view, number)
        audit.note(session, who, "collection.add", made.id)
    return Collection.model_validate(made)


@router.get("/{collection_id}", responses=problems(*ACCESS, CollectionNotFound, StoreError))
def get_collection(collection_id: str, service: ServiceDep, who: Reader) -> Collection:
    """Return a collection without its moments."""
    with service.db.reading() as session:
        return Collection.model_validate(collections.of_id(session, who.view, collection_id))


@router.patch(
    "/{collection_id}",
    responses=problems(*CHANGES, BadRequest, CollectionNotFound, NameTaken, BadParameter),
)
def patch_collection(
    collection_id: str, change: CollectionChange, service: ServiceDep, who: Reviewer
) -> Collection:
    """Change a collection's name or description."""
    with service.db.writing() as session:
        found = collections.of_id(session, who.view, collection_id)
        collections.change(session, found.number, change.name, change.about)
        audit.note(session, who, "collection.change", collection_id)
        return Collection.model_validate(collections.of_number(session, who.view, found.number))


@router.delete(
    "/{collection_id}",
    status_code=204,
    response_class=Response,
    responses=problems(*CHANGES, CollectionNotFound),
)
def delete_collection(collection_id: str, service: ServiceDep, who: Reviewer) -> Response:
    """Forget a collection; its moments stay with their calls."""
    with service.db.writing() as session:
        collections.forget(session, collections.of_id(session, who.view, collection_id).number)
        audit.note(session, who, "collection.delete", collection_id)
    return Response(status_code=204)


@router.get(
    "/{collection_id}/moments",
    responses=problems(*ACCESS, CollectionNotFound, BadParameter, StoreError),
)
def get_examples(
    collection_id: str,
    service: ServiceDep,
    who: Reader,
    limit: Annotated[Limit, Query()] = 50,
    cursor: Annotated[MomentCursor, Query()] = None,
) -> ExampleList:
    """List a collection's moments, the newest in it first; a rep sees those of the own calls."""
    with service.db.reading() as session:
        one = collections.of_id(session, who.view, collection_id)
        try:
            found = collections.examples(session, who.view, one, limit + 1, cursor)
        except MomentNotFound as error:
            raise BadParameter(
                "cursor: expected the next_cursor of a page, found none that leads anywhere; "
                "ask from the start"
            ) from error
        shown = found[:limit]
    service.note(who, "moments.read", collection_id, len(shown))
    items = [Example.model_validate(one) for one in shown]
    following = shown[-1].moment.id if len(found) > limit else None
    return ExampleList(items=items, next_cursor=following)


@router.put(
    "/{collection_id}/moments/{moment_id}",
    status_code=204,
    response_class=Response,
    responses=problems(*CHANGES, BadRequest, CollectionNotFound, MomentNotFound, BadParameter),
)
def put_example(
    collection_id: str, moment_id: str, stated: ExampleIn, service: ServiceDep, who: Reviewer
) -> Response:
    """Put a moment into a collection; one that is in it gets the note."""
    with service.db.writing() as session:
        one = collections.of_id(session, who.view, collection_id)
        moment = moments.moment(session, who.view, moment_id, aside=True)
        collections.add(session, one, moment, who.actor, stated.note)
        audit.note(session, who, "moment.collect", moment_id)
    return Response(status_code=204)


@router.delete(
    "/{collection_id}/moments/{moment_id}",
    status_code=204,
    response_class=Response,
    responses=problems(*CHANGES, CollectionNotFound, MomentNotFound),
)
def delete_example(
    collection_id: str, moment_id: str, service: ServiceDep, who: Reviewer
) -> Response:
    """Take a moment out of a collection."""
    with service.db.writing() as session:
        one = collections.of_id(session, who.view, collection_id)
        moment = moments.moment(session, who.view, moment_id, aside=True)
        collections.remove(session, one, moment, who.actor)
        audit.note(session, who, "moment.uncollect", moment_id)
    return Response(status_code=204)
