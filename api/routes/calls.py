"""/v1/calls: hand in a call, find it, read it, forget it."""

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query
from fastapi.responses import JSONResponse, Response

from analyser.errors import DamagedInput, InputTooLarge, ModelError, RoleError, UnknownFormat
from api.access import Scope, Who
from api.call_query import CallQuery
from api.deps import AgainDep, Reader, ServiceDep, UploadDep, Uploader, allowed
from api.errors import (
    AnalysisFailed,
    BadParameter,
    BadProfile,
    BadRequest,
    BadUpload,
    CallNotFound,
    ForeignSite,
    IdempotencyMismatch,
    NotAnalysedYet,
    SeveralCalls,
    StoreError,
    TooBusy,
    UnsupportedContent,
    UploadTooLarge,
    UploadTooSlow,
)
from api.etags import unless_known
from api.openapi import ACCESS, UPLOAD_BODY, problems
from api.schemas import CallList, Receipt, Report, RepsIn
from api.store import audit, calls
from api.store.call_list import page
from api.store.calls import CallState, KeptReport
from api.work.analyst import ready

router = APIRouter(prefix="/v1/calls", tags=["calls"])

KEPT_HEADERS = {
    "Location": {"schema": {"type": "string"}, "description": "where the report is kept"},
    "Call-Id": {"schema": {"type": "string"}, "description": "the id it is kept under"},
    "ETag": {"schema": {"type": "string"}, "description": "changes with the report"},
}
UPLOAD_PROBLEMS = problems(
    BadRequest,
    *ACCESS,
    ForeignSite,
    UploadTooSlow,
    NotAnalysedYet,
    UploadTooLarge,
    InputTooLarge,
    UnsupportedContent,
    BadUpload,
    BadParameter,
    BadProfile,
    IdempotencyMismatch,
    SeveralCalls,
    UnknownFormat,
    DamagedInput,
    RoleError,
    TooBusy,
    ModelError,
    StoreError,
)
READ_PROBLEMS = problems(*ACCESS, CallNotFound, NotAnalysedYet, AnalysisFailed, StoreError)
Remover = Annotated[Who, Depends(allowed(Scope.CALLS_DELETE))]


def kept_answer(kept: KeptReport, status: int) -> Response:
    """A report as an answer."""
    headers = {"Location": f"/v1/calls/{kept.id}", "Call-Id": kept.id, "ETag": f'"{kept.etag}"'}
    return Response(kept.report, status, headers, media_type="application/json")


def receipt(call: CallState, status: int) -> Response:
    """The answer for those who may hand in and not read."""
    headers = {"Location": f"/v1/calls/{call.id}", "Call-Id": call.id}
    return JSONResponse({"id": call.id, "state": call.state}, status, headers)


# Plain `def`, not `async def`: the analysis keeps a core busy, so FastAPI should run
# it in a worker thread and leave the event loop free.
@router.post(
    "",
    status_code=201,
    response_class=Response,
    openapi_extra=UPLOAD_BODY,
    responses={
        201: {
            "model": Report | Receipt,
            "description": "The call is analysed and kept",
            "headers": KEPT_HEADERS,
        },
        200: {
            "model": Report | Receipt,
            "description": "The same call was kept before: its report",
            "headers": KEPT_HEADERS,
        },
        **UPLOAD_PROBLEMS,
    },
)
def post_call(
    upload: UploadDep, service: ServiceDep, who: Uploader, again: AgainDep = None
) -> Response:
    """Analyse a call and keep its report.

    The call is a transcript file in any known format, as a form or as it is, or the project's own
    JSON as the body. The same content with the same options is one call, whatever the file is
    called. Who may hand in and not read gets a receipt in place of the report.
    """
    call, is_new = service.analyst.take(upload, who.team, who.actor, again=again)
    status = 201 if is_new else 200
    if not who.may(Scope.CALLS_READ) or who.rep is not None:
        return receipt(call, status)
    with service.db.reading() as session:
        return kept_answer(ready(session, call), status)


@router.get("", responses=problems(*ACCESS, BadParameter, StoreError))
def get_calls(
    service: ServiceDep,
    who: Reader,
    chosen: Annotated[CallQuery, Query()],
) -> CallList:
    """List the kept calls, newest first."""
    with service.db.reading() as session:
        found = page(session, who.view, chosen.limit, chosen.cursor, chosen.filter())
    return CallList.model_validate(found)


@router.get(
    "/{call_id}",
    response_class=Response,
    responses={
        200: {"model": Report, "description": "The kept report", "headers": KEPT_HEADERS},
        304: {"description": "The report has not changed"},
        **READ_PROBLEMS,
    },
)
def get_call(
    call_id: str,
    service: ServiceDep,
    who: Reader,
    if_none_match: Annotated[str | None, Header()] = None,
) -> Response:
    """Return a kept report."""
    with service.db.reading() as session:
        kept = ready(session, calls.seen(session, who.view, call_id))
    answer = unless_known(kept_answer(kept, 200), if_none_match)
    if answer.status_code == 200:
        service.note(who, "call.read", call_id)
    return answer


@router.put(
    "/{call_id}/reps",
    response_class=Response,
    responses={
        200: {
            "model": Report | Receipt,
            "description": "The report with these reps",
            "headers": KEPT_HEADERS,
        },
        **problems(
            *ACCESS,
            BadRequest,
            ForeignSite,
            CallNotFound,
            NotAnalysedYet,
            AnalysisFailed,
            BadParameter,
            BadProfile,
            RoleError,
            TooBusy,
            ModelError,
            StoreError,
        ),
    },
)
def put_reps(call_id: str, stated: RepsIn, service: ServiceDep, who: Uploader) -> Response:
    """Say who sells in a kept call, and analyse it anew with that.

    Names and report change together or not at all. What people said about moments and commitments
    stays with those that are found again. Who may not read calls gets a receipt.
    """
    with service.db.reading() as session:
        call = calls.seen(session, who.view, call_id)
    with service.gate.place():
        service.analyst.name_reps(call.number, stated.reps)
    service.note(who, "call.name_reps", call_id)
    with service.db.reading() as session:
        call = calls.state_of(session, call.number)
        if not who.may(Scope.CALLS_READ):
            return receipt(call, 200)
        return kept_answer(ready(session, call), 200)


@router.delete(
    "/{call_id}",
    status_code=204,
    response_class=Response,
    responses=problems(*ACCESS, ForeignSite, CallNotFound, StoreError),
)
def delete_call(call_id: str, service: ServiceDep, who: Remover) -> Response:
    """Forget a call: its report and all that was said in it."""
    with service.db.writing() as session:
        calls.forget(session, [calls.seen(session, who.view, call_id).number])
        audit.note(session, who, "call.delete", call_id)
    service.db.empty_log()
    return Response(status_code=204)
