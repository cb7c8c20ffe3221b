"""Zoom and Zoom Phone: the transcript as a JSON timeline."""

from analyser.conversation import Participant
from analyser.errors import DamagedInput
from analyser.transcripts.json_fields import (
    Row,
    an_object,
    call_of,
    calls_in,
    email_of,
    first,
    id_of,
    iso_date,
    rows,
    seconds,
    with_speech,
    words_of,
)
from analyser.transcripts.segments import Segment
from analyser.transcripts.source import Source
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat


def _is_call(row: Row) -> bool:
    timeline = row.get("timeline")
    if not isinstance(timeline, list):
        return False
    return row.get("type") == "zoom_transcript" or any(
        "ts" in piece for piece in rows(timeline[:3])
    )


def _recognises(source: Source) -> bool:
    return bool(calls_in(source.json, _is_call))


def _read(source: Source) -> list[RawCall]:
    found = calls_in(source.json, _is_call)
    if not any("text" in piece for row in found for piece in rows(row["timeline"])):
        raise DamagedInput(
            f"{source.name}: expected a Zoom transcript, found a timeline of speakers without "
            "words; download the audio transcript (.vtt) of the recording"
        )
    return with_speech([_call(row) for row in found], source, "a Zoom transcript")


def _call(row: Row) -> RawCall:
    pieces = rows(row.get("timeline"))
    segments = [
        Segment(
            words_of(piece.get("text")),
            person.name if (person := _speaker(piece)) else None,
            seconds(piece.get("ts")),
            seconds(piece.get("end_ts")),
        )
        for piece in pieces
    ]
    return call_of(
        segments,
        join=True,
        people=[person for piece in pieces if (person := _speaker(piece))],
        meta={"title": row.get("topic"), "date": iso_date(row.get("recording_start"))},
        call_id=first(row, "recording_id", "call_id", "meeting_id"),
    )


def _speaker(piece: Row) -> Participant | None:
    """The first user of the piece: Zoom names several only while they overlap."""
    users = piece.get("users")
    listed = users[0] if isinstance(users, list) and users else users
    user = an_object(listed)
    email = email_of(first(user, "email_address", "email"))
    names = ("username", "user_name", "display_name", "name")
    name = id_of(first(user, *names)) or id_of(listed) or id_of(first(piece, *names)) or email
    return Participant(name, None, email) if name else None


zoom_timeline = TranscriptFormat("a Zoom JSON timeline", 42, _recognises, _read)
