"""Fathom API: the transcript answer, a meeting with its transcript, or a page of meetings."""

from typing import Any

from analyser.conversation import Participant, Role
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
from analyser.transcripts.times import iso_instant
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat


def _is_piece(row: object) -> bool:
    return (
        isinstance(row, dict) and "text" in row and "display_name" in an_object(row.get("speaker"))
    )


def _is_call(row: Row) -> bool:
    talk = row.get("transcript")
    if isinstance(talk, list) and talk:
        return _is_piece(talk[0])
    return not talk and "transcript" in row and "calendar_invitees" in row


def _is_bare(data: object) -> bool:
    return isinstance(data, list) and bool(data) and _is_piece(data[0])


def _recognises(source: Source) -> bool:
    return _is_bare(source.json) or bool(calls_in(source.json, _is_call))


def _read(source: Source) -> list[RawCall]:
    data = source.json
    found = [{"transcript": data}] if _is_bare(data) else calls_in(data, _is_call)
    return with_speech([_call(row) for row in found], source, "a Fathom transcript")


def _call(row: Row) -> RawCall:
    pieces = rows(row.get("transcript"))
    return call_of(
        [Segment(words_of(p.get("text")), _label(p), seconds(p.get("timestamp"))) for p in pieces],
        join=True,
        people=_people(row, pieces),
        meta=_meta(row),
        call_id=first(row, "recording_id", "id"),
    )


def _label(piece: Row) -> str | None:
    speaker = an_object(piece.get("speaker"))
    return id_of(first(speaker, "display_name", "matched_calendar_invitee_email"))


def _people(row: Row, pieces: list[Row]) -> list[Participant]:
    """The speakers, matched with the invitees by speaker name, then e-mail, then own name."""
    invited: dict[str, Participant] = {}
    for invitee in rows(row.get("calendar_invitees")):
        outside = invitee.get("is_external")
        role = (Role.CUSTOMER if outside else Role.REP) if isinstance(outside, bool) else None
        email = email_of(invitee.get("email"))
        for key in ("name", "email", "matched_speaker_display_name"):
            if label := id_of(invitee.get(key)):
                invited[label.casefold()] = Participant(label, role, email)
    recorder = an_object(row.get("recorded_by"))
    if name := id_of(recorder.get("name")):
        own = Participant(name, Role.REP, email_of(recorder.get("email")))
        invited.setdefault(name.casefold(), own)
    people = []
    for piece in pieces:
        label = _label(piece)
        email = email_of(an_object(piece.get("speaker")).get("matched_calendar_invitee_email"))
        if label:
            match = invited.get(label.casefold()) or invited.get(email or "")
            address = email or (match.email if match else None)
            people.append(Participant(label, match.role if match else None, address))
    return people


def _meta(row: Row) -> dict[str, Any]:
    begin, end = (
        iso_instant(row.get("recording_start_time")),
        iso_instant(row.get("recording_end_time")),
    )
    language = row.get("transcript_language")
    return {
        "title": first(row, "title", "meeting_title"),
        "date": iso_date(first(row, "recording_start_time", "scheduled_start_time", "created_at")),
        "duration_s": None if begin is None or end is None else round(end - begin, 3),
        "language": None if language == "unknown" else language,
        "organizer_email": email_of(an_object(row.get("recorded_by")).get("email")),
    }


fathom_api = TranscriptFormat("a Fathom API transcript", 48, _recognises, _read)
