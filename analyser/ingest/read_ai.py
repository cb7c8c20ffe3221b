"""Read.ai: a meeting's speaker blocks with times since 1970."""

from typing import Any

from analyser.conversation import Participant
from analyser.transcripts.json_fields import (
    Row,
    an_object,
    call_of,
    calls_in,
    email_of,
    epoch,
    first,
    id_of,
    iso_date,
    rows,
    seconds,
    since_first,
    with_speech,
    words_of,
)
from analyser.transcripts.segments import Segment
from analyser.transcripts.source import Source
from analyser.transcripts.times import iso_instant
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat


def _blocks(row: Row) -> object:
    return row.get("speaker_blocks", an_object(row.get("transcript")).get("speaker_blocks"))


def _is_call(row: Row) -> bool:
    return isinstance(_blocks(row), list)


def _recognises(source: Source) -> bool:
    return bool(calls_in(source.json, _is_call))


def _read(source: Source) -> list[RawCall]:
    calls = [_call(row) for row in calls_in(source.json, _is_call)]
    return with_speech(calls, source, "a Read.ai transcript")


def _call(row: Row) -> RawCall:
    blocks = rows(_blocks(row))
    begins = [_time(block.get("start_time")) for block in blocks]
    ends = [_time(block.get("end_time")) for block in blocks]
    since_1970 = any(epoch(b) is not None for b in begins)
    offset = since_first(begins if since_1970 else [0.0])
    segments = [
        Segment(words_of(first(block, "words", "text")), _label(block), offset(b), offset(e))
        for block, b, e in zip(blocks, begins, ends, strict=True)
    ]
    return call_of(
        segments,
        join=False,
        people=_people(row),
        meta=_meta(row),
        call_id=first(row, "session_id", "id"),
    )


def _time(value: object) -> float | None:
    """Seconds since 1970 where the value is such a time, else seconds as they stand."""
    instant = iso_instant(value) if isinstance(value, str) and "T" in value else None
    since_1970 = epoch(value) if instant is None else instant
    return seconds(value) if since_1970 is None else since_1970


def _label(block: Row) -> str | None:
    speaker = block.get("speaker")
    return id_of(first(an_object(speaker), "name", "id")) or id_of(speaker)


def _people(row: Row) -> list[Participant]:
    listed = (*rows(row.get("participants")), an_object(row.get("owner")))
    return [
        Participant(name, None, email_of(person.get("email")))
        for person in listed
        if (name := id_of(first(person, "name")))
    ]


def _meta(row: Row) -> dict[str, Any]:
    begin, end = iso_instant(row.get("start_time")), iso_instant(row.get("end_time"))
    return {
        "title": row.get("title"),
        "date": iso_date(row.get("start_time")),
        "duration_s": None if begin is None or end is None else round(end - begin, 3),
        "organizer_email": email_of(an_object(row.get("owner")).get("email")),
    }


read_ai = TranscriptFormat("a Read.ai transcript", 52, _recognises, _read)
