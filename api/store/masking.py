"""Blot out mentions of a person in what a team keeps, and forget the person's way in."""

import hashlib
import json
import re
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from analyser.conversation import Conversation
from api.access import Role
from api.facts import folded
from api.store import names
from api.store.packing import pack, report_text, unpack
from api.store.spoken import change_transcript, change_words
from api.store.tables import (
    CallRow,
    CollectionRow,
    CommitmentRow,
    IdempotencyRow,
    ItemRow,
    JobRow,
    KeyRow,
    PastCallRow,
    ReportRow,
    TranscriptRow,
    UserRow,
)

MASK: Final = "█"
Pattern = re.Pattern[str]


def masked(value: Any, pattern: Pattern) -> Any:
    """A value with each mention in its texts blotted out, as long as before: places stay right.

    >>> masked({"a": ["Hi Lee Park!"]}, re.compile("Lee Park"))
    {'a': ['Hi ████████!']}
    """
    if isinstance(value, str):
        return pattern.sub(lambda found: MASK * len(found.group()), value)
    if isinstance(value, dict):
        return {masked(key, pattern): masked(one, pattern) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [masked(one, pattern) for one in value]
    return value


def mask_in_call(session: Session, call: CallRow, before: Conversation, pattern: Pattern) -> bool:
    """Blot out mentions in everything that is kept of a call; False where there are none."""
    after = _conversation(before, pattern)
    report = session.get(ReportRow, call.number)
    told = json.loads(unpack(report.report)) if report is not None else None
    # Not the JSON text: there a line's end or a quotation mark is written as something else.
    telling = masked(told, pattern)
    is_changed = change_words(session, call, lambda words: str(masked(words, pattern)))
    is_changed |= _mask_beside(session, call, pattern)
    if after == before and telling == told and not is_changed:
        return False
    names.changed(session, names.of_calls(session, [call.number]))
    if after != before:
        change_transcript(session, call, before, after)
    if report is not None and telling != told:
        new_text = report_text(telling)
        report.report = pack(new_text)
        report.etag = hashlib.sha256(new_text.encode()).hexdigest()[:32]
        session.flush()
        session.execute(delete(PastCallRow).where(PastCallRow.call_number == call.number))
    return True


def _conversation(call: Conversation, pattern: Pattern) -> Conversation:
    return replace(
        call,
        id=masked(call.id, pattern),
        source=masked(call.source, pattern),
        meta=masked(dict(call.meta), pattern),
        warnings=tuple(masked(call.warnings, pattern)),
        turns=tuple(
            replace(turn, text=masked(turn.text, pattern), speaker=masked(turn.speaker, pattern))
            for turn in call.turns
        ),
        participants=tuple(
            replace(one, name=masked(one.name, pattern), email=masked(one.email, pattern))
            for one in call.participants
        ),
    )


def _mask_beside(session: Session, call: CallRow, pattern: Pattern) -> bool:
    """Blot out mentions in what came beside a call, and in who speaks; False where there are
    none."""
    transcript = session.get_one(TranscriptRow, call.number)
    promises = session.scalars(select(CommitmentRow).filter_by(call_number=call.number)).all()
    places: list[tuple[Any, str]] = [(call, "rep"), (call, "source_id")]
    places += [(promise, "speaker") for promise in promises]
    found = [
        (row, name, new)
        for row, name in places
        if (new := masked(getattr(row, name), pattern)) != getattr(row, name)
    ]
    reps = json.loads(transcript.reps)
    if not found and masked(reps, pattern) == reps:
        return False
    known = names.of_calls(session, [call.number])
    names.changed(session, known)
    for row, name, new in found:
        setattr(row, name, new)
    transcript.reps = json.dumps(masked(reps, pattern))
    call.rep_key = folded(call.rep)
    session.flush()
    names.let_go(session, known)
    return True


def mask_in_team(session: Session, team: str, pattern: Pattern) -> None:
    """Blot out mentions in what a team keeps beside its calls: jobs with their items, collections,
    names of keys."""
    items = select(ItemRow).join(JobRow, JobRow.number == ItemRow.job_number)
    for item in session.scalars(items.where(JobRow.team_id == team)):
        item.name, item.error_detail = masked([item.name, item.error_detail], pattern)
    # What came since the erasure was asked for waits with its options, and is another matter.
    waits = exists().where(ItemRow.job_number == JobRow.number, ItemRow.payload.is_not(None))
    for job in session.scalars(select(JobRow).where(JobRow.team_id == team, ~waits)):
        job.options = json.dumps(masked(json.loads(job.options), pattern))
    collections = session.scalars(select(CollectionRow).filter_by(team_id=team)).all()
    taken = {one.name for one in collections}
    for one in collections:
        one.about = masked(one.about, pattern)
        if (name := masked(one.name, pattern)) != one.name:
            one.name = _free(name, taken)
            taken.add(one.name)
    for key in session.scalars(select(KeyRow).filter_by(team_id=team)):
        key.name = masked(key.name, pattern)
    for again in session.scalars(select(IdempotencyRow).filter_by(team_id=team)):
        if pattern.search(again.name):
            session.delete(again)


def _free(name: str, taken: set[str]) -> str:
    """A name that no other collection has."""
    number, free = 2, name
    while free in taken:
        number, free = number + 1, f"{name[:190]} ({number})"
    return free


def forget_accounts(session: Session, team: str, name: str | None, email: str | None) -> None:
    """Forget the users, admins apart, of an e-mail address, and those users and keys that see a
    rep's calls alone, where the rep is the person."""
    users = session.scalars(
        select(UserRow).where(UserRow.team_id == team, UserRow.role != Role.ADMIN.value)
    )
    for user in users:
        is_rep = name is not None and folded(user.rep) == folded(name)
        if is_rep or (email is not None and user.email == email.casefold()):
            session.delete(user)
    for key in session.scalars(select(KeyRow).filter_by(team_id=team)):
        if name is not None and folded(key.rep) == folded(name):
            session.delete(key)
