"""/calls/{id}: one call with its report; who sells may be said, and the report is made anew."""

import json
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy.orm import Session

from api.access import Scope, Who
from api.call_query import LARGEST
from api.deps import Reader, ServiceDep
from api.errors import BadProfile
from api.facts import MAX_CHARS, MAX_REPS
from api.pages import page_of, page_policy
from api.review_schemas import CommentIn
from api.routes import calls as call_routes
from api.routes import comments as comment_routes
from api.schemas import RepsIn
from api.service import Service
from api.store import audit, calls, comments, moments, profiles
from api.store.profiles import Standing
from api.web.call_view import FOUND_AT_ONCE, CallView
from api.web.forms import Line, ReviewerSends, sender, stated
from api.web.names import Names
from api.web.parts import Skip
from api.work.analyst import ready

router = APIRouter(prefix="/calls/{call_id}", include_in_schema=False)

SURE: Final = 0.9
"""Sides that were worked out with less confidence than this are asked about."""


COMMENTS: Final = 20
"""So many comments, the newest, stand on the page at first."""
More = Literal["faults", "praise", "requests", "price_cuts", "commitments", "people", "comments"]
Turn = Annotated[int, Query(ge=0, le=LARGEST)]


@router.get("")
def call_page(
    request: Request,
    call_id: str,
    service: ServiceDep,
    who: Reader,
    turn: Turn = 0,
    find: Annotated[str, Query(max_length=MAX_CHARS)] = "",
    skip: Skip = 0,
    *,
    whole: bool = False,
) -> Response:
    """A call's report with the transcript around a turn, or all of it, and the sentences in which
    words are found; a page that waits for it where there is none yet."""
    with service.db.reading() as session:
        state = calls.seen(session, who.view, call_id)
        call = calls.summary_of(session, state.number)
        kept = calls.report_of(session, state.number)
        written = comments.of_call(session, who.view, state.number)
        names = Names(session, who)
        now = _standing(service, session, who)
        outdated = now and profiles.outdated(session, who.view, now, state.id)
        said = moments.said_of_call(session, state.number)
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
        "skip": skip,
        "at_once": FOUND_AT_ONCE,
        "comments": written if whole else written[-COMMENTS:],
        "more_comments": 0 if whole else len(written[:-COMMENTS]),
        "call_id": call_id,
        "said": said,
        "names": names,
        "ask_sides": _is_unsure(report),
        "outdated": outdated,
        "now": now,
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


@router.get("/more/{which}")
def call_more(
    request: Request, call_id: str, which: More, service: ServiceDep, who: Reader
) -> Response:
    """What the call's page does not show at first, to be put into it: moments, rows of a table,
    people or comments."""
    view = _view(service, who, call_id)
    with service.db.reading() as session:
        number = calls.seen(session, who.view, call_id).number
        values: dict[str, Any] = {"who": who, "call_id": call_id, "view": view, "which": which}
        values["said"] = moments.said_of_call(session, number)
        if which == "comments":
            values["comments"] = comments.of_call(session, who.view, number)[:-COMMENTS]
            values["names"] = Names(session, who)
    return page_of(request, "call_more.html", values)


def _standing(service: Service, session: Session, who: Who) -> Standing | None:
    """What the team's calls are scored by now; None where its profile is of no use."""
    try:
        return service.standing(session, who.team)
    except BadProfile:
        return None


def _view(service: Service, who: Who, call_id: str) -> CallView:
    with service.db.reading() as session:
        kept = ready(session, calls.seen(session, who.view, call_id))
    service.note(who, "call.read", call_id)
    return CallView(json.loads(kept.report))


@router.get("/report.html")
def call_file(call_id: str, service: ServiceDep, who: Reader) -> Response:
    """The report as one file to keep or to send on: no script, nothing from elsewhere."""
    from analyser.page import document as pages

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


@router.post("/comments")
def post_comment(
    call_id: str, service: ServiceDep, who: ReviewerSends, text: Line = ""
) -> Response:
    """Write about the call."""
    comment_routes.post_call_comment(call_id, stated(CommentIn, text=text), service, who)
    return RedirectResponse(f"/calls/{call_id}#comments", 303)


@router.post("/comments/{comment_id}/delete")
def post_delete(call_id: str, comment_id: str, service: ServiceDep, who: ReviewerSends) -> Response:
    """Forget an own comment; an admin anybody's."""
    comment_routes.delete_comment(comment_id, service, who)
    return RedirectResponse(f"/calls/{call_id}#comments", 303)


@router.post("/sides")
def post_sides(
    call_id: str,
    service: ServiceDep,
    who: Annotated[Who, Depends(sender(Scope.CALLS_WRITE))],
    rep: Annotated[list[str], Form(min_length=1, max_length=MAX_REPS)],
) -> Response:
    """Say who sells: the call is analysed anew with these reps. Raises RoleError."""
    call_routes.put_reps(call_id, stated(RepsIn, reps=rep), service, who)
    return RedirectResponse(f"/calls/{call_id}", 303)


@router.post("/anew")
def post_anew(
    call_id: str, service: ServiceDep, who: Annotated[Who, Depends(sender(Scope.CALLS_WRITE))]
) -> Response:
    """Analyse the call anew, as calls are analysed now. Raises what the analysis raises."""
    with service.db.reading() as session:
        state = calls.seen(session, who.view, call_id)
        ready(session, state)
    service.analyst.analyse_again(
        state.number, lambda session: audit.note(session, who, "call.reanalysis", call_id)
    )
    return RedirectResponse(f"/calls/{call_id}", 303)


@router.post("/delete")
def post_call_delete(
    call_id: str, service: ServiceDep, who: Annotated[Who, Depends(sender(Scope.CALLS_DELETE))]
) -> Response:
    """Forget the call, its report and what was said about it."""
    call_routes.delete_call(call_id, service, who)
    return RedirectResponse("/", 303)


def _is_unsure(report: dict[str, Any]) -> bool:
    """Whether somebody should look at who sells: nobody does, or it was only worked out."""
    people = report["participants"]
    sides = {person["role"] for person in people}
    guessed = [one["role_confidence"] for one in people if one["role_from"] == "inferred"]
    return len(people) > 1 and ("rep" not in sides or any(one < SURE for one in guessed))
