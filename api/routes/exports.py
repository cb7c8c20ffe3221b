"""/v1/exports, /v1/agreement: tables for others to work with; how far people agree."""

from collections.abc import Iterator
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse

from api.call_query import CallChoice
from api.deps import Exporter, ServiceDep
from api.errors import BadParameter, StoreError
from api.openapi import ACCESS, problems
from api.review_schemas import Agreement, AgreementList
from api.routes.moments import MomentChoice
from api.store import exports
from api.store.agreement import agreement
from api.store.exports import FORMS, Row

router = APIRouter(prefix="/v1", tags=["exports"])

Form = Literal["csv", "jsonl", "parquet"]
ANSWERS: Final = {
    200: {
        "description": "The table, streamed",
        "content": {
            kind.split(";")[0]: {"schema": {"type": "string", "format": "binary"}}
            for kind, _ in FORMS.values()
        },
    },
    **problems(*ACCESS, BadParameter, StoreError),
}


class CallExport(CallChoice):
    """Which calls, and how they are written."""

    format: Form = "csv"


class MomentExport(MomentChoice):
    """Which moments, and how they are written."""

    format: Form = "csv"


@router.get("/exports/calls", response_class=StreamingResponse, responses=ANSWERS)
def export_calls(
    service: ServiceDep, who: Exporter, chosen: Annotated[CallExport, Query()]
) -> StreamingResponse:
    """Export calls as a table, newest first."""
    service.note(who, "calls.export")
    rows = exports.call_rows(service.db, who.view, chosen.filter())
    return _answer("calls", chosen.format, rows, exports.CALL_COLUMNS)


@router.get("/exports/moments", response_class=StreamingResponse, responses=ANSWERS)
def export_moments(
    service: ServiceDep, who: Exporter, chosen: Annotated[MomentExport, Query()]
) -> StreamingResponse:
    """Export moments with their quotes as a table, gravest and surest first."""
    service.note(who, "moments.export")
    rows = exports.moment_rows(service.db, who.view, chosen.filter(who))
    return _answer("moments", chosen.format, rows, exports.MOMENT_COLUMNS)


@router.get("/agreement", responses=problems(*ACCESS, StoreError))
def get_agreement(service: ServiceDep, who: Exporter) -> AgreementList:
    """Say how far coaches confirm what was found, and agree among themselves, kind by kind."""
    with service.db.reading() as session:
        found = agreement(session, who.view)
    return AgreementList(items=[Agreement.model_validate(one) for one in found])


def _answer(
    name: str, form: Form, rows: Iterator[Row], columns: tuple[str, ...]
) -> StreamingResponse:
    kind, write = FORMS[form]
    named = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return StreamingResponse(write(rows, columns), media_type=kind, headers=named)
