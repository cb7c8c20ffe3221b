"""/review: the moments that matter, one after the other, and what a coach says about each."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field
from sqlalchemy.orm import Session

from analyser.page import words as page_words
from api.access import SCOPES, Role, Scope, Who
from api.call_query import Text
from api.deps import Reviewer, ServiceDep
from api.pages import page_of, wants_part
from api.review_schemas import Assignment, CollectionIn, CommentIn, ExampleIn
from api.routes import collections as collection_routes
from api.routes import comments as comment_routes
from api.routes import moments as routes
from api.store import audit, calls, collections, moment_events, moments, people
from api.store.assignments import AssignedFilter
from api.store.clock import stamp
from api.store.moments import QueuedMoment
from api.store.verdicts import BEARS
from api.web.asked import Asked
from api.web.forms import Line, ReviewerSends, stated
from api.web.names import Names
from api.web.suggestions import suggested

router = APIRouter(prefix="/review", include_in_schema=False)

GOAL: Final = 30
"""So many moments are a good day's work; the page counts up to them."""
IN_LIST: Final = 40
BEFORE: Final = 3
AFTER: Final = 2
CONTEXT_CHARS: Final = 700
NOTES: Final = {
    "given": "Given.",
    "freed": "Nobody's to look at any more.",
    "collected": "In the collection.",
    "kept": "Kept.",
}
"""What the page says of the deed before it, by its name in the address."""
LABELS: Final = {side: sorted(labels) for side, labels in BEARS.items()}
Verdict = Literal["confirmed", "dismissed", "unsure"]


class ReviewAsked(Asked):
    """Which moments; ``at`` is the one to show, ``done`` the one that was judged last, ``said``
    what else was done to it."""

    kind: Text = None
    severity: Literal["high", "medium", "low", "good"] | None = None
    rep: Text = None
    account: Text = None
    call: Text = None
    upload: Annotated[Text, Field(description="the job that calls came with")] = None
    since: date | None = None
    until: date | None = None
    assignee: Annotated[Text, Field(description="a user's id, or me")] = None
    every: Annotated[bool, Field(description="with those that have a verdict")] = False
    at: Text = None
    done: Text = None
    said: Literal["given", "freed", "collected", "kept"] | None = None

    def filter(self, who: Who) -> AssignedFilter:
        """As the store takes it, for whoever asks."""
        return AssignedFilter(
            self.kind,
            self.severity,
            self.rep,
            self.account,
            self.call,
            self.since.isoformat() if self.since else None,
            self.until.isoformat() if self.until else None,
            is_open=not self.every,
            upload=self.upload,
            assignee=who.actor.removeprefix("user:") if self.assignee == "me" else self.assignee,
        )


@dataclass(frozen=True, slots=True)
class Said:
    """A turn around a moment: what of its text comes before, in and after the moment."""

    speaker: str
    role: str | None
    at: str
    before: str
    marked: str
    after: str


AskedDep = Annotated[ReviewAsked, Query()]


@router.get("")
def review_page(request: Request, service: ServiceDep, who: Reviewer, asked: AskedDep) -> Response:
    """The list of moments and the one to judge; for a script, the one alone."""
    with service.db.reading() as session:
        return _page(request, session, who, asked)


@router.post("/{moment_id}")
def post_verdict(
    request: Request,
    moment_id: str,
    service: ServiceDep,
    who: ReviewerSends,
    asked: AskedDep,
    verdict: Annotated[Verdict, Form()],
    corrected: Annotated[str, Form(max_length=64)] = "",
    comment: Line = "",
) -> Response:
    """Keep a verdict, and go on to the moment after."""
    with service.db.writing() as session:
        judged = moments.moment(session, who.view, moment_id)
        label = corrected if corrected in LABELS.get(judged.role or "", ()) else None
        moments.judge(
            session,
            who.team,
            judged.number,
            who.actor,
            verdict,
            corrected=label if verdict == moments.DISMISSED else None,
            comment=comment.strip() or None,
        )
        audit.note(session, who, "moment.judge", moment_id)
        following = moments.queue(session, who.view, asked.filter(who), 1, judged)
    at = following[0].id if following else None
    return _go_on(request, service, who, asked, at, done=moment_id)


@router.post("/{moment_id}/undo")
def post_undo(
    request: Request,
    moment_id: str,
    service: ServiceDep,
    who: ReviewerSends,
    asked: AskedDep,
) -> Response:
    """Take the own newest verdict back, and show the moment again."""
    with service.db.writing() as session:
        judged = moments.moment(session, who.view, moment_id, aside=True)
        moments.take_back(session, judged.number, who.actor)
        audit.note(session, who, "moment.take_back", moment_id)
    return _go_on(request, service, who, asked, moment_id)


@router.post("/{moment_id}/assign")
def post_assignment(
    request: Request,
    moment_id: str,
    service: ServiceDep,
    who: ReviewerSends,
    asked: AskedDep,
    user: Line = "",
) -> Response:
    """Say who is to look at a moment: somebody who reviews, or nobody."""
    routes.put_assignment(moment_id, Assignment(user=user or None), service, who)
    return _go_on(request, service, who, asked, moment_id, said="given" if user else "freed")


@router.post("/{moment_id}/collect")
def post_example(
    request: Request,
    moment_id: str,
    service: ServiceDep,
    who: ReviewerSends,
    asked: AskedDep,
    collection: Line = "",
    name: Line = "",
    note: Line = "",
) -> Response:
    """Put a moment into a collection, one that is there or a new one."""
    if name.strip() or not collection:
        made = stated(CollectionIn, name=name)
        collection = collection_routes.post_collection(made, service, who).id
    example = stated(ExampleIn, note=note)
    collection_routes.put_example(collection, moment_id, example, service, who)
    return _go_on(request, service, who, asked, moment_id, said="collected")


@router.post("/{moment_id}/comment")
def post_comment(
    request: Request,
    moment_id: str,
    service: ServiceDep,
    who: ReviewerSends,
    asked: AskedDep,
    text: Line = "",
) -> Response:
    """Write about a moment without judging it."""
    comment_routes.post_moment_comment(moment_id, stated(CommentIn, text=text), service, who)
    return _go_on(request, service, who, asked, moment_id, said="kept")


def _go_on(
    request: Request,
    service: ServiceDep,
    who: Who,
    asked: ReviewAsked,
    at: str | None,
    *,
    done: str | None = None,
    said: str | None = None,
) -> Response:
    if not wants_part(request):
        return RedirectResponse(f"/review?{asked.query(at=at, done=done, said=said)}", 303)
    shown = asked.model_copy(update={"at": at, "done": done, "said": said})
    with service.db.reading() as session:
        return _page(request, session, who, shown)


def _page(request: Request, session: Session, who: Who, asked: ReviewAsked) -> Response:
    part = wants_part(request)
    chosen = asked.filter(who)
    rows = [] if part else moments.queue(session, who.view, chosen, IN_LIST)
    shown = moments.moment(session, who.view, asked.at, aside=True) if asked.at else None
    if shown is None and rows:
        shown = rows[0]
    if shown is not None and not part and all(row.id != shown.id for row in rows):
        rows = [shown, *rows]
    done = moments.moment(session, who.view, asked.done, aside=True) if asked.done else None
    counted = not part or request.method == "POST"
    values: dict[str, Any] = {
        "who": who,
        "here": "/review",
        "asked": asked,
        "part": part,
        "counted": counted,
        "filter": asked.query(at=None, done=None, said=None),
        "filtered": bool(asked.model_dump(exclude={"at", "done", "said"}, exclude_defaults=True)),
        "rows": rows,
        "moment": shown,
        "done": done,
    }
    if counted:
        values |= {
            "left": moments.left(session, who.view, chosen),
            "most_counted": moments.MOST_COUNTED,
            "today": moments.judged_since(session, who.team, who.actor, stamp()[:10]),
            "goal": GOAL,
            "note": NOTES.get(asked.said or ""),
        }
    coaches = _coaches(session, who)
    if shown is not None:
        values |= _around(session, who, shown, coaches)
    if not part:
        values["kinds"] = [(k, page_words.kind_words(k)) for k in moments.kinds(session, who.view)]
        values["whose"] = [("me", "Mine")] if who.user is not None else []
        values["whose"] += [one for one in coaches if f"user:{one[0]}" != who.actor]
        values |= suggested(session, who.view)
        values["chosen"] = list(_chosen(asked, dict(values["whose"])))
    return page_of(request, "moment.html" if part else "review.html", values)


def _chosen(asked: ReviewAsked, whose: Mapping[str, str]) -> Iterator[str]:
    """What a filter leaves, in words."""
    if asked.kind:
        yield page_words.kind_words(asked.kind)
    if asked.severity:
        yield page_words.SEVERITIES[asked.severity]
    yield from (name for name in (asked.rep, asked.account) if name)
    if asked.call:
        yield "one call"
    if asked.upload:
        yield "one upload"
    if asked.assignee:
        yield f"{whose.get(asked.assignee, 'somebody')} to look at"
    if asked.since:
        yield f"from {page_words.day(asked.since.isoformat())}"
    if asked.until:
        yield f"to {page_words.day(asked.until.isoformat())}"
    if asked.every:
        yield "judged ones too"


def _coaches(session: Session, who: Who) -> list[tuple[str, str]]:
    """Those who review, by id and name."""
    return [
        (user.id, user.name)
        for user in people.users(session, who.team)
        if Scope.REVIEWS_WRITE in SCOPES[Role(user.role)] and user.disabled_at is None
    ]


def _around(
    session: Session, who: Who, shown: QueuedMoment, coaches: list[tuple[str, str]]
) -> dict[str, Any]:
    """What stands around a moment: its turns, and all that was done with it."""
    found = collections.all_of(session, who.view)
    kept = calls.report_of(session, shown.call_number)
    report = json.loads(kept.report) if kept else {"turns": [], "language": ""}
    labels = [(name, page_words.label_words(name)) for name in LABELS.get(shown.role or "", ())]
    return {
        "language": report["language"],
        "around": [
            _said(turn, shown.sentence if number == shown.turn else None, number)
            for number, turn in enumerate(report["turns"])
            if shown.turn - BEFORE <= number <= shown.turn + AFTER
        ],
        "labels": labels,
        "coaches": coaches,
        "assignee": shown.assignee,
        "collections": [(one.id, one.name) for one in found],
        "history": moment_events.history(session, shown.number),
        "names": Names(session, who),
    }


def _said(turn: Mapping[str, Any], sentence: int | None, number: int) -> Said:
    text, start = turn["text"], turn["start"]
    at = f"turn {number + 1}" if start is None else page_words.clock(start)
    who = (page_words.speaker(turn["speaker"]), turn["role"], at)
    if sentence is None or sentence >= len(turn["sentences"]):
        return Said(*who, _clipped(text), "", "")
    piece = turn["sentences"][sentence]
    begin, end = piece["start_char"], piece["end_char"]
    lead, tail = text[:begin], text[end:]
    lead = lead if len(lead) <= CONTEXT_CHARS else f"…{lead[-CONTEXT_CHARS:]}"
    return Said(*who, lead, page_words.shortened(text[begin:end]), _clipped(tail))


def _clipped(text: str) -> str:
    return text if len(text) <= CONTEXT_CHARS else f"{text[:CONTEXT_CHARS]}…"
