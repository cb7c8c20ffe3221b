"""/calls/{id}: one call with its report; who sells may be said, and the report is made anew."""

import json
from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from analyser.page_view import ReportView
from api.deps import Reader, ServiceDep, Uploader
from api.facts import MAX_CHARS
from api.pages import page_of, page_policy
from api.sign_in import check_token
from api.store import calls
from api.work.analyst import ready

router = APIRouter(prefix="/calls/{call_id}", include_in_schema=False)

SURE: Final = 0.9
"""Sides that were worked out with less confidence than this are asked about."""


@router.get("")
def call_page(request: Request, call_id: str, service: ServiceDep, who: Reader) -> Response:
    """A call's report; a page that waits for it where there is none yet."""
    with service.db.reading() as session:
        state = calls.seen(session, who.view, call_id)
        call = calls.summary_of(session, state.number)
        kept = calls.report_of(session, state.number)
    service.note(who, "call.read", call_id)
    if kept is None:
        return page_of(request, "waiting.html", {"who": who, "call": call})
    report = json.loads(kept.report)
    values = {
        "who": who,
        "here": "/",
        "call": call,
        "view": ReportView(report, "c", every_sentence=True),
        "ask_sides": _is_unsure(report),
    }
    return page_of(request, "call.html", values)


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
