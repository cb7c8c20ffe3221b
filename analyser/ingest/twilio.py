"""Twilio Conversational Intelligence: pages of sentences, joined with the transcript resource."""

import re
from dataclasses import dataclass, field
from typing import Final

from analyser.conversation import Participant
from analyser.errors import DamagedInput
from analyser.transcripts.json_fields import (
    Row,
    an_object,
    call_of,
    first,
    id_of,
    iso_date,
    rows,
    seconds,
    with_speech,
    words_of,
)
from analyser.transcripts.role_words import role_word
from analyser.transcripts.segments import Segment
from analyser.transcripts.source import Source
from analyser.transcripts.times import number
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat

_DEPTH: Final = 4
_SID: Final = re.compile(r"\bGT[0-9A-Za-z]{1,64}\b")
_UNFINISHED: Final = frozenset({"queued", "in-progress", "failed", "canceled", "error"})


@dataclass(slots=True)
class _Found:
    """Sentences by their transcript's sid ("" where not told), and the transcript resources."""

    sentences: dict[str, list[Row]] = field(default_factory=dict)
    resources: dict[str, Row] = field(default_factory=dict)


def _is_sentence(row: object) -> bool:
    if not isinstance(row, dict) or "transcript" not in row:
        return False
    older = "channel" in row and "sentence_index" in row
    return older or bool(row.keys() & {"media_channel", "mediaChannel"})


def _is_resource(row: Row) -> bool:
    channel = an_object(row.get("channel"))
    return "participants" in channel or (
        "media_properties" in channel and str(row.get("sid")).startswith("GT")
    )


def _walk(data: object, found: _Found, sid: str, depth: int) -> None:
    if isinstance(data, list):
        if data and _is_sentence(data[0]):
            found.sentences.setdefault(sid, []).extend(rows(data))
        elif depth and isinstance(next(iter(data), None), dict):
            for row in data:
                _walk(row, found, sid, depth - 1)
    elif isinstance(data, dict) and depth:
        own = _own_sid(data) or sid
        if _is_resource(data):
            found.resources[own] = data
        for key in ("sentences", "transcript", "transcripts", "data", "pages", "response", "body"):
            if isinstance(data.get(key), list | dict):
                _walk(data[key], found, own, depth - 1)


def _own_sid(row: Row) -> str:
    told = first(row, "transcript_sid", "transcriptSid", "sid") or an_object(row.get("meta")).get(
        "url"
    )
    match = _SID.search(told) if isinstance(told, str) else None
    return match.group() if match else ""


def _found(data: object) -> _Found:
    found = _Found()
    _walk(data, found, "", _DEPTH)
    return found


def _recognises(source: Source) -> bool:
    found = _found(source.json)
    return bool(found.sentences or found.resources)


def _read(source: Source) -> list[RawCall]:
    found = _found(source.json)
    if not found.sentences:
        status = {r.get("status") for r in found.resources.values()} & _UNFINISHED
        state = f"one that is {min(status, key=str)}" if status else "its resource alone"
        raise DamagedInput(
            f"{source.name}: expected a Twilio transcript with sentences, found {state}; "
            "hand in the pages of /Transcripts/{sid}/Sentences once it is completed"
        )
    resources = list(found.resources.values())
    only: Row = resources[0] if len(resources) == 1 and len(found.sentences) == 1 else {}
    calls = [
        _call(sid, sentences, found.resources.get(sid, only))
        for sid, sentences in found.sentences.items()
    ]
    return with_speech(calls, source, "a Twilio transcript")


def _call(sid: str, sentences: list[Row], resource: Row) -> RawCall:
    people = {
        key: _person(person, key)
        for person in rows(an_object(resource.get("channel")).get("participants"))
        if (key := id_of(first(person, "channel_participant", "channelParticipant")))
    }
    unique = {id_of(s.get("sid")) or f"#{n}": s for n, s in enumerate(sentences)}
    ordered = sorted(
        unique.values(), key=lambda s: number(first(s, "sentence_index", "sentenceIndex")) or 0
    )
    meta = {
        "date": iso_date(first(resource, "media_start_time", "date_created")),
        "duration_s": number(resource.get("duration")),
        "language": resource.get("language_code"),
    }
    return call_of(
        [_segment(row, people) for row in ordered],
        join=True,
        people=people.values(),
        meta=meta,
        call_id=sid or _own_sid(resource) or None,
    )


def _person(person: Row, key: str) -> Participant:
    role = id_of(person.get("role"))
    name = id_of(first(person, "full_name", "fullName")) or role or key
    return Participant(name, role_word(role), id_of(first(person, "email")))


def _segment(row: Row, people: dict[str, Participant]) -> Segment:
    channel = id_of(first(row, "media_channel", "mediaChannel", "channel"))
    return Segment(
        words_of(row.get("transcript")),
        people[channel].name if channel in people else channel,
        seconds(first(row, "start_time", "startTime")),
        seconds(first(row, "end_time", "endTime")),
    )


twilio = TranscriptFormat("a Twilio transcript", 41, _recognises, _read)
