"""Avoma: one transcription, a list of them, or a page of the API."""

from analyser.conversation import Participant, Role
from analyser.transcripts.json_fields import (
    Row,
    call_of,
    calls_in,
    email_of,
    id_of,
    rows,
    with_speech,
    words_of,
)
from analyser.transcripts.segments import Segment
from analyser.transcripts.source import Source
from analyser.transcripts.times import number
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat


def _is_call(row: Row) -> bool:
    talk = row.get("transcript")
    if isinstance(talk, list) and talk and isinstance(talk[0], dict):
        return isinstance(talk[0].get("transcript"), str) and (
            "timestamps" in talk[0] or "speaker_id" in talk[0]
        )
    return not talk and "transcript" in row and "transcription_vtt_url" in row


def _recognises(source: Source) -> bool:
    return bool(calls_in(source.json, _is_call))


def _read(source: Source) -> list[RawCall]:
    calls = [_call(row) for row in calls_in(source.json, _is_call)]
    return with_speech(calls, source, "an Avoma transcription")


def _call(row: Row) -> RawCall:
    people = {
        key: _person(speaker, key)
        for speaker in rows(row.get("speakers"))
        if (key := id_of(speaker.get("id")))
    }
    segments = [_segment(turn, people) for turn in rows(row.get("transcript"))]
    return call_of(
        segments,
        join=False,
        people=people.values(),
        call_id=row.get("meeting_uuid") or row.get("uuid"),
    )


def _person(speaker: Row, key: str) -> Participant:
    email = email_of(speaker.get("email"))
    is_rep = speaker.get("is_rep")
    role = (Role.REP if is_rep else Role.CUSTOMER) if isinstance(is_rep, bool) else None
    return Participant(id_of(speaker.get("name")) or email or key, role, email)


def _segment(turn: Row, people: dict[str, Participant]) -> Segment:
    """One turn; the last word's start stands for the end, which the file does not give."""
    key = id_of(turn.get("speaker_id"))
    stamps = turn.get("timestamps")
    times = [number(t) for t in stamps] if isinstance(stamps, list) else []
    known = [t for t in times if t is not None]
    return Segment(
        words_of(turn.get("transcript")),
        people[key].name if key in people else key,
        times[0] if times else None,
        max(known) if len(known) > 1 else None,
    )


avoma = TranscriptFormat("an Avoma transcription", 46, _recognises, _read)
