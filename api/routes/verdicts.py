"""/v1/verdicts/export: what reviewers said, to learn from."""

import json

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from api.deps import Exporter, ServiceDep
from api.errors import StoreError
from api.openapi import ACCESS, problems
from api.store.verdicts import lessons

router = APIRouter(prefix="/v1/verdicts", tags=["review"])

JSONL = "application/x-ndjson"


@router.get(
    "/export",
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "One verdict a line",
            "content": {JSONL: {"schema": {"$ref": "#/components/schemas/Lesson"}}},
        },
        **problems(*ACCESS, StoreError),
    },
)
def export_verdicts(service: ServiceDep, who: Exporter) -> StreamingResponse:
    """Export verdicts as JSON Lines for `make learn`: the newest of each reviewer on each moment.

    Left out is what teaches nothing: moments that rest on no label, and dismissals without a
    corrected label of moments that a label alone does not make.
    """
    service.note(who, "verdicts.export")
    lines = (json.dumps(one, ensure_ascii=False) + "\n" for one in lessons(service.db, who.view))
    named = {"Content-Disposition": 'attachment; filename="verdicts.jsonl"'}
    return StreamingResponse(lines, media_type=JSONL, headers=named)
