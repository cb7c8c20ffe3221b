"""The scores of calls over time."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.store.call_list import CallFilter
from api.store.calls import ANALYSED
from api.store.tables import CallRow
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
