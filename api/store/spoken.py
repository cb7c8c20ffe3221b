"""What the store holds of a call's talk, and of people's words about it: to mask and to redact."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from analyser.conversation import Conversation
from api.facts import folded
from api.store import calls, names
from api.store.packing import pack_conversation
from api.store.tables import (
    CallRow,
    CommentRow,
    CommitmentRow,
    ExampleRow,
    FateRow,
    MomentRow,
    TranscriptRow,
    VerdictRow,
)
from api.store.words import reword

OF_CALL: Final = ("source", "title", "account", "opportunity", "type", "outcome", "error_detail")
OF_MOMENT: Final = ("quote", "because", "instead")
OF_COMMITMENT: Final = ("what", "quote", "due_text")


def change_words(session: Session, call: CallRow, to: Callable[[str], str]) -> bool:
    """Change every text beside transcript and report; False where all stay as they are."""
    found = [
        (row, name, new)
        for row, name in _texts(session, call)
        if (old := getattr(row, name)) is not None and (new := to(old)) != old
    ]
    if not found:
        return False
    known = names.of_calls(session, [call.number])
    names.changed(session, known)
    for row, name, new in found:
        setattr(row, name, new)
    call.account_key = folded(call.account)
    session.flush()
    names.let_go(session, known)
    return True


def change_transcript(
    session: Session, call: CallRow, before: Conversation, after: Conversation
) -> None:
    """Put another conversation in place of a call's, and its words in place of the others."""
    reword(session.connection(), call.number, calls.words_in(before), calls.words_in(after))
    session.get_one(TranscriptRow, call.number).conversation = pack_conversation(after)
    session.flush()


def _texts(session: Session, call: CallRow) -> Iterator[tuple[Any, str]]:
    """Rows, and the names of their columns that hold talk or words about it."""
    moments = select(MomentRow.number).where(MomentRow.call_number == call.number)
    promises = select(CommitmentRow.number).where(CommitmentRow.call_number == call.number)
    places = (
        (select(MomentRow).filter_by(call_number=call.number), OF_MOMENT),
        (select(CommitmentRow).filter_by(call_number=call.number), OF_COMMITMENT),
        (select(CommentRow).filter_by(call_number=call.number), ("text",)),
        (select(VerdictRow).where(VerdictRow.moment_number.in_(moments)), ("comment",)),
        (select(ExampleRow).where(ExampleRow.moment_number.in_(moments)), ("note",)),
        (select(FateRow).where(FateRow.commitment_number.in_(promises)), ("comment",)),
    )
    yield from ((call, name) for name in OF_CALL)
    for query, columns in places:
        for row in session.scalars(query):
            yield from ((row, name) for name in columns)
