"""Fireflies: the GraphQL answer, its inner object, or a bare list of sentences."""

from typing import Any

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
    resaved,
    rows,
    seconds,
    with_speech,
    words_of,
)
from analyser.transcripts.segments import Segment
from analyser.transcripts.source import Source
from analyser.transcripts.times import number
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat

_OWN_KEYS = frozenset(
    {"organizer_email", "host_email", "meeting_attendees", "dateString", "fireflies_users"}
    | {"transcript_url", "meeting_link", "speakers", "date", "participants"}
)


def _is_sentence(row: object) -> bool:
    return (
        isinstance(row, dict)
        and "speaker_name" in row
        and bool(row.keys() & {"text", "raw_text", "sentence"})
        and bool(row.keys() & {"raw_text", "ai_filters", "index", "speaker_id", "sentence"})
        and "media_channel" not in row
    )


def _is_call(row: Row) -> bool:
    if "sentences" not in row:
        return False
    listed = row["sentences"]
    if isinstance(listed, list) and listed:
        sentence = an_object(listed[0])
        return _is_sentence(sentence) or ("speaker_name" in sentence and "text" in sentence)
    return listed in (None, []) and bool(row.keys() & _OWN_KEYS)


def _is_bare(data: object) -> bool:
    return isinstance(data, list) and bool(data) and all(_is_sentence(row) for row in data[:5])


def _is_refusal(data: object) -> bool:
    """A GraphQL answer that says why there is no transcript."""
    answer = an_object(data)
    inner = an_object(answer.get("data"))
    named = "transcript" in inner or "transcripts" in inner
    return named and not inner.get("transcript") and not inner.get("transcripts")


def _recognises(source: Source) -> bool:
    data = source.json
    return _is_bare(data) or _is_refusal(data) or bool(calls_in(data, _is_call))


def _read(source: Source) -> list[RawCall]:
    data = source.json
    if _is_refusal(data):
        raise DamagedInput(
            f"{source.name}: expected a Fireflies transcript, found an answer without one; "
            "ask the API again with the id of a finished transcript"
        )
    found = [{"sentences": data}] if _is_bare(data) else calls_in(data, _is_call)
    return with_speech([_call(row) for row in found], source, "a Fireflies transcript")


def _call(row: Row) -> RawCall:
    names = {
        key: name
        for s in rows(row.get("speakers"))
        if (key := id_of(s.get("id"))) and (name := id_of(s.get("name")))
    }
    segments = resaved(_segment(sentence, names) for sentence in rows(row.get("sentences")))
    return call_of(segments, join=True, people=_people(row), meta=_meta(row), call_id=row.get("id"))


def _segment(row: Row, names: dict[str, str]) -> Segment:
    speaker = id_of(row.get("speaker_name")) or names.get(id_of(row.get("speaker_id")) or "")
    return Segment(
        words_of(first(row, "text", "raw_text", "sentence")),
        speaker,
        seconds(first(row, "start_time", "startTime", "start")),
        seconds(first(row, "end_time", "endTime", "end")),
    )


def _people(row: Row) -> list[Participant]:
    listed = (*rows(row.get("meeting_attendees")), *rows(row.get("user")))
    return [
        Participant(name, None, email_of(person.get("email")))
        for person in listed
        if (name := id_of(first(person, "displayName", "name")))
    ]


def _meta(row: Row) -> dict[str, Any]:
    minutes = number(row.get("duration"))
    return {
        "title": row.get("title"),
        "date": iso_date(row.get("dateString")) or iso_date(row.get("date")),
        "duration_s": None if minutes is None else round(minutes * 60, 3),
        "organizer_email": email_of(first(row, "organizer_email", "host_email")),
    }


fireflies = TranscriptFormat("a Fireflies transcript", 22, _recognises, _read)
