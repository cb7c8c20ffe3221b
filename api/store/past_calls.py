"""What each call tells to histories: worked out once from its report, kept until that changes."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from analyser.history.keeping import RULES, read, written
from analyser.history.past_call import Fate, PastCall, Promise, past_call
from api.store.call_list import CallFilter
from api.store.database import dialect_insert
from api.store.packing import pack, unpack
from api.store.tables import CallRow, CommitmentRow, PastCallRow, ReportRow
from api.store.view import View

KEPT: Final = and_(
    PastCallRow.call_number == CallRow.number,
    PastCallRow.etag == ReportRow.etag,
    PastCallRow.rules == RULES,
)
"""What was kept is of the report that stands there now, by the rules of now."""
Place = tuple[int, int, str]
"""Turn, sentence and deed of a promise."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a call tells, packed, and the mark of the report that it was read from."""

    call_number: int
    etag: str
    told: bytes


def told_by(report: str) -> bytes:
    """What a report's text tells to histories, packed. Raises DamagedInput."""
    return pack(written(past_call(json.loads(report))))


def newest(
    session: Session, view: View, chosen: CallFilter, limit: int
) -> tuple[list[PastCall], list[Told]]:
    """The newest analysed calls, at most so many, under their ids in the store and with what
    somebody said became of their promises; and what had to be worked out, for ``keep``.

    Raises DamagedInput.
    """
    dialect = session.get_bind().dialect.name
    query = (
        select(CallRow.number, CallRow.id, ReportRow.etag, PastCallRow.told)
        .join(ReportRow, ReportRow.call_number == CallRow.number)
        .join(PastCallRow, KEPT, isouter=True)
        .where(view.calls(), *chosen.conditions(dialect))
        .order_by(func.coalesce(CallRow.day, "").desc(), CallRow.number.desc())
        .limit(limit)
    )
    rows = session.execute(query).all()
    missing = {row.number: row.etag for row in rows if row.told is None}
    fresh = _worked_out(session, missing)
    told = {row.number: row.told for row in rows} | {one.call_number: one.told for one in fresh}
    said = _fates(session, list(told))
    calls = [
        _with_fates(read(unpack(told[row.number])).named(row.id), said[row.number]) for row in rows
    ]
    return calls, fresh


def keep(session: Session, fresh: Sequence[Told]) -> None:
    """Keep what was worked out, but for calls that changed meanwhile or are just being changed."""
    numbers = [one.call_number for one in fresh]
    free = session.scalars(
        select(CallRow.number)
        .where(CallRow.number.in_(numbers))
        .with_for_update(read=True, skip_locked=True)
    ).all()
    # Asked for once the calls are held: none can change from here on.
    query = select(ReportRow.call_number, ReportRow.etag).where(ReportRow.call_number.in_(free))
    etags = dict(session.execute(query).all())
    for one in fresh:
        if etags.get(one.call_number) == one.etag:
            keep_one(session, one)


def keep_one(session: Session, one: Told) -> None:
    """Keep what a call tells, in place of what it told before."""
    values: Mapping[str, Any] = {"etag": one.etag, "rules": RULES, "told": one.told}
    insert = dialect_insert(session, PastCallRow).values(call_number=one.call_number, **values)
    session.execute(insert.on_conflict_do_update(index_elements=["call_number"], set_=dict(values)))


def _worked_out(session: Session, missing: Mapping[int, str]) -> list[Told]:
    query = select(ReportRow.call_number, ReportRow.report)
    rows = session.execute(
        query.where(ReportRow.call_number.in_(missing)).order_by(ReportRow.call_number)
    )
    return [Told(number, missing[number], told_by(unpack(packed))) for number, packed in rows]


def _fates(session: Session, calls: Sequence[int]) -> dict[int, dict[Place, str]]:
    """By call, what somebody said became of its promises, by their places and deeds."""
    found: dict[int, dict[Place, str]] = defaultdict(dict)
    columns = (CommitmentRow.turn, CommitmentRow.sentence, CommitmentRow.what)
    query = select(CommitmentRow.call_number, *columns, CommitmentRow.fate)
    for call, turn, sentence, what, fate in session.execute(
        query.where(CommitmentRow.call_number.in_(calls))
    ):
        if fate is not None:
            found[call][turn, sentence, what] = fate
    return found


def _with_fates(call: PastCall, said: Mapping[Place, str]) -> PastCall:
    if not said:
        return call
    return replace(call, promises=tuple(_with_fate(one, said) for one in call.promises))


def _with_fate(promise: Promise, said: Mapping[Place, str]) -> Promise:
    # The database holds no NUL: see results.py.
    fate = said.get((promise.turn, promise.sentence, promise.what.replace("\0", "\ufffd")))
    return replace(promise, fate=Fate(fate) if fate else None)
