"""The scores of calls over time, and the reports behind them."""

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.store.call_list import CallFilter
from api.store.calls import ANALYSED
from api.store.packing import unpack
from api.store.results import commitment_key
from api.store.tables import CallRow, CommitmentRow, ReportRow
from api.store.view import View


@dataclass(frozen=True, slots=True)
class ScoredCall:
    """An analysed call with its trust score, None where it cannot be told."""

    id: str
    source: str
    title: str | None
    rep: str | None
    rep_key: str | None
    account: str | None
    account_key: str | None
    day: str | None
    created_at: str
    trust_score: float | None
    high_moments: int


COLUMNS: Final = tuple(getattr(CallRow, name) for name in ScoredCall.__dataclass_fields__)


def scored_calls(session: Session, view: View, chosen: CallFilter) -> list[ScoredCall]:
    """The analysed calls in the order of their days; those without one stand last."""
    dialect = session.get_bind().dialect.name
    query = (
        select(*COLUMNS)
        .where(view.calls(), CallRow.state == ANALYSED, *chosen.conditions(dialect))
        .order_by(CallRow.day.is_(None), CallRow.day, CallRow.number)
    )
    return [ScoredCall(*row) for row in session.execute(query)]


def reports(
    session: Session, view: View, chosen: CallFilter, limit: int
) -> list[tuple[str, dict[str, Any]]]:
    """The newest reports, at most so many, each with its call's id; commitments of which somebody
    said what became of them have a ``fate``."""
    dialect = session.get_bind().dialect.name
    query = (
        select(CallRow.number, CallRow.id, ReportRow.report)
        .join(ReportRow, ReportRow.call_number == CallRow.number)
        .where(view.calls(), *chosen.conditions(dialect))
        .order_by(func.coalesce(CallRow.day, "").desc(), CallRow.number.desc())
        .limit(limit)
    )
    rows = session.execute(query).all()
    said = _fates(session, [row[0] for row in rows])
    return [(call, _with_fates(unpack(packed), said[number])) for number, call, packed in rows]


def _fates(session: Session, calls: list[int]) -> dict[int, dict[str, str]]:
    """By call, what somebody said became of its commitments, by their keys."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    query = select(CommitmentRow.call_number, CommitmentRow.key, CommitmentRow.fate)
    for call, key, fate in session.execute(query.where(CommitmentRow.call_number.in_(calls))):
        if fate is not None:
            found[call][key] = fate
    return found


def _with_fates(text: str, said: dict[str, str]) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(text)
    for one in report["commitments"] if said else ():
        one["fate"] = said.get(commitment_key(one))
    return report
