"""Jobs and their items: batches of uploads, and calls to analyse anew."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, delete, func, insert, literal, select, true, update
from sqlalchemy.orm import Session

from api.errors import JobNotFound
from api.store.call_list import CallFilter
from api.store.calls import ANALYSED
from api.store.claims import WAITING
from api.store.clock import new_id, stamp
from api.store.tables import CallRow, ItemRow, JobRow
from api.store.view import View

BATCH: Final = "batch"
REANALYSIS: Final = "reanalysis"
REDACTION: Final = "redaction"
DONE: Final = "done"
FAILED: Final = "failed"


@dataclass(frozen=True, slots=True)
class Item:
    """One item to work off. ``kind``, ``team``, ``options`` and ``created_by`` are the job's."""

    number: int
    job: int
    kind: str
    team: str
    created_by: str
    options: Mapping[str, list[str]]
    name: str
    call_number: int | None
    attempts: int
    payload: bytes | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is: counts of its items. ``finished_at`` is None until none waits."""

    number: int
    id: str
    kind: str
    created_at: str
    finished_at: str | None
    waiting: int
    done: int
    failed: int


@dataclass(frozen=True, slots=True)
class ItemState:
    """An item in a list. ``call`` is the id of the call that came of it, if it is still there."""

    number: int
    name: str
    state: str
    call: str | None
    is_new: bool
    error_type: str | None
    error_detail: str | None


def create(
    session: Session, team: str, kind: str, actor: str, options: Mapping[str, list[str]]
) -> JobRow:
    """A new job without items."""
    job = JobRow(
        id=new_id(),
        team_id=team,
        kind=kind,
        options=json.dumps(options),
        created_by=actor,
        created_at=stamp(),
    )
    session.add(job)
    session.flush()
    return job


def add_file(session: Session, job: int, name: str, payload: bytes) -> None:
    """Add a file to a batch."""
    session.execute(
        insert(ItemRow).values(job_number=job, name=name, state=WAITING, payload=payload)
    )


def add_failure(session: Session, job: int, name: str, kind: str, detail: str) -> None:
    """Add a file that is already known to be none that can be taken."""
    values = {"job_number": job, "name": name, "state": FAILED}
    session.execute(insert(ItemRow).values(**values, error_type=kind, error_detail=detail))


def add_call(session: Session, job: int, name: str, call: int, *, is_new: bool) -> None:
    """Add a call that is kept already and waits to be analysed."""
    values = {"job_number": job, "name": name, "state": WAITING}
    session.execute(insert(ItemRow).values(**values, call_number=call, is_new=is_new))


def add_calls(
    session: Session, job: int, view: View, chosen: CallFilter, *, analysed: bool = True
) -> None:
    """Add every call that a filter chooses: the analysed ones, or all."""
    state = CallRow.state == ANALYSED if analysed else true()
    dialect = session.get_bind().dialect.name
    rows = select(
        literal(job), CallRow.source, literal(WAITING), CallRow.number, literal(value=False)
    ).where(view.calls(), state, *chosen.conditions(dialect))
    names = ["job_number", "name", "state", "call_number", "is_new"]
    session.execute(insert(ItemRow).from_select(names, rows.order_by(CallRow.number)))


def item(session: Session, number: int) -> Item:
    """An item with what it needs of its job."""
    query = select(ItemRow, JobRow).join(JobRow, JobRow.number == ItemRow.job_number)
    row, job = session.execute(query.where(ItemRow.number == number)).one()
    return Item(
        row.number,
        job.number,
        job.kind,
        job.team_id,
        job.created_by,
        json.loads(job.options),
        row.name,
        row.call_number,
        row.attempts,
        row.payload,
    )


def becomes_call(session: Session, number: int, call: int, *, is_new: bool) -> None:
    """The item's file is kept as a call now, and not twice."""
    values = {"call_number": call, "is_new": is_new, "payload": None}
    session.execute(update(ItemRow).where(ItemRow.number == number).values(**values))


def remove_item(session: Session, number: int) -> None:
    """Take an item out of its job."""
    session.execute(delete(ItemRow).where(ItemRow.number == number))


def finish_item(session: Session, one: Item) -> None:
    """The item is done."""
    _close(session, one, {"state": DONE})


def fail_item(session: Session, one: Item, kind: str, detail: str) -> None:
    """The item cannot be done, and why."""
    _close(session, one, {"state": FAILED, "error_type": kind, "error_detail": detail})


def _close(session: Session, one: Item, values: Mapping[str, Any]) -> None:
    # One at a time, so that the last item of a job knows that it is the last.
    session.execute(select(JobRow.number).where(JobRow.number == one.job).with_for_update())
    free = {"claimed_by": None, "claimed_until": None, "payload": None}
    session.execute(update(ItemRow).where(ItemRow.number == one.number).values(**values, **free))
    close_if_done(session, one.job)


def close_if_done(session: Session, job: int) -> None:
    """Note that a job is finished, where nothing of it waits."""
    left = select(ItemRow.number).where(ItemRow.job_number == job, ItemRow.state == WAITING)
    done = update(JobRow).where(JobRow.number == job, JobRow.finished_at.is_(None), ~left.exists())
    session.execute(done.values(finished_at=stamp()))


def progress(session: Session, chosen: ColumnElement[bool]) -> Progress:
    """How far the one chosen job is. Raises JobNotFound."""
    found = _progress(session, chosen, 1)
    if not found:
        raise JobNotFound("expected the id of a job, found none under it; GET /v1/jobs lists")
    return found[0]


def page(
    session: Session, seen: ColumnElement[bool], limit: int, cursor: int | None
) -> tuple[list[Progress], int | None]:
    """Jobs, newest first, and the cursor that leads to older ones."""
    older = JobRow.number < cursor if cursor is not None else true()
    found = _progress(session, and_(seen, older), limit + 1)
    return found[:limit], found[limit - 1].number if len(found) > limit else None


def _progress(session: Session, chosen: ColumnElement[bool], limit: int) -> list[Progress]:
    names = (JobRow.number, JobRow.id, JobRow.kind, JobRow.created_at, JobRow.finished_at)
    jobs = session.execute(
        select(*names).where(chosen).order_by(JobRow.number.desc()).limit(limit)
    ).all()
    counts = session.execute(
        select(ItemRow.job_number, ItemRow.state, func.count())
        .where(ItemRow.job_number.in_([job.number for job in jobs]))
        .group_by(ItemRow.job_number, ItemRow.state)
    )
    by_state = {(job, state): count for job, state, count in counts}
    return [
        Progress(*job, *(by_state.get((job.number, s), 0) for s in (WAITING, DONE, FAILED)))
        for job in jobs
    ]


def items(
    session: Session, job: int, state: str | None, limit: int, cursor: int | None
) -> tuple[list[ItemState], int | None]:
    """Items of a job in the order they came, and the cursor that leads to later ones."""
    query = (
        select(
            ItemRow.number,
            ItemRow.name,
            ItemRow.state,
            CallRow.id,
            ItemRow.is_new,
            ItemRow.error_type,
            ItemRow.error_detail,
        )
        .join(CallRow, CallRow.number == ItemRow.call_number, isouter=True)
        .where(ItemRow.job_number == job)
        .order_by(ItemRow.number)
        .limit(limit + 1)
    )
    if state is not None:
        query = query.where(ItemRow.state == state)
    if cursor is not None:
        query = query.where(ItemRow.number > cursor)
    rows = session.execute(query).all()
    found = [ItemState(*row) for row in rows[:limit]]
    return found, found[-1].number if len(rows) > limit else None


def of_team(team: str, actor: str | None = None, job_id: str | None = None) -> ColumnElement[bool]:
    """The condition on a job: a team's, perhaps only what somebody started, perhaps one id."""
    own = JobRow.created_by == actor if actor is not None else true()
    named = JobRow.id == job_id if job_id is not None else true()
    return and_(JobRow.team_id == team, own, named)
