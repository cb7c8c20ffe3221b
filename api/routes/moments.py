"""/v1/moments: the moments of all calls, what people say about them, whose they are to look at."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from api.access import SCOPES, Role, Scope, Who
from api.call_query import Limit, Text
from api.deps import Reader, Reviewer, ServiceDep
from api.errors import (
    BadParameter,
    BadRequest,
    ForeignSite,
    MomentNotFound,
    StoreError,
    UserNotFound,
)
from api.openapi import ACCESS, problems
from api.review_schemas import (
    Assignment,
    MomentEvent,
    MomentHistory,
    MomentList,
    ReviewMoment,
    Severity,
    Verdict,
    VerdictIn,
    VerdictList,
)
from api.store import assignments, audit, moment_events, moments, people
from api.store.assignments import AssignedFilter
from api.store.verdicts import BEARS

router = APIRouter(prefix="/v1/moments", tags=["review"])

MomentCursor = Annotated[str | None, Field(max_length=36, description="next_cursor")]
CHANGES = problems(*ACCESS, BadRequest, ForeignSite, MomentNotFound, BadParameter, StoreError)


class MomentChoice(BaseModel):
    """Filters; all that are given count together."""

    kind: Text = None
    severity: Severity | None = None
    rep: Text = None
    account: Text = None
    since: Annotated[date | None, Field(description="calls from this day on")] = None
    until: Annotated[date | None, Field(description="calls up to this day")] = None
    unreviewed: Annotated[bool, Field(description="those that nobody has judged")] = False
    assignee: Annotated[Text, Field(description="a user's id, or me")] = None

    def filter(self, who: Who) -> AssignedFilter:
        """As the store takes it, for whoever asks. Raises BadParameter."""
        assignee = self.assignee
        if assignee == "me":
            if who.user is None:
                raise BadParameter("assignee: expected a user who signed in to be me, found none")
            assignee = who.actor.removeprefix("user:")
        return AssignedFilter(
            self.kind,
            self.severity,
            self.rep,
            self.account,
            None,
            self.since.isoformat() if self.since else None,
            self.until.isoformat() if self.until else None,
            is_open=self.unreviewed,
            assignee=assignee,
        )


class MomentQuery(MomentChoice):
    """A page of moments."""

    limit: Limit = 50
    cursor: MomentCursor = None


def moment_page(
    session: Session, who: Who, chosen: AssignedFilter, limit: int, cursor: str | None
) -> MomentList:
    """Moments from the first, or from where a cursor points. Raises BadParameter."""
    after = None
    if cursor is not None:
        try:
            after = moments.moment(session, who.view, cursor)
        except MomentNotFound as error:
            raise BadParameter(
                "cursor: expected the next_cursor of a page, found none that leads anywhere; "
                "ask from the start"
            ) from error
    found = moments.queue(session, who.view, chosen, limit + 1, after)
    shown = found[:limit]
    following = shown[-1].id if len(found) > limit else None
    items = [ReviewMoment.model_validate(one) for one in shown]
    return MomentList(items=items, next_cursor=following)


@router.get("", responses=problems(*ACCESS, BadParameter, StoreError))
def get_moments(
    service: ServiceDep, who: Reader, chosen: Annotated[MomentQuery, Query()]
) -> MomentList:
    """List moments of all calls, gravest and surest first: the queue of those who review."""
    with service.db.reading() as session:
        found = moment_page(session, who, chosen.filter(who), chosen.limit, chosen.cursor)
    service.note(who, "moments.read", count=len(found.items))
    return found


@router.get("/{moment_id}", responses=problems(*ACCESS, MomentNotFound, StoreError))
def get_moment(moment_id: str, service: ServiceDep, who: Reader) -> ReviewMoment:
    """Return a moment, one that a later analysis no longer finds too."""
    with service.db.reading() as session:
        found = moments.moment(session, who.view, moment_id, aside=True)
    service.note(who, "moment.read", moment_id)
    return ReviewMoment.model_validate(found)


@router.get("/{moment_id}/history", responses=problems(*ACCESS, MomentNotFound, StoreError))
def get_history(moment_id: str, service: ServiceDep, who: Reviewer) -> MomentHistory:
    """List all that was done with a moment, newest first: verdicts, comments, whose it was to
    look at, collections."""
    with service.db.reading() as session:
        found = moments.moment(session, who.view, moment_id, aside=True)
        events = moment_events.history(session, found.number)
    return MomentHistory(items=[MomentEvent.model_validate(one) for one in events])


@router.post("/{moment_id}/verdicts", status_code=201, responses=CHANGES)
def post_verdict(
    moment_id: str, stated: VerdictIn, service: ServiceDep, who: Reviewer
) -> VerdictList:
    """Say whether a moment is one. The newest word of each reviewer counts; all are kept."""
    if stated.corrected and stated.verdict != moments.DISMISSED:
        raise BadParameter("corrected: expected it with a dismissed moment alone, found another")
    with service.db.writing() as session:
        judged = moments.moment(session, who.view, moment_id)
        if stated.corrected and stated.corrected not in BEARS.get(judged.role or "", ()):
            raise BadParameter(
                "corrected: expected a label that the speaker's side bears, found another"
            )
        moments.judge(
            session,
            who.team,
            judged.number,
            who.actor,
            stated.verdict,
            corrected=stated.corrected,
            comment=stated.comment,
        )
        audit.note(session, who, "moment.judge", moment_id)
        return _said(session, judged.number)


@router.get(
    "/{moment_id}/verdicts",
    responses=problems(*ACCESS, MomentNotFound, StoreError),
)
def get_verdicts(moment_id: str, service: ServiceDep, who: Reviewer) -> VerdictList:
    """List all that was said about a moment, newest first; of one that a later analysis no longer
    finds too."""
    with service.db.reading() as session:
        found = moments.moment(session, who.view, moment_id, aside=True)
        return _said(session, found.number)


@router.put(
    "/{moment_id}/assignment",
    responses={**CHANGES, **problems(*ACCESS, MomentNotFound, UserNotFound)},
)
def put_assignment(
    moment_id: str, stated: Assignment, service: ServiceDep, who: Reviewer
) -> Assignment:
    """Say who is to look at a moment: a user who reviews, or nobody. One that a later analysis no
    longer finds can be taken back, and not given."""
    with service.db.writing() as session:
        found = moments.moment(session, who.view, moment_id, aside=stated.user is None)
        user = None
        if stated.user is not None:
            user = people.user(session, who.team, stated.user)
            if Scope.REVIEWS_WRITE not in SCOPES[Role(user.role)] or user.disabled_at:
                raise BadParameter("user: expected one who reviews, found one who does not")
        assignments.assign(session, found.number, user, who.actor)
        audit.note(session, who, "moment.assign", moment_id)
    return stated


def _said(session: Session, number: int) -> VerdictList:
    return VerdictList(
        items=[Verdict.model_validate(row) for row in moments.verdicts(session, number)]
    )
