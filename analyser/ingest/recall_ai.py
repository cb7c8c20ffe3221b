"""Recall.ai: a list of ``{"participant": ..., "words": [...]}``; times in seconds, ``relative``.

The older form has ``speaker`` and plain numbers. The name may be null at the start. Live events
wrap each entry in ``data.data``.
"""

from typing import Any

from analyser.conversation import Participant
from analyser.transcripts.json_fields import (
    Row,
    an_object,
    call_of,
    email_of,
    first,
    rows,
    words_of,
)
from analyser.transcripts.segments import Segment, clean_speaker
from analyser.transcripts.source import Source
from analyser.transcripts.times import number
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat


def _is_entry(row: Row) -> bool:
    words = rows(row.get("words"))
    return (
        isinstance(row.get("words"), list)
        and ("participant" in row or "speaker" in row)
        and all("text" in w and "start_timestamp" in w for w in words[:2])
        and "text" not in row
    )


def _entries(data: object) -> list[Row]:
    if isinstance(data, dict):
        inside = first(data, "transcript", "data", "results", "output")
        return _entries(inside) if isinstance(inside, list) else []
    found = [_unwrapped(row) for row in rows(data) if _is_final(row)]
    shapes = found[:3]
    is_known = bool(shapes) and all(_is_entry(row) for row in shapes)
    return found if is_known and any(rows(row.get("words")) for row in found) else []


def _is_final(row: Row) -> bool:
    return row.get("event") in (None, "transcript.data")


def _unwrapped(row: Row) -> Row:
    inner = an_object(an_object(row.get("data")).get("data"))
    return inner or row


def _recognises(source: Source) -> bool:
    return bool(_entries(source.json))


def _read(source: Source) -> list[RawCall]:
    segments, people = [], []
    for row in _entries(source.json):
        person = an_object(row.get("participant"))
        email = email_of(person.get("email"))
        label = clean_speaker(first(person, "name")) or clean_speaker(first(row, "speaker"))
        label = label or email
        words = rows(row.get("words"))
        text = " ".join(words_of(word.get("text")).strip() for word in words)
        starts = (_seconds(word.get("start_timestamp")) for word in words)
        ends = (_seconds(word.get("end_timestamp")) for word in words)
        start = next((at for at in starts if at is not None), None)
        end = max((at for at in ends if at is not None), default=None)
        segments.append(Segment(text, label, start, end))
        if label:
            people.append(Participant(label, None, email))
    return [call_of(segments, join=True, people=people)]


def _seconds(value: Any) -> float | None:
    return number(value.get("relative")) if isinstance(value, dict) else number(value)


recall_ai = TranscriptFormat("Recall.ai JSON", 55, _recognises, _read)
