"""/calls/{id}: one call with its report; who sells may be said, and the report is made anew."""

import json
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.access import Who
from api.call_query import LARGEST
from api.deps import Reader, ServiceDep, Uploader
from api.facts import MAX_CHARS
from api.pages import page_of, page_policy
from api.service import Service
from api.sign_in import check_token
from api.store import calls
from api.web.call_view import CallView
from api.work.analyst import ready

router = APIRouter(prefix="/calls/{call_id}", include_in_schema=False)

SURE: Final = 0.9
"""Sides that were worked out with less confidence than this are asked about."""


Turn = Annotated[int, Query(ge=0, le=LARGEST)]


@router.get("")
def call_page(
    request: Request,
    call_id: str,
    service: ServiceDep,
    who: Reader,
    turn: Turn = 0,
    find: Annotated[str, Query(max_length=MAX_CHARS)] = "",
    *,
    whole: bool = False,
) -> Response:
    """A call's report with the transcript around a turn, or all of it, and the sentences in which
    words are found; a page that waits for it where there is none yet."""
    with service.db.reading() as session:
        state = calls.seen(session, who.view, call_id)
        call = calls.summary_of(session, state.number)
        kept = calls.report_of(session, state.number)
    service.note(who, "call.read", call_id)
    if kept is None:
        return page_of(request, "waiting.html", {"who": who, "call": call})
    report = json.loads(kept.report)
    view = CallView(report, turn=turn, whole=whole)
    values = {
        "who": who,
        "here": "/",
        "call": call,
        "view": view,
        "find": find.strip(),
        "found": list(view.found(find)),
        "ask_sides": _is_unsure(report),
    }
    return page_of(request, "call.html", values)


@router.get("/turns")
def call_turns(
    request: Request, call_id: str, service: ServiceDep, who: Reader, first: Turn, last: Turn
) -> Response:
    """The turns from ``first`` up to ``last``, to be put into the call's page."""
    view = _view(service, who, call_id)
    view.shown = range(first, min(last, len(view.turns)))
    return page_of(request, "call_turns.html", {"view": view})


@router.get("/moments/{which}")
def call_moments(
    request: Request,
    call_id: str,
    which: Literal["faults", "praise"],
    service: ServiceDep,
    who: Reader,
) -> Response:
    """The moments that the call's page does not show at first, to be put into it."""
    view = _view(service, who, call_id)
    shown = view.more_faults if which == "faults" else view.praise
    return page_of(request, "call_moments.html", {"view": view, "shown": shown})


def _view(service: Service, who: Who, call_id: str) -> CallView:
    with service.db.reading() as session:
        kept = ready(session, calls.seen(session, who.view, call_id))
    service.note(who, "call.read", call_id)
    return CallView(json.loads(kept.report))


@router.get("/report.html")
def call_file(call_id: str, service: ServiceDep, who: Reader) -> Response:
    """The report as one file to keep or to send on: no script, nothing from elsewhere."""
    from analyser import page as pages

    with service.db.reading() as session:
        kept = ready(session, calls.seen(session, who.view, call_id))
    service.note(who, "call.read", call_id)
    html = pages.page([json.loads(kept.report)])
    headers = {
        "Content-Security-Policy": page_policy(html),
        "Content-Disposition": f'attachment; filename="call-{kept.id}.html"',
    }
    return HTMLResponse(html, headers=headers)


@router.get("/report.json")
def call_data(call_id: str, service: ServiceDep, who: Reader) -> Response:
    """The report as data."""
    with service.db.reading() as session:
        kept = ready(session, calls.seen(session, who.view, call_id))
    service.note(who, "call.read", call_id)
    headers = {"Content-Disposition": f'attachment; filename="call-{kept.id}.json"'}
    return Response(kept.report, headers=headers, media_type="application/json")


@router.post("/sides")
def post_sides(
    call_id: str,
    service: ServiceDep,
    who: Uploader,
    rep: Annotated[list[str], Form(min_length=1, max_length=50)],
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """Say who sells: the call is analysed anew with these reps. Raises RoleError."""
    check_token(who, csrf)
    with service.db.reading() as session:
        number = calls.seen(session, who.view, call_id).number
    service.analyst.name_reps(number, [name[:MAX_CHARS] for name in rep])
    return RedirectResponse(f"/calls/{call_id}", 303)


def _is_unsure(report: dict[str, Any]) -> bool:
    """Whether somebody should look at who sells: nobody does, or it was only worked out."""
    people = report["participants"]
    sides = {person["role"] for person in people}
    guessed = [one["role_confidence"] for one in people if one["role_from"] == "inferred"]
    return len(people) > 1 and ("rep" not in sides or any(one < SURE for one in guessed))
