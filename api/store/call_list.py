"""Lists of calls: filters, text search, pages."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, select, true
from sqlalchemy.orm import Session

from api.facts import folded
from api.store.calls import ANALYSED, SUMMARY, CallSummary
from api.store.names import Kind
from api.store.profiles import Standing
from api.store.tables import CallRow, MomentRow
from api.store.view import View
from api.store.words import WORDS, holds, match

FEW_CALLS: Final = 300
"""All that is kept of so many can be looked at."""
SOME_CALLS: Final = 5_000
"""So many can be put into a list, or in order."""


@dataclass(frozen=True, slots=True)
class CallFilter:
    """Which calls; what is None does not count. ``since`` and ``until`` are days, both included;
    ``text`` are words that all occur in the call, in whatever order; ``outdated`` are those that
    something else than this scored."""

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
    outdated: Standing | None = None

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
        found += self.days()
        if self.min_score is not None:
            found.append(CallRow.trust_score >= self.min_score)
        if self.max_score is not None:
            found.append(CallRow.trust_score <= self.max_score)
        if self.moment is not None:
            found.append(_has_moment(self.moment))
        if self.text is not None:
            found.append(holds(dialect, self.text))
        if self.outdated is not None:
            found += [CallRow.state == ANALYSED, self.outdated.outdated()]
        return found

    def days(self) -> list[ColumnElement[bool]]:
        """The part that is about days."""
        found = [CallRow.day >= self.since] if self.since is not None else []
        return [*found, CallRow.day <= self.until] if self.until is not None else found


def _has_moment(kind: str) -> ColumnElement[bool]:
    moments = select(MomentRow.number).where(
        *_of_kind(CallRow.team_id, kind), MomentRow.call_number == CallRow.number
    )
    return moments.exists()


def _of_kind(team: Any, kind: str) -> list[ColumnElement[bool]]:
    return [MomentRow.team_id == team, MomentRow.kind == kind, MomentRow.current.is_(True)]


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
    chosen = chosen or CallFilter()
    older = CallRow.number < cursor if cursor is not None else true()
    # The numbers first: what is sought by stands in an index, what is shown does not.
    numbers = _sought(session, view, chosen).where(older).limit(limit + 1)
    query = select(CallRow.number, *SUMMARY).where(CallRow.number.in_(numbers.scalar_subquery()))
    rows = session.execute(query.order_by(CallRow.number.desc())).all()
    items = tuple(CallSummary(*row[1:]) for row in rows[:limit])
    return CallPage(items, rows[limit - 1][0] if len(rows) > limit else None)


def _sought(session: Session, view: View, chosen: CallFilter) -> Select[Any]:
    """The numbers of the chosen calls, newest first.

    SQLite does not guess how common a word or a kind of moment is. Where nothing narrower is asked
    for, it goes through the calls that have them, newest first, and stops when the page is full.
    Calls of some days are put in order rather than all calls gone through.
    """
    dialect = session.get_bind().dialect.name
    narrow = chosen.rep is not None or chosen.account is not None or view.rep is not None
    days = chosen.days()
    if days and not narrow and how_many(session, view, days, SOME_CALLS) < SOME_CALLS:
        # A sum is not in the index of the order.
        return _plain(dialect, view, chosen).order_by((CallRow.number + 0).desc())
    if dialect == "sqlite" and not narrow and chosen.text is not None:
        query = select(CallRow.number).select_from(
            WORDS.join(CallRow, CallRow.number == WORDS.c.rowid)
        )
        query = query.where(match(chosen.text)).order_by(WORDS.c.rowid.desc())
        chosen = replace(chosen, text=None)
    elif dialect == "sqlite" and not narrow and chosen.moment is not None:
        had = MomentRow.call_number
        query = select(had).distinct().join(CallRow, CallRow.number == had)
        query = query.where(*_of_kind(view.team, chosen.moment)).order_by(had.desc())
        chosen = replace(chosen, moment=None)
    else:
        return _plain(dialect, view, chosen).order_by(CallRow.number.desc())
    return query.where(view.calls(), *chosen.conditions(dialect))


def _plain(dialect: str, view: View, chosen: CallFilter) -> Select[Any]:
    return select(CallRow.number).where(view.calls(), *chosen.conditions(dialect))


def how_many(session: Session, view: View, chosen: Sequence[ColumnElement[bool]], most: int) -> int:
    """How many calls are chosen, counted up to ``most``, which it is too where none are left
    out."""
    if view.rep is None and not chosen:
        return most
    some = select(CallRow.number).where(view.calls(), *chosen).limit(most).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0


def known_names(
    session: Session, view: View, kind: Kind, limit: int, like: str | None = None
) -> list[str]:
    """The reps or the accounts that calls name, each once, by name; those alone that have some
    letters in their name."""
    key, name = (getattr(CallRow, f"{kind}{end}") for end in ("_key", ""))
    query = select(func.min(name)).where(view.calls(), key.is_not(None))
    if sought := folded(like):
        query = query.where(key.contains(sought, autoescape=True))
    return list(session.scalars(query.group_by(key).order_by(key).limit(limit)))


def untold(session: Session, view: View, ids: Sequence[str]) -> frozenset[str]:
    """Those of some calls, by id, whose analysis could not tell a trust score."""
    query = select(CallRow.id).where(
        view.calls(),
        CallRow.id.in_(ids),
        CallRow.state == ANALYSED,
        CallRow.trust_score.is_(None),
    )
    return frozenset(session.scalars(query))
