"""/v1/calls: hand in a call, read its report, forget it."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from analyser.errors import DamagedInput, InputTooLarge, ModelError, RoleError, UnknownFormat
from api.deps import ServiceDep, UploadDep
from api.errors import (
    BadParameter,
    BadRequest,
    BadUpload,
    CallNotFound,
    ForeignSite,
    SeveralCalls,
    StoreError,
    TooBusy,
    UnsupportedContent,
    UploadTooLarge,
    UploadTooSlow,
)
from api.openapi import UPLOAD_BODY, problems
from api.schemas import CallItem, CallList, Report
from api.store import KeptCall

router = APIRouter(prefix="/v1/calls", tags=["calls"])

LARGEST = 2**63 - 1
KEPT_HEADERS = {
    "Location": {"schema": {"type": "string"}, "description": "where the report is kept"},
    "Call-Id": {"schema": {"type": "string"}, "description": "the id it is kept under"},
}
UPLOAD_PROBLEMS = problems(
    BadRequest,
    ForeignSite,
    UploadTooSlow,
    UploadTooLarge,
    InputTooLarge,
    UnsupportedContent,
    BadUpload,
    SeveralCalls,
    UnknownFormat,
    DamagedInput,
    RoleError,
    TooBusy,
    ModelError,
    StoreError,
)


def _answer(kept: KeptCall, status: int) -> Response:
    headers = {"Location": f"/v1/calls/{kept.id}", "Call-Id": kept.id}
    return Response(kept.report, status, headers, media_type="application/json")


# Plain `def`, not `async def`: the analysis keeps a core busy, so FastAPI should run
# it in a worker thread and leave the event loop free.
@router.post(
    "",
    status_code=201,
    response_class=Response,
    openapi_extra=UPLOAD_BODY,
    responses={
        201: {
            "model": Report,
            "description": "The call is analysed and kept",
            "headers": KEPT_HEADERS,
        },
        200: {
            "model": Report,
            "description": "The same call was kept before: its report",
            "headers": KEPT_HEADERS,
        },
        **UPLOAD_PROBLEMS,
    },
)
def post_call(upload: UploadDep, service: ServiceDep) -> Response:
    """Analyse a call and keep its report.

    The call is a transcript file in any known format, or the project's own JSON as the body.
    The same content with the same options is one call, whatever the file is called.
    """
    kept, is_new = service.take(upload)
    return _answer(kept, 201 if is_new else 200)


@router.get("", responses=problems(BadParameter, StoreError))
def get_calls(
    service: ServiceDep,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: Annotated[int | None, Query(ge=1, le=LARGEST, description="next_cursor")] = None,
) -> CallList:
    """List the kept calls, newest first."""
    page = service.store.page(limit, cursor)
    items = [CallItem(**asdict(item)) for item in page.items]
    return CallList(items=items, next_cursor=page.next_cursor)


@router.get(
    "/{call_id}",
    response_class=Response,
    responses={
        200: {"model": Report, "description": "The kept report", "headers": KEPT_HEADERS},
        **problems(CallNotFound, StoreError),
    },
)
def get_call(call_id: str, service: ServiceDep) -> Response:
    """Return a kept report."""
    return _answer(service.store.get(call_id), 200)


@router.delete(
    "/{call_id}",
    status_code=204,
    response_class=Response,
    responses=problems(ForeignSite, CallNotFound, StoreError),
)
def delete_call(call_id: str, service: ServiceDep) -> Response:
    """Forget a call: its report and all that was said in it."""
    service.store.delete(call_id)
    return Response(status_code=204)
