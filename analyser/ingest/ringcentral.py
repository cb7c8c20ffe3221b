"""RingCentral: RingSense insights, their live events, and the older speech API's list."""

import re
from typing import Any

from analyser.conversation import Participant, Role
from analyser.transcripts.json_fields import (
    Row,
    an_object,
    call_of,
    calls_in,
    first,
    id_of,
    iso_date,
    rows,
    with_speech,
    words_of,
)
from analyser.transcripts.segments import Segment, in_time_order
from analyser.transcripts.source import Source
from analyser.transcripts.times import number, scaled
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat
from analyser.transcripts.words import likely_divisor

ECHO_WORDS = 3
"""Shorter lines may well be said by two people at once. Rule of thumb, not yet checked."""


def _is_call(row: Row) -> bool:
    insights = an_object(row.get("insights"))
    return "Transcript" in insights or ("speakerInfo" in row and "insights" in row)


def _is_line(row: object) -> bool:
    return (
        isinstance(row, dict)
        and row.keys() >= {"speakerId", "start", "end", "text"}
        and not row.keys() & {"speaker", "speaker_name", "speakerName", "sentences", "words"}
        and (isinstance(row["speakerId"], str) or "wordTimings" in row)
    )


def _lines(data: object) -> list[Row]:
    """The older speech API's lines: a bare list, or ``utterances`` in an answer."""
    answer = an_object(data)
    inside = an_object(answer.get("response")) or an_object(answer.get("body")) or answer
    found = rows(inside.get("utterances") if inside else data)
    return found if found and all(_is_line(row) for row in found[:5]) else []


def _recognises(source: Source) -> bool:
    return bool(calls_in(source.json, _is_call) or _lines(source.json))


def _read(source: Source) -> list[RawCall]:
    found = calls_in(source.json, _is_call)
    calls = [_call(row) for row in found] if found else [_speech(_lines(source.json))]
    return with_speech(calls, source, "a RingCentral transcript")


def _call(row: Row) -> RawCall:
    people = {
        key: _person(speaker, key)
        for speaker in rows(row.get("speakerInfo"))
        if (key := id_of(speaker.get("speakerId")))
    }
    segments = _segments(rows(an_object(row.get("insights")).get("Transcript")), people)
    return call_of(
        segments,
        join=True,
        people=people.values(),
        meta=_meta(row),
        call_id=first(row, "sourceRecordId", "sourceSessionId"),
    )


def _speech(lines: list[Row]) -> RawCall:
    return call_of(without_echo(_segments(lines, {})), join=True)


def _segments(lines: list[Row], people: dict[str, Participant]) -> list[Segment]:
    spans = [
        (words_of(line.get("text")), number(line.get("start")), number(line.get("end")))
        for line in lines
    ]
    divisor = likely_divisor(spans, (1, 1000))
    segments = []
    for line in lines:
        key = id_of(line.get("speakerId"))
        label = people[key].name if key in people else id_of(line.get("speakerName")) or key
        start, end = scaled(line.get("start"), divisor), scaled(line.get("end"), divisor)
        segments.append(Segment(words_of(line.get("text")), label, start, end))
    return segments


def _person(speaker: Row, key: str) -> Participant:
    """An own extension is the seller's side; null stands for an outsider."""
    role = None
    if "extensionId" in speaker or "accountId" in speaker:
        own = first(speaker, "extensionId", "accountId")
        role = Role.REP if own else Role.CUSTOMER
    return Participant(id_of(first(speaker, "name", "phoneNumber")) or key, role)


def without_echo(segments: list[Segment]) -> list[Segment]:
    """Without the lines that the other channel overheard: same words, overlapping in time."""
    kept: list[Segment] = []
    for segment in in_time_order(segments):
        if not any(_echoes(before, segment) for before in kept[-6:]):
            kept.append(segment)
    return kept


def _echoes(before: Segment, after: Segment) -> bool:
    if before.speaker == after.speaker or before.end is None or after.start is None:
        return False
    words = re.findall(r"\w+", after.text.casefold())
    return (
        after.start < before.end
        and len(words) >= ECHO_WORDS
        and words == re.findall(r"\w+", before.text.casefold())
    )


def _meta(row: Row) -> dict[str, Any]:
    return {
        "title": row.get("title"),
        "date": iso_date(first(row, "recordingStartTime", "creationTime")),
        "duration_s": scaled(row.get("recordingDurationMs"), 1000),
    }


ringcentral = TranscriptFormat("a RingCentral transcript", 43, _recognises, _read)
