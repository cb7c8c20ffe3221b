"""Commitments of all calls, and what somebody says became of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, select, true, update
from sqlalchemy.orm import Session

from api.errors import CommitmentNotFound
from api.facts import folded
from api.store import names
from api.store.call_list import FEW_CALLS, how_many
from api.store.clock import new_id, stamp
from api.store.tables import CallRow, CommitmentRow, FateRow
from api.store.view import View

FATES: Final = ("kept", "broken", "renegotiated")


@dataclass(frozen=True, slots=True)
class CommitmentFilter:
    """Which commitments; what is None does not count. ``call`` is a call's id, ``by`` a side,
    ``fate`` one of FATES; ``overdue_on`` leaves those whose day is before a day and of which
    nobody said anything."""

    call: str | None = None
    rep: str | None = None
    account: str | None = None
    by: str | None = None
    fate: str | None = None
    overdue_on: str | None = None

    def of_calls(self) -> list[ColumnElement[bool]]:
        """On their calls, as SQL."""
        chosen: list[tuple[Any, ColumnElement[bool]]] = [
            (self.call, CallRow.id == self.call),
            (self.rep, CallRow.rep_key == folded(self.rep)),
            (self.account, CallRow.account_key == folded(self.account)),
        ]
        return [condition for value, condition in chosen if value is not None]

    def conditions(self) -> list[ColumnElement[bool]]:
        """On the commitments themselves, as SQL."""
        chosen: list[tuple[Any, ColumnElement[bool]]] = [
            (self.by, CommitmentRow.by == self.by),
            (self.fate, CommitmentRow.fate == self.fate),
            (self.overdue_on, CommitmentRow.due < (self.overdue_on or "")),
            (self.overdue_on, CommitmentRow.fate.is_(None)),
        ]
        return [condition for value, condition in chosen if value is not None]


@dataclass(frozen=True, slots=True)
class KeptCommitment:
    """Who will do what by when, with its call; ``fate`` as somebody said, None where nobody did."""

    number: int
    id: str
    turn: int
    sentence: int
    by: str
    speaker: str | None
    what: str
    due: str | None
    due_text: str | None
    quote: str
    fate: str | None
    call: str
    source: str
    rep: str | None
    account: str | None
    date: str | None


OWN: Final = tuple(
    getattr(CommitmentRow, name) for name in list(KeptCommitment.__dataclass_fields__)[:11]
)
CALLS: Final = (CallRow.id, CallRow.source, CallRow.rep, CallRow.account, CallRow.date)


def _commitments(view: View, *, narrow: bool = False) -> Select[Any]:
    """``narrow`` says that the way to them is by their calls, which are few."""
    joined = select(*OWN, *CALLS).join(CallRow, CallRow.number == CommitmentRow.call_number)
    team = true() if narrow else CommitmentRow.team_id == view.team
    return joined.where(view.calls(), team, CommitmentRow.current.is_(True))


def page(
    session: Session, view: View, chosen: CommitmentFilter, limit: int, cursor: int | None = None
) -> tuple[list[KeptCommitment], int | None]:
    """Commitments, newest first, and the cursor that leads to older ones."""
    narrow = how_many(session, view, chosen.of_calls(), FEW_CALLS) < FEW_CALLS
    # A sum is in no index: few are sorted rather than all gone through.
    place = CommitmentRow.number + 0 if narrow else CommitmentRow.number
    query = _commitments(view, narrow=narrow).where(*chosen.of_calls(), *chosen.conditions())
    if cursor is not None:
        query = query.where(place < cursor)
    rows = session.execute(query.order_by(place.desc()).limit(limit + 1)).all()
    found = [KeptCommitment(*row) for row in rows[:limit]]
    return found, found[-1].number if len(rows) > limit else None


def of_id(session: Session, view: View, commitment_id: str) -> KeptCommitment:
    """A commitment. Raises CommitmentNotFound for one that the view lacks."""
    row = session.execute(_commitments(view).where(CommitmentRow.id == commitment_id)).first()
    if row is None:
        raise CommitmentNotFound(
            "expected the id of a commitment of a kept call, found none under it; "
            "GET /v1/commitments lists"
        )
    return KeptCommitment(*row)


def say(
    session: Session, team: str, number: int, author: str, fate: str | None, comment: str | None
) -> None:
    """Keep what somebody says became of a commitment; None leaves it to the calls again. What was
    said before is kept too."""
    session.add(
        FateRow(
            id=new_id(),
            team_id=team,
            commitment_number=number,
            author=author,
            fate=fate,
            comment=comment,
            created_at=stamp(),
        )
    )
    said = update(CommitmentRow).where(CommitmentRow.number == number)
    call = session.scalars(said.values(fate=fate).returning(CommitmentRow.call_number)).one()
    names.changed(session, names.of_calls(session, [call]))


def fates(session: Session, number: int) -> Sequence[FateRow]:
    """All that was said became of a commitment, newest first."""
    query = select(FateRow).where(FateRow.commitment_number == number)
    return session.scalars(query.order_by(FateRow.number.desc())).all()
