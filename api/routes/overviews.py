"""/v1/reps, /v1/accounts: how it goes over many calls."""

from typing import Annotated, Final

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response

from analyser.errors import DamagedInput
from api.access import Who
from api.call_query import Limit, Text
from api.deps import Reader, ServiceDep
from api.errors import BadParameter, NobodyFound, StoreError
from api.facts import MAX_CHARS
from api.openapi import ACCESS, problems
from api.overview_schemas import OverTime, Overview, OverviewList
from api.service import Service
from api.store import overviews
from api.store.names import Kind

router = APIRouter(prefix="/v1", tags=["reps and accounts"])

LIST: Final = problems(*ACCESS, BadParameter, StoreError)
ONE: Final = {
    200: {"model": OverTime, "description": "The calls over time"},
    **problems(*ACCESS, BadParameter, NobodyFound, DamagedInput, StoreError),
}
Name = Annotated[str, Path(max_length=MAX_CHARS, description="in whatever case")]
After = Annotated[Text, Query(description="next_cursor")]


@router.get("/reps", responses=LIST)
def get_reps(
    service: ServiceDep, who: Reader, limit: Annotated[Limit, Query()] = 50, cursor: After = None
) -> OverviewList:
    """List the reps by name, with how the trust scores of their calls lie."""
    return _page(service, who, "rep", limit, cursor)


@router.get("/accounts", responses=LIST)
def get_accounts(
    service: ServiceDep, who: Reader, limit: Annotated[Limit, Query()] = 50, cursor: After = None
) -> OverviewList:
    """List the accounts by name, with how the trust scores of their calls lie."""
    return _page(service, who, "account", limit, cursor)


@router.get("/reps/{rep_name:path}", response_class=Response, responses=ONE)
def get_rep(rep_name: Name, service: ServiceDep, who: Reader) -> Response:
    """Return a rep's calls over time: trend, spread, the own promises and what became of them."""
    return _over_time(service, who, "rep", rep_name)


@router.get("/accounts/{account_name:path}", response_class=Response, responses=ONE)
def get_account(account_name: Name, service: ServiceDep, who: Reader) -> Response:
    """Return an account's calls over time: trend, spread, and both sides' promises."""
    return _over_time(service, who, "account", account_name)


def _page(service: Service, who: Who, kind: Kind, limit: int, cursor: str | None) -> OverviewList:
    with service.db.reading() as session:
        found, following = overviews.page(session, who.view, kind, limit, cursor)
    return OverviewList(
        items=[Overview.model_validate(one) for one in found], next_cursor=following
    )


def _over_time(service: Service, who: Who, kind: Kind, name: str) -> Response:
    with service.db.reading() as session:
        one = overviews.overview(session, who.view, kind, name)
    read = overviews.together_text(service.db, who.view, kind, one.key)
    service.note(who, f"{kind}.read", count=one.calls)
    # Two JSON objects as one: what was kept as text goes out as text.
    head = Overview.model_validate(one).model_dump_json()
    return Response(f"{head[:-1]},{read[1:]}", media_type="application/json")
