"""Moments over all calls, gravest and surest first, and what reviewers say about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, case, func, select, true, tuple_, update
from sqlalchemy.orm import Session

from api.errors import MomentNotFound
from api.facts import folded
from api.store import moment_events
from api.store.clock import new_id, stamp
from api.store.tables import CallRow, MomentRow, VerdictRow
from api.store.view import View

CONFIRMED: Final = "confirmed"
DISMISSED: Final = "dismissed"
UNSURE: Final = "unsure"
GRAVITY: Final = ("high", "medium", "low", "good")
RANK: Final = (
    case({name: n for n, name in enumerate(GRAVITY)}, value=MomentRow.severity, else_=9),
    -MomentRow.confidence,
    MomentRow.number,
)


@dataclass(frozen=True, slots=True)
class MomentFilter:
    """Which moments; what is None does not count. ``call`` is a call's id; ``since`` and ``until``
    are days of calls, both included; ``is_open`` leaves out what has a verdict."""

    kind: str | None = None
    severity: str | None = None
    rep: str | None = None
    account: str | None = None
    call: str | None = None
    since: str | None = None
    until: str | None = None
    is_open: bool = True

    def conditions(self) -> list[ColumnElement[bool]]:
        """As SQL."""
        chosen: list[tuple[Any, ColumnElement[bool]]] = [
            (self.kind, MomentRow.kind == self.kind),
            (self.severity, MomentRow.severity == self.severity),
            (self.rep, CallRow.rep_key == folded(self.rep)),
            (self.account, CallRow.account_key == folded(self.account)),
            (self.call, CallRow.id == self.call),
            (self.since, CallRow.day >= (self.since or "")),
            (self.until, CallRow.day <= (self.until or "")),
        ]
        found = [condition for value, condition in chosen if value is not None]
        return [*found, MomentRow.verdict.is_(None)] if self.is_open else found


@dataclass(frozen=True, slots=True)
class QueuedMoment:
    """A moment with its call. ``verdict`` is the newest one, None where nobody said anything;
    ``current`` is false where a later analysis no longer finds it."""

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
    rep: str | None
    account: str | None
    date: str | None


def chosen_moments(
    view: View, *conditions: ColumnElement[bool], aside: bool = False
) -> Select[Any]:
    """Moments as rows of QueuedMoment; ``aside`` with those that are not current."""
    own = [getattr(MomentRow, name) for name in list(QueuedMoment.__dataclass_fields__)[:15]]
    call = (CallRow.id, CallRow.source, CallRow.rep, CallRow.account, CallRow.date)
    joined = select(*own, *call).join(CallRow, CallRow.number == MomentRow.call_number)
    current = true() if aside else MomentRow.current.is_(True)
    return joined.where(view.calls(), current, *conditions)


def queue(
    session: Session,
    view: View,
    chosen: MomentFilter,
    limit: int,
    after: QueuedMoment | None = None,
) -> list[QueuedMoment]:
    """At most so many moments, from the first, or from the one that follows another."""
    query = chosen_moments(view, *chosen.conditions())
    if after is not None:
        gravity = GRAVITY.index(after.severity) if after.severity in GRAVITY else 9
        query = query.where(tuple_(*RANK) > tuple_(gravity, -after.confidence, after.number))
    return [_moment(row) for row in session.execute(query.order_by(*RANK).limit(limit))]


def _moment(row: Row[Any]) -> QueuedMoment:
    return QueuedMoment(*tuple(row))


def left(session: Session, view: View, chosen: MomentFilter) -> int:
    """How many moments are chosen."""
    inner = chosen_moments(view, *chosen.conditions()).subquery()
    return session.scalar(select(func.count()).select_from(inner)) or 0


def moment(session: Session, view: View, moment_id: str, *, aside: bool = False) -> QueuedMoment:
    """The moment of an id. Raises MomentNotFound for one that the view lacks."""
    row = session.execute(chosen_moments(view, MomentRow.id == moment_id, aside=aside)).first()
    if row is None:
        raise MomentNotFound("expected the id of a moment of a kept call, found none under it")
    return _moment(row)


def kinds(session: Session, view: View) -> list[str]:
    """The kinds of moments that there are."""
    inner = chosen_moments(view).subquery()
    return list(session.scalars(select(inner.c.kind).distinct().order_by(inner.c.kind)))


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
