"""/promises/{id}: what became of a promise, as somebody who knows says."""

from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response

from api.deps import ServiceDep
from api.review_schemas import FateIn
from api.routes import commitments as routes
from api.web.forms import Line, ReviewerSends, stated

router = APIRouter(prefix="/promises", include_in_schema=False)


@router.post("/{commitment_id}")
def post_fate(
    commitment_id: str,
    service: ServiceDep,
    who: ReviewerSends,
    back: Annotated[Literal["rep", "account"], Form()],
    fate: Line = "",
    comment: Line = "",
) -> Response:
    """Say what became of it, or leave it to the calls again; back to the ledger."""
    promise = routes.get_commitment(commitment_id, service, who)
    said = stated(FateIn, fate=fate or None, comment=comment)
    routes.post_fate(commitment_id, said, service, who)
    name = (promise.rep if back == "rep" else promise.account) or ""
    return RedirectResponse(f"/{back}s/{quote(name, safe='')}#promise-{commitment_id}", 303)
