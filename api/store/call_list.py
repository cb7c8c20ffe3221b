"""Lists of calls: filters, text search, pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from api.facts import folded
from api.store.calls import ANALYSED, SUMMARY, CallSummary
from api.store.tables import CallRow, MomentRow
from api.store.view import View
from api.store.words import holds


@dataclass(frozen=True, slots=True)
class CallFilter:
    """Which calls; what is None does not count. ``since`` and ``until`` are days, both included;
    ``text`` are words that all occur in the call, in whatever order."""

    rep: str | None = None
    account: str | None = None
    opportunity: str | None = None
    type: str | None = None
    outcome: str | None = None
    state: str | None = None
    since: str | None = None
    until: str | None = None
    min_score: float | None = None
    max_score: float | None = None
    moment: str | None = None
    text: str | None = None

    def conditions(self, dialect: str) -> list[ColumnElement[bool]]:
        """As SQL."""
        found: list[ColumnElement[bool]] = []
        if self.rep is not None:
            found.append(CallRow.rep_key == folded(self.rep))
        if self.account is not None:
            found.append(CallRow.account_key == folded(self.account))
        for name in ("opportunity", "type", "outcome", "state"):
            if getattr(self, name) is not None:
                found.append(getattr(CallRow, name) == getattr(self, name))
        if self.since is not None:
            found.append(CallRow.day >= self.since)
        if self.until is not None:
            found.append(CallRow.day <= self.until)
        if self.min_score is not None:
            found.append(CallRow.trust_score >= self.min_score)
        if self.max_score is not None:
            found.append(CallRow.trust_score <= self.max_score)
        if self.moment is not None:
            found.append(_has_moment(self.moment))
        if self.text is not None:
            found.append(holds(dialect, self.text))
        return found


def _has_moment(kind: str) -> ColumnElement[bool]:
    moments = select(MomentRow.number).where(
        MomentRow.call_number == CallRow.number,
        MomentRow.kind == kind,
        MomentRow.current.is_(True),
    )
    return moments.exists()


@dataclass(frozen=True, slots=True)
class CallPage:
    """Calls, newest first, and the cursor that leads to older ones (None at the end)."""

    items: tuple[CallSummary, ...]
    next_cursor: int | None


def page(
    session: Session,
    view: View,
    limit: int,
    cursor: int | None = None,
    chosen: CallFilter | None = None,
) -> CallPage:
    """At most ``limit`` calls, from the newest or from where a cursor points."""
    dialect = session.get_bind().dialect.name
    conditions: list[Any] = [view.calls(), *(chosen or CallFilter()).conditions(dialect)]
    if cursor is not None:
        conditions.append(CallRow.number < cursor)
    query = (
        select(CallRow.number, *SUMMARY)
        .where(*conditions)
        .order_by(CallRow.number.desc())
        .limit(limit + 1)
    )
    rows = session.execute(query).all()
    items = tuple(CallSummary(*row[1:]) for row in rows[:limit])
    return CallPage(items, rows[limit - 1][0] if len(rows) > limit else None)


def known_names(session: Session, view: View) -> tuple[list[str], list[str]]:
    """The reps and the accounts that calls name, each once, by name."""
    found = []
    for key, name in ((CallRow.rep_key, CallRow.rep), (CallRow.account_key, CallRow.account)):
        query = select(func.min(name)).where(view.calls(), key.is_not(None))
        rows = session.scalars(query.group_by(key).order_by(key))
        found.append([one for one in rows if one])
    return found[0], found[1]


def untold(session: Session, view: View, ids: Sequence[str]) -> frozenset[str]:
    """Those of some calls, by id, whose analysis could not tell a trust score."""
    query = select(CallRow.id).where(
        view.calls(),
        CallRow.id.in_(ids),
        CallRow.state == ANALYSED,
        CallRow.trust_score.is_(None),
    )
    return frozenset(session.scalars(query))
