"""Reps and accounts by name, and when what is known of them is no longer true."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from api.store.database import dialect_insert
from api.store.tables import CallRow, NameRow

Kind = Literal["rep", "account"]
KEYS: Final = {"rep": CallRow.rep_key, "account": CallRow.account_key}


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A rep's or an account's folded name in a team."""

    kind: Kind
    key: str
    team: str


def of_calls(session: Session, calls: Sequence[int]) -> set[Name]:
    """The names that calls, given by number, have now."""
    query = select(CallRow.team_id, CallRow.rep_key, CallRow.account_key)
    found: set[Name] = set()
    for team, rep, account in session.execute(query.where(CallRow.number.in_(calls))):
        found |= {Name("rep", rep, team)} if rep else set()
        found |= {Name("account", account, team)} if account else set()
    return found


def changed(session: Session, found: Iterable[Name]) -> None:
    """Forget what was worked out of the calls of names: they are others now. In one order always,
    so that nobody waits for somebody who waits."""
    for name in sorted(found):
        insert = dialect_insert(session, NameRow).values(
            team_id=name.team, kind=name.kind, key=name.key, version=1
        )
        again = {"version": NameRow.version + 1, "overview": None, "together": None}
        session.execute(
            insert.on_conflict_do_update(index_elements=["team_id", "kind", "key"], set_=again)
        )


def let_go(session: Session, found: Iterable[Name]) -> None:
    """Forget the names that no call has any more."""
    for name in sorted(found):
        left = select(CallRow.number).where(
            CallRow.team_id == name.team, KEYS[name.kind] == name.key
        )
        session.execute(
            delete(NameRow).where(
                NameRow.team_id == name.team,
                NameRow.kind == name.kind,
                NameRow.key == name.key,
                ~left.exists(),
            )
        )
