"""Moments put together by hand under a name: good examples to learn from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, delete, func, select, tuple_
from sqlalchemy.orm import Session

from api.errors import CollectionNotFound, MomentNotFound, NameTaken
from api.store import moment_events, moments
from api.store.clock import new_id, stamp
from api.store.database import insert_new
from api.store.moments import QueuedMoment, kept_moments
from api.store.tables import CallRow, CollectionRow, ExampleRow, MomentRow
from api.store.view import View


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection; ``size`` counts the moments in it that the view holds."""

    number: int
    id: str
    name: str
    about: str | None
    created_by: str
    created_at: str
    size: int


@dataclass(frozen=True, slots=True)
class Example:
    """A moment in a collection, who put it there, when, and what it is an example of."""

    moment: QueuedMoment
    added_at: str
    added_by: str | None
    note: str | None


def create(session: Session, team: str, name: str, about: str | None, actor: str) -> int:
    """A new collection's number. Raises NameTaken."""
    values = {
        "id": new_id(),
        "team_id": team,
        "name": name,
        "about": about,
        "created_by": actor,
        "created_at": stamp(),
    }
    number = insert_new(session, CollectionRow, values)
    if number is None:
        raise _taken()
    return number


def change(session: Session, number: int, name: str | None, about: str | None) -> None:
    """Another name or description; what is None stays. Raises NameTaken."""
    row = session.get_one(CollectionRow, number)
    if name is not None and name != row.name:
        same = select(CollectionRow.number).filter_by(team_id=row.team_id, name=name)
        if session.scalar(same) is not None:
            raise _taken()
        row.name = name
    row.about = row.about if about is None else about
    session.flush()


def _taken() -> NameTaken:
    return NameTaken("name: expected one that no collection of the team has, found one that has it")


def forget(session: Session, number: int) -> None:
    """Forget a collection; its moments stay with their calls."""
    session.execute(delete(CollectionRow).where(CollectionRow.number == number))


def _collections(view: View) -> Select[Any]:
    size = (
        select(func.count())
        .select_from(ExampleRow)
        .join(MomentRow, MomentRow.number == ExampleRow.moment_number)
        .join(CallRow, CallRow.number == MomentRow.call_number)
        .where(ExampleRow.collection_number == CollectionRow.number, view.calls())
        .scalar_subquery()
    )
    own = [getattr(CollectionRow, name) for name in list(Collection.__dataclass_fields__)[:-1]]
    return select(*own, size).where(CollectionRow.team_id == view.team)


def all_of(session: Session, view: View) -> list[Collection]:
    """A team's collections, by name."""
    query = _collections(view).order_by(CollectionRow.name, CollectionRow.number)
    return [Collection(*row) for row in session.execute(query)]


def of_id(session: Session, view: View, collection_id: str) -> Collection:
    """One of a team's collections. Raises CollectionNotFound."""
    row = session.execute(_collections(view).where(CollectionRow.id == collection_id)).first()
    if row is None:
        raise CollectionNotFound(
            "expected the id of a collection of the team, found none under it; "
            "GET /v1/collections lists"
        )
    return Collection(*row)


def of_number(session: Session, view: View, number: int) -> Collection:
    """The collection of a number that the team is known to have."""
    return Collection(
        *session.execute(_collections(view).where(CollectionRow.number == number)).one()
    )


def add(
    session: Session, collection: Collection, moment: QueuedMoment, actor: str, note: str | None
) -> bool:
    """Put a moment into a collection, and whether it is new there; else its note is changed."""
    key = (collection.number, moment.number)
    row = session.get(ExampleRow, key)
    if row is not None:
        row.note = note
        return False
    values = dict(zip(("collection_number", "moment_number"), key, strict=True))
    session.add(ExampleRow(**values, added_at=stamp(), added_by=actor, note=note))
    moment_events.note(session, moment.number, actor, moment_events.COLLECTED, collection.id)
    return True


def remove(session: Session, collection: Collection, moment: QueuedMoment, actor: str) -> None:
    """Take a moment out of a collection. Raises MomentNotFound where it is not in it."""
    row = session.get(ExampleRow, (collection.number, moment.number))
    if row is None:
        raise MomentNotFound("expected a moment of the collection, found one that is not in it")
    session.delete(row)
    moment_events.note(session, moment.number, actor, moment_events.REMOVED, collection.id)


def examples(
    session: Session, view: View, collection: Collection, limit: int, after: str | None = None
) -> Sequence[Example]:
    """At most so many of a collection's moments, the newest in it first, or those that follow the
    moment of an id. One that a later analysis no longer finds stays. Raises MomentNotFound."""
    query = (
        kept_moments(view, aside=True)
        .add_columns(ExampleRow.added_at, ExampleRow.added_by, ExampleRow.note)
        .join(ExampleRow, ExampleRow.moment_number == MomentRow.number)
        .where(ExampleRow.collection_number == collection.number)
        .order_by(ExampleRow.added_at.desc(), ExampleRow.moment_number.desc())
    )
    if after is not None:
        last = moments.moment(session, view, after, aside=True)
        row = session.get(ExampleRow, (collection.number, last.number))
        if row is None:
            raise MomentNotFound("expected a moment of the collection, found one not in it")
        place = tuple_(ExampleRow.added_at, ExampleRow.moment_number)
        query = query.where(place < tuple_(row.added_at, row.moment_number))
    return [
        Example(QueuedMoment(*row[:-3]), *row[-3:]) for row in session.execute(query.limit(limit))
    ]
