"""/names/{kind}: names of reps or accounts to choose from, as somebody types."""

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from sqlalchemy.orm import Session

from api.deps import Reader, ServiceDep
from api.facts import MAX_CHARS
from api.pages import page_of
from api.store.call_list import known_names
from api.store.names import Kind
from api.store.view import View

router = APIRouter(prefix="/names", include_in_schema=False)

ON_PAGE: Final = 200
"""So many names stand on a page; where there are more, a script asks for those that fit."""
AT_ONCE: Final = 50


@router.get("/{kind}")
def names(
    request: Request,
    kind: Kind,
    service: ServiceDep,
    who: Reader,
    like: Annotated[str, Query(max_length=MAX_CHARS)] = "",
) -> Response:
    """The first names with some letters in them, as options."""
    with service.db.reading() as session:
        found = known_names(session, who.view, kind, AT_ONCE, like)
    return page_of(request, "names.html", {"found": found})


def suggested(session: Session, view: View) -> dict[str, list[str]]:
    """The reps and accounts that a page brings along, none where there are too many."""
    kinds: tuple[Kind, ...] = ("rep", "account")
    found = {kind: known_names(session, view, kind, ON_PAGE + 1) for kind in kinds}
    return {f"{kind}s": names if len(names) <= ON_PAGE else [] for kind, names in found.items()}
