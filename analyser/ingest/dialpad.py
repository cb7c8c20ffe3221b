"""Dialpad: a call's lines with wall-clock times."""

from analyser.conversation import Role
from analyser.transcripts.json_fields import (
    Row,
    call_of,
    calls_in,
    id_of,
    iso_date,
    rows,
    since_first,
    with_speech,
    words_of,
)
from analyser.transcripts.segments import Segment
from analyser.transcripts.source import Source
from analyser.transcripts.times import iso_instant
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat


def _is_call(row: Row) -> bool:
    lines = rows(row.get("lines"))
    if not isinstance(row.get("lines"), list):
        return False
    return (bool(lines) and "content" in lines[0] and "type" in lines[0]) or (
        not lines and "call_id" in row
    )


def _recognises(source: Source) -> bool:
    return bool(calls_in(source.json, _is_call))


def _read(source: Source) -> list[RawCall]:
    calls = [_call(row) for row in calls_in(source.json, _is_call)]
    return with_speech(calls, source, "a Dialpad transcript")


def _call(row: Row) -> RawCall:
    spoken = [line for line in rows(row.get("lines")) if line.get("type") == "transcript"]
    times = [iso_instant(line.get("time")) for line in spoken]
    offset = since_first(times)
    segments = [
        Segment(
            words_of(line.get("content")), id_of(line.get("name")), offset(time), role=_role(line)
        )
        for line, time in zip(spoken, times, strict=True)
    ]
    begun = [(t, line) for t, line in zip(times, spoken, strict=True) if t is not None]
    date = iso_date(min(begun, key=lambda pair: pair[0])[1].get("time")) if begun else None
    return call_of(segments, join=True, meta={"date": date}, call_id=row.get("call_id"))


def _role(line: Row) -> Role | None:
    """An own user is the seller's side, a contact the other; a line with both says nothing."""
    user, contact = id_of(line.get("user_id")), id_of(line.get("contact_id"))
    if bool(user) == bool(contact):
        return None
    return Role.REP if user else Role.CUSTOMER


dialpad = TranscriptFormat("a Dialpad transcript", 44, _recognises, _read)
