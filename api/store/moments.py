"""Moments over all calls, gravest and surest first, and what reviewers say about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, func, select, true, tuple_, update
from sqlalchemy.orm import Session

from api.errors import MomentNotFound
from api.facts import folded
from api.store import moment_events
from api.store.call_list import FEW_CALLS, SOME_CALLS, how_many
from api.store.clock import new_id, stamp
from api.store.tables import CallRow, ItemRow, JobRow, MomentRow, UserRow, VerdictRow
from api.store.view import View

CONFIRMED: Final = "confirmed"
DISMISSED: Final = "dismissed"
UNSURE: Final = "unsure"
GRAVITY: Final = ("high", "medium", "low", "good")
MOST_COUNTED: Final = 1_000


@dataclass(frozen=True, slots=True)
class MomentFilter:
    """Which moments; what is None does not count. ``call`` is a call's id; ``since`` and ``until``
    are days of calls, both included; ``is_open`` leaves out what has a verdict; ``upload`` is the
    id of the job that calls came with."""

    kind: str | None = None
    severity: str | None = None
    rep: str | None = None
    account: str | None = None
    call: str | None = None
    since: str | None = None
    until: str | None = None
    is_open: bool = True
    upload: str | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """On the moments themselves, as SQL."""
        found = [MomentRow.kind == self.kind] if self.kind is not None else []
        if self.severity is not None:
            found.append(_of_severity(self.severity))
        return [*found, MomentRow.verdict.is_(None)] if self.is_open else found

    def of_calls(self) -> list[ColumnElement[bool]]:
        """On their calls, as SQL."""
        chosen: list[tuple[Any, ColumnElement[bool]]] = [
            (self.rep, CallRow.rep_key == folded(self.rep)),
            (self.account, CallRow.account_key == folded(self.account)),
            (self.call, CallRow.id == self.call),
            (self.since, CallRow.day >= (self.since or "")),
            (self.until, CallRow.day <= (self.until or "")),
            (self.upload, CallRow.number.in_(_of_upload(self.upload))),
        ]
        return [condition for value, condition in chosen if value is not None]

    @property
    def is_little(self) -> bool:
        """Whether the conditions on the moments leave few."""
        return False


def _of_upload(job_id: str | None) -> Select[Any]:
    """The numbers of the calls of a job."""
    items = select(ItemRow.call_number).join(JobRow, JobRow.number == ItemRow.job_number)
    return items.where(JobRow.id == job_id, ItemRow.call_number.is_not(None))


def _of_severity(severity: str) -> ColumnElement[bool]:
    """The condition on the order goes to the right part of the index at once."""
    between = MomentRow.rank.between(rank_of(severity, 1), rank_of(severity, 0))
    return and_(MomentRow.severity == severity, between)


@dataclass(frozen=True, slots=True)
class QueuedMoment:
    """A moment with its call. ``verdict`` is the newest one, None where nobody said anything;
    ``current`` is false where a later analysis no longer finds it; ``assignee`` is the id of the
    user whose it is to look at."""

    number: int
    id: str
    kind: str
    signal: str
    severity: str
    confidence: float
    role: str | None
    turn: int
    sentence: int
    quote: str
    because: str
    instead: str
    verdict: str | None
    current: bool
    call_number: int
    call: str
    source: str
    title: str | None
    rep: str | None
    account: str | None
    date: str | None
    assignee: str | None


ASSIGNEE: Final = (
    select(UserRow.id).where(UserRow.number == MomentRow.assignee_number).scalar_subquery()
)


OWN: Final = tuple(
    getattr(MomentRow, name) for name in list(QueuedMoment.__dataclass_fields__)[:15]
)
OF_CALL: Final = tuple(
    getattr(CallRow, name) for name in ("id", "source", "title", "rep", "account", "date")
)
ROWS: Final = select(*OWN, *OF_CALL, ASSIGNEE).join(
    CallRow, CallRow.number == MomentRow.call_number
)


def kept_moments(view: View, *, aside: bool = False) -> Select[Any]:
    """Moments as rows of QueuedMoment; ``aside`` with those that are not current."""
    current = true() if aside else MomentRow.current.is_(True)
    return ROWS.where(view.calls(), MomentRow.team_id == view.team, current)


def queue(
    session: Session,
    view: View,
    chosen: MomentFilter,
    limit: int,
    after: QueuedMoment | None = None,
) -> list[QueuedMoment]:
    """At most so many moments, from the first, or from the one that follows another."""
    sought, order = _sought(session, view, chosen)
    if after is not None:
        place = (rank_of(after.severity, after.confidence), after.number)
        sought = sought.where(tuple_(*order) > tuple_(*place))
    # The numbers first: what is sought by stands in an index, what is shown does not.
    numbers = sought.order_by(*order).limit(limit).scalar_subquery()
    query = ROWS.where(MomentRow.number.in_(numbers)).order_by(MomentRow.rank, MomentRow.number)
    return [QueuedMoment(*tuple(row)) for row in session.execute(query)]


def _sought(
    session: Session, view: View, chosen: MomentFilter
) -> tuple[Select[Any], tuple[Any, Any]]:
    """The numbers of the chosen moments, and the order that they are to be looked at in.

    The way is along the order, with a look at each moment's call, or, where that leaves few, by
    what is chosen.
    """
    query = select(MomentRow.number).where(MomentRow.current.is_(True), *chosen.conditions())
    calls = select(CallRow.number).where(view.calls(), *chosen.of_calls())
    found = how_many(session, view, chosen.of_calls(), SOME_CALLS)
    listed = MomentRow.call_number.in_(calls)
    looked_at = calls.where(CallRow.number == MomentRow.call_number).exists()
    if chosen.is_little or found < FEW_CALLS:
        # A sum is not in the index of the order: few are sorted rather than all gone through.
        return query.where(listed if found < FEW_CALLS else looked_at), (
            MomentRow.rank + 0,
            MomentRow.number,
        )
    query = query.where(MomentRow.team_id == view.team)
    if view.rep is not None or chosen.of_calls():
        query = query.where(listed if found < SOME_CALLS else looked_at)
    return query, (MomentRow.rank, MomentRow.number)


def rank_of(severity: str, confidence: float) -> float:
    """A moment's place in the order, gravest and surest first.

    >>> rank_of("high", 0.2) < rank_of("medium", 0.9) < rank_of("medium", 0.8)
    True
    """
    gravity = GRAVITY.index(severity) if severity in GRAVITY else len(GRAVITY)
    return 2 * gravity - confidence


def left(session: Session, view: View, chosen: MomentFilter) -> int:
    """How many moments are chosen, counted up to MOST_COUNTED."""
    query, _ = _sought(session, view, chosen)
    inner = query.limit(MOST_COUNTED).subquery()
    return session.scalar(select(func.count()).select_from(inner)) or 0


def moment(session: Session, view: View, moment_id: str, *, aside: bool = False) -> QueuedMoment:
    """The moment of an id. Raises MomentNotFound for one that the view lacks."""
    row = session.execute(kept_moments(view, aside=aside).where(MomentRow.id == moment_id)).first()
    if row is None:
        raise MomentNotFound("expected the id of a moment of a kept call, found none under it")
    return QueuedMoment(*tuple(row))


def said_of_call(session: Session, call_number: int) -> dict[str, tuple[str, str | None]]:
    """By the id of a moment in the report of a call: its id here, and its newest verdict."""
    query = select(MomentRow.key, MomentRow.id, MomentRow.verdict)
    rows = session.execute(query.where(MomentRow.call_number == call_number))
    return {key: (moment_id, verdict) for key, moment_id, verdict in rows}


def kinds(session: Session, view: View) -> list[str]:
    """The kinds of moments that the team has, by name."""
    found: list[str] = []
    query = select(func.min(MomentRow.kind)).where(MomentRow.team_id == view.team)
    # From each to the next in the index: there are few kinds and many moments.
    while kind := session.scalar(query.where(MomentRow.kind > (found[-1] if found else ""))):
        found.append(kind)
    return found


def judge(
    session: Session,
    team: str,
    number: int,
    reviewer: str,
    verdict: str,
    *,
    corrected: str | None = None,
    comment: str | None = None,
) -> None:
    """Keep what a reviewer says about a moment; earlier words are kept too."""
    values = {"reviewer": reviewer, "verdict": verdict, "corrected": corrected}
    session.add(
        VerdictRow(
            id=new_id(),
            team_id=team,
            moment_number=number,
            comment=comment,
            created_at=stamp(),
            **values,
        )
    )
    session.execute(update(MomentRow).where(MomentRow.number == number).values(verdict=verdict))


def take_back(session: Session, number: int, reviewer: str) -> None:
    """Forget a reviewer's newest verdict on a moment; the one before it counts again."""
    newest = _verdicts(number).where(VerdictRow.reviewer == reviewer).limit(1)
    row = session.scalar(newest)
    if row is None:
        return
    session.delete(row)
    moment_events.note(session, number, reviewer, moment_events.TAKEN_BACK)
    session.flush()
    before = session.scalar(_verdicts(number).limit(1))
    verdict = before.verdict if before else None
    session.execute(update(MomentRow).where(MomentRow.number == number).values(verdict=verdict))


def verdicts(session: Session, number: int) -> Sequence[VerdictRow]:
    """What was said about a moment, newest first."""
    return session.scalars(_verdicts(number)).all()


def _verdicts(number: int) -> Select[VerdictRow]:
    query = select(VerdictRow).where(VerdictRow.moment_number == number)
    return query.order_by(VerdictRow.number.desc())


def judged_since(session: Session, team: str, reviewer: str, since: str) -> int:
    """How many moments a reviewer has judged since a time (ISO 8601 in UTC)."""
    query = select(func.count(VerdictRow.moment_number.distinct())).where(
        VerdictRow.team_id == team,
        VerdictRow.reviewer == reviewer,
        VerdictRow.created_at >= since,
    )
    return session.scalar(query) or 0
