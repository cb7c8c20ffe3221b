"""Calls: accept them, find them, list them, forget them."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import delete, func, literal_column, select, update
from sqlalchemy.orm import Session

from analyser.conversation import Conversation
from api.errors import AnalysisFailed, CallNotFound
from api.facts import facts_of, folded
from api.store import names
from api.store.clock import new_id, stamp
from api.store.database import insert_new
from api.store.names import Name
from api.store.packing import pack_conversation, unpack, unpack_conversation
from api.store.tables import CallRow, ReportRow, TranscriptRow
from api.store.view import View
from api.store.words import forget_words, index_words, words_of

ACCEPTED: Final = "accepted"
ANALYSED: Final = "analysed"
FAILED: Final = "failed"


@dataclass(frozen=True, slots=True)
class NewCall:
    """A call that is handed in. ``key`` names content and options, ``content_hash`` the content;
    ``reps`` are the options' names of the seller's people, as JSON; ``rep`` whose call it is."""

    key: str
    content_hash: str
    conversation: Conversation
    reps: str
    created_by: str
    rep: str | None = None


@dataclass(frozen=True, slots=True)
class CallState:
    """Where a call stands; ``number`` is the store's own name of it."""

    number: int
    id: str
    state: str
    error_type: str | None = None
    error_detail: str | None = None


@dataclass(frozen=True, slots=True)
class KeptReport:
    """A call's report as JSON text; ``etag`` changes with it."""

    id: str
    report: str
    etag: str


@dataclass(frozen=True, slots=True)
class CallSummary:
    """A call in a list. Times are ISO 8601 in UTC; ``high_moments`` counts the moments of
    severity high. What the analysis tells is None until it is done."""

    id: str
    state: str
    source: str
    title: str | None
    source_id: str | None
    rep: str | None
    account: str | None
    opportunity: str | None
    type: str | None
    outcome: str | None
    date: str | None
    trust_score: float | None
    high_moments: int
    model: str | None
    created_at: str
    analysed_at: str | None
    error_type: str | None
    error_detail: str | None


SUMMARY: Final = tuple(getattr(CallRow, name) for name in CallSummary.__dataclass_fields__)


def accept(session: Session, team: str, call: NewCall) -> tuple[CallState, bool]:
    """Keep a call to be analysed, and whether it is new; else the one that was kept first."""
    row_id = new_id()
    number = insert_new(session, CallRow, _values(row_id, team, call))
    if number is None:
        known = find(session, team, call.key)
        if known is None:
            raise not_found()
        return known, False
    transcript = TranscriptRow(
        call_number=number, reps=call.reps, conversation=pack_conversation(call.conversation)
    )
    session.add(transcript)
    index_words(session.connection(), number, words_in(call.conversation))
    return CallState(number, row_id, ACCEPTED), True


def _values(row_id: str, team: str, call: NewCall) -> dict[str, Any]:
    facts = facts_of(call.conversation.meta)
    rep = call.rep or facts.rep
    names = ("account", "opportunity", "type", "outcome", "source_id", "date", "day")
    return {
        "id": row_id,
        "team_id": team,
        "key": call.key,
        "content_hash": call.content_hash,
        "state": ACCEPTED,
        "created_at": stamp(),
        "created_by": call.created_by,
        "source": call.conversation.source or "call",
        **{name: getattr(facts, name) for name in names},
        "rep": rep,
        "rep_key": folded(rep),
        "account_key": folded(facts.account),
    }


def words_in(call: Conversation) -> list[str]:
    """The words that search finds a call by."""
    return words_of(text for turn in call.turns for text in (turn.text, turn.speaker or ""))


STATE: Final = (
    CallRow.number,
    CallRow.id,
    CallRow.state,
    CallRow.error_type,
    CallRow.error_detail,
)


def find(session: Session, team: str, key: str) -> CallState | None:
    """The call kept under a key of content and options, if any."""
    query = select(*STATE).where(CallRow.team_id == team, CallRow.key == key)
    row = session.execute(query).first()
    return None if row is None else CallState(*row)


def team_of(session: Session, number: int) -> str:
    """Whose a call is. Raises CallNotFound."""
    team = session.scalar(select(CallRow.team_id).where(CallRow.number == number))
    if team is None:
        raise not_found()
    return team


def state_of(session: Session, number: int) -> CallState:
    """Where a call stands. Raises CallNotFound."""
    row = session.execute(select(*STATE).where(CallRow.number == number)).first()
    if row is None:
        raise not_found()
    return CallState(*row)


def seen(session: Session, view: View, call_id: str) -> CallState:
    """Where the call of an id stands. Raises CallNotFound for one that the view lacks."""
    row = session.execute(select(*STATE).where(CallRow.id == call_id, view.calls())).first()
    if row is None:
        raise not_found()
    return CallState(*row)


def report_of(session: Session, number: int) -> KeptReport | None:
    """The report on a call, None until there is one."""
    query = select(CallRow.id, ReportRow.report, ReportRow.etag).join(
        ReportRow, ReportRow.call_number == CallRow.number
    )
    row = session.execute(query.where(CallRow.number == number)).first()
    return None if row is None else KeptReport(row[0], unpack(row[1]), row[2])


def conversation_of(session: Session, number: int) -> tuple[Conversation, str]:
    """What was handed in, and the options' names as JSON. Raises CallNotFound."""
    row = session.get(TranscriptRow, number)
    if row is None:
        raise not_found()
    return unpack_conversation(row.conversation), row.reps


def mark_of(session: Session, number: int, *, lock: bool = False) -> str:
    """What changes with what was handed in and with who sells; ``lock`` lets nobody change it
    before the session ends. Raises CallNotFound."""
    row = session.get(TranscriptRow, number, with_for_update=lock)
    if row is None:
        raise not_found()
    return hashlib.sha256(row.reps.encode() + b"\0" + row.conversation).hexdigest()


def mark_with_state(session: Session, number: int, *, lock: bool = False) -> str:
    """As ``mark_of``; it also changes when the call is analysed. Raises CallNotFound."""
    mark = mark_of(session, number, lock=lock)
    return f"{mark} {state_of(session, number).state}"


def name_reps(session: Session, number: int, reps: Sequence[str]) -> set[Name]:
    """Note who sells in a call. Whose call it is follows from the next report, unless it is one
    of them already. Gives the names that the call had."""
    session.execute(
        update(TranscriptRow)
        .where(TranscriptRow.call_number == number)
        .values(reps=json.dumps(list(reps)))
    )
    known = names.of_calls(session, [number])
    session.execute(
        update(CallRow)
        .where(CallRow.number == number, CallRow.rep_key.not_in([folded(rep) for rep in reps]))
        .values(rep=None, rep_key=None)
    )
    return known


def summary_of(session: Session, number: int) -> CallSummary:
    """A call as lists show it. Raises CallNotFound."""
    row = session.execute(select(*SUMMARY).where(CallRow.number == number)).first()
    if row is None:
        raise not_found()
    return CallSummary(*row)


def forget(session: Session, numbers: list[int]) -> None:
    """Forget calls: what was said, what was found in it and what was said about that."""
    for number in numbers:
        conversation, _ = conversation_of(session, number)
        forget_words(session.connection(), number, words_in(conversation))
    known = names.of_calls(session, numbers)
    names.changed(session, known)
    session.execute(delete(CallRow).where(CallRow.number.in_(numbers)))
    names.let_go(session, known)


def waiting(session: Session) -> int:
    """How many calls of all teams are accepted and not yet analysed."""
    query = select(func.count()).where(CallRow.state == literal_column(f"'{ACCEPTED}'"))
    return session.scalar(query) or 0


def not_found() -> CallNotFound:
    """The error for ids that lead to no call, or to another team's."""
    return CallNotFound("expected the id of a kept call, found none under it; GET /v1/calls lists")


def failed(state: CallState) -> AnalysisFailed:
    """The error for calls that could not be analysed."""
    return AnalysisFailed(
        f"expected an analysed call, found one that could not be: {state.error_detail}; "
        "hand it in again or delete it"
    )
