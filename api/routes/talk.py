"""/v1/calls/{id}/transcript and /moments: parts of a call."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api.call_query import Limit
from api.deps import Reader, ServiceDep
from api.errors import AnalysisFailed, BadParameter, CallNotFound, NotAnalysedYet, StoreError
from api.openapi import ACCESS, problems
from api.review_schemas import MomentList, Transcript
from api.routes.moments import MomentCursor, moment_page
from api.store import calls
from api.store.assignments import AssignedFilter
from api.store.packing import report_text
from api.work.analyst import ready

router = APIRouter(prefix="/v1/calls/{call_id}", tags=["calls"])


@router.get(
    "/transcript",
    response_class=Response,
    responses={
        200: {"model": Transcript, "description": "The call in the project's own JSON"},
        **problems(*ACCESS, CallNotFound, StoreError),
    },
)
def get_transcript(call_id: str, service: ServiceDep, who: Reader) -> Response:
    """Return what was read from the file, in the project's own JSON, analysed or not."""
    with service.db.reading() as session:
        number = calls.seen(session, who.view, call_id).number
        conversation, _ = calls.conversation_of(session, number)
    service.note(who, "call.read", call_id)
    return Response(report_text(conversation.to_dict()), media_type="application/json")


@router.get(
    "/moments",
    responses=problems(
        *ACCESS, CallNotFound, NotAnalysedYet, AnalysisFailed, BadParameter, StoreError
    ),
)
def get_call_moments(
    call_id: str,
    service: ServiceDep,
    who: Reader,
    limit: Annotated[Limit, Query()] = 50,
    cursor: Annotated[MomentCursor, Query()] = None,
) -> MomentList:
    """List the moments of a call, gravest and surest first."""
    with service.db.reading() as session:
        ready(session, calls.seen(session, who.view, call_id))
        chosen = AssignedFilter(call=call_id, is_open=False)
        found = moment_page(session, who, chosen, limit, cursor)
    service.note(who, "call.read", call_id)
    return found
