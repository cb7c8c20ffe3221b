"""/v1/calls/{id}/comments, /v1/moments/{id}/comments: what people write about them."""

from fastapi import APIRouter
from fastapi.responses import Response

from api.access import Scope
from api.deps import Reader, Reviewer, ServiceDep
from api.errors import (
    BadParameter,
    BadRequest,
    CallNotFound,
    CommentNotFound,
    Forbidden,
    ForeignSite,
    MomentNotFound,
    StoreError,
)
from api.openapi import ACCESS, problems
from api.review_schemas import Comment, CommentIn, CommentList
from api.store import audit, calls, comments, moments

router = APIRouter(prefix="/v1", tags=["review"])

WRITES = (*ACCESS, BadRequest, ForeignSite, BadParameter, StoreError)


@router.get("/calls/{call_id}/comments", responses=problems(*ACCESS, CallNotFound, StoreError))
def get_call_comments(call_id: str, service: ServiceDep, who: Reader) -> CommentList:
    """List what was written about a call and about its moments, oldest first."""
    with service.db.reading() as session:
        call = calls.seen(session, who.view, call_id)
        found = comments.of_call(session, who.view, call.number)
    return CommentList(items=[Comment.model_validate(one) for one in found])


@router.post(
    "/calls/{call_id}/comments", status_code=201, responses=problems(*WRITES, CallNotFound)
)
def post_call_comment(
    call_id: str, stated: CommentIn, service: ServiceDep, who: Reviewer
) -> Comment:
    """Write about a call."""
    with service.db.writing() as session:
        call = calls.seen(session, who.view, call_id)
        made = comments.write(session, who.view, call.number, None, who.actor, stated.text)
        audit.note(session, who, "call.comment", call_id)
    return Comment.model_validate(made)


@router.get(
    "/moments/{moment_id}/comments", responses=problems(*ACCESS, MomentNotFound, StoreError)
)
def get_moment_comments(moment_id: str, service: ServiceDep, who: Reader) -> CommentList:
    """List what was written about a moment, oldest first."""
    with service.db.reading() as session:
        moment = moments.moment(session, who.view, moment_id, aside=True)
        found = comments.of_moment(session, who.view, moment.number)
    return CommentList(items=[Comment.model_validate(one) for one in found])


@router.post(
    "/moments/{moment_id}/comments", status_code=201, responses=problems(*WRITES, MomentNotFound)
)
def post_moment_comment(
    moment_id: str, stated: CommentIn, service: ServiceDep, who: Reviewer
) -> Comment:
    """Write about a moment."""
    with service.db.writing() as session:
        moment = moments.moment(session, who.view, moment_id, aside=True)
        made = comments.write(
            session, who.view, moment.call_number, moment.number, who.actor, stated.text
        )
        audit.note(session, who, "moment.comment", moment_id)
    return Comment.model_validate(made)


@router.delete(
    "/comments/{comment_id}",
    status_code=204,
    response_class=Response,
    responses=problems(*ACCESS, ForeignSite, CommentNotFound, StoreError),
)
def delete_comment(comment_id: str, service: ServiceDep, who: Reviewer) -> Response:
    """Forget an own comment; an admin anybody's."""
    with service.db.writing() as session:
        found = comments.of_id(session, who.view, comment_id)
        if found.author != who.actor and not who.may(Scope.ADMIN):
            raise Forbidden("expected the comment's author or an admin, found somebody else")
        comments.forget(session, found)
        audit.note(session, who, "comment.delete", comment_id)
    return Response(status_code=204)
