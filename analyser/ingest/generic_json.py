"""JSON of no known tool: rows with a text and a speaker, or a transcript in one string."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from analyser.conversation import Turn
from analyser.errors import DamagedInput, TranscriptError
from analyser.transcripts.json_fields import (
    Row,
    call_of,
    email_of,
    first,
    id_of,
    iso_date,
    with_speech,
)
from analyser.transcripts.role_words import roles_by_words
from analyser.transcripts.row_times import plain_key
from analyser.transcripts.segments import Segment
from analyser.transcripts.source import Source
from analyser.transcripts.talk_lists import Found, parted, several, spread, talk_in
from analyser.transcripts.talk_rows import plain, segments_of_rows
from analyser.transcripts.times import number
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat

DEEPEST: Final = 16
"""Levels of lists and objects in one call among several."""

_UNFINISHED: Final = frozenset(
    {
        *("error", "failed", "failure", "processing", "queued", "pending", "in_progress"),
        *("inprogress", "in progress", "running", "submitted", "notstarted", "canceled"),
    }
)
_FACTS: Final = {
    "title": ("title", "callname", "calltitle", "meetingtitle", "topic", "subject"),
    "account": ("account", "accountname", "company", "customercompany", "prospectcompany"),
    "language": ("language", "languagecode", "lang", "locale"),
    "call_type": ("calltype", "meetingtype"),
}
_DATES: Final = (
    *("date", "started", "startedat", "calldate", "meetingdate", "datetime", "recordedat"),
    *("starttime", "scheduledat", "createdat"),
)
_LENGTHS: Final = (
    *(("durationseconds", 1), ("durationsecs", 1), ("durationsec", 1), ("durationinseconds", 1)),
    *(("callduration", 1), ("lengthseconds", 1), ("durationms", 1000), ("durationmillis", 1000)),
    *(("durationminutes", 1 / 60), ("durationmin", 1 / 60), ("durationmins", 1 / 60)),
)
_IDS: Final = ("callid", "conversationid", "meetingid", "transcriptid", "sessionid", "id", "uuid")


def _recognises(source: Source) -> bool:
    data = source.json
    if not isinstance(data, dict | list):
        return False
    if talk_in(data) or _state(data) or _is_empty(data):
        return True
    entries = several(data)
    return bool(entries) and _is_known(entries[0] if entries else {}, source.name)


def _read(source: Source) -> list[RawCall]:
    data = source.json
    if found := talk_in(data):
        calls = list(_calls(found, source.name))
    elif state := _state(data):
        raise DamagedInput(
            f"{source.name}: expected a finished transcript, found an answer with the status "
            f'"{state}"; export it again when transcription has finished'
        )
    else:
        calls = [call for row in several(data) or () for call in _any_calls(row, source.name)]
    return with_speech(calls, source, "a transcript as JSON")


def _state(data: object) -> str | None:
    """The status of an answer that has none of the talk."""
    named = plain(data) if isinstance(data, dict) else {}
    states = (named.get(key) for key in ("status", "jobstatus", "transcriptionstatus", "state"))
    found = next((s.casefold() for s in states if isinstance(s, str)), None)
    return found if found in _UNFINISHED else None


def _is_empty(data: object) -> bool:
    """Whether this is a transcript with no talk in it."""
    named = plain(data) if isinstance(data, dict) else {}
    keys = ("transcript", "transcription", "utterances", "turns", "conversation", "segments")
    return any(key in named and named[key] in (None, "", [], {}) for key in keys)


def _is_known(entry: Row, name: str) -> bool:
    from analyser.ingest import all_formats

    if not _is_shallow(entry):
        return False
    try:
        inner = Source(name, json.dumps(entry).encode())
        return any(candidate.recognises(inner) for _, candidate in all_formats())
    except (TranscriptError, RecursionError):
        return False


def _any_calls(entry: Row, name: str) -> list[RawCall]:
    """The calls in one entry of several, of any known shape; without turns where it has none."""
    silent = [RawCall(())]
    if not _is_shallow(entry):
        return silent
    try:
        return _again(json.dumps(entry).encode(), name) or silent
    except (TranscriptError, RecursionError):
        return silent


def _is_shallow(entry: Row) -> bool:
    """Whether lists and objects are nested no deeper than calls are, which bounds the search."""
    level: list[Any] = [entry]
    for _ in range(DEEPEST):
        inside = (v.values() if isinstance(v, dict) else v for v in level)
        level = [v for values in inside for v in values if isinstance(v, dict | list)]
    return not level


def _again(data: bytes, name: str) -> list[RawCall]:
    """The calls that the whole shelf finds in these bytes. Raises TranscriptError."""
    from analyser.ingest import read_bytes

    stem = Source(name, data).stem
    return [
        RawCall(c.turns, c.meta, c.participants, None if c.id == stem else c.id, c.warnings)
        for c in read_bytes(data, name)
    ]


def _calls(found: Found, name: str) -> Iterator[RawCall]:
    own_id = next((i for row in reversed(found.around) if (i := _id(row))), None)
    if found.text:
        for call in _again(spread(found.text).encode(), name):
            facts = {**call.meta, **_meta(found.around, None)}
            yield replace(call, turns=_sided(call.turns), meta=facts, id=call.id or own_id)
        return
    for call_id, listed in parted(found.rows):
        segments, people = segments_of_rows(listed, found.around)
        yield call_of(
            segments,
            join=_are_words(segments),
            people=people,
            meta=_meta(found.around, _last(segments)),
            call_id=call_id or own_id,
        )


def _sided(turns: tuple[Turn, ...]) -> tuple[Turn, ...]:
    """The turns with the sides that their labels name."""
    sides = roles_by_words(turn.speaker for turn in turns if turn.speaker)
    return tuple(replace(t, role=t.role or sides.get(t.speaker or "")) for t in turns)


def _are_words(segments: list[Segment]) -> bool:
    """Whether the rows are single words, which have to be joined by speaker."""
    words = sum(len(segment.text.split()) for segment in segments)
    return len(segments) > 5 and words <= 1.3 * len(segments)


def _last(segments: list[Segment]) -> float | None:
    times = [t for s in segments for t in (s.start, s.end) if t is not None]
    return max(times, default=None)


def _id(row: Row) -> str | None:
    return id_of(first(plain(row), *_IDS))


def _meta(around: tuple[Row, ...], last: float | None) -> dict[str, Any]:
    """What the objects around the talk say about the call, the innermost first."""
    meta: dict[str, Any] = {}
    for outer in reversed(around):
        inner = (v for k, v in outer.items() if plain_key(k) in {"metadata", "meta", "call"})
        for row in (outer, *(value for value in inner if isinstance(value, dict))):
            for name, value in _facts(plain(row), last).items():
                meta.setdefault(name, value)
    return meta


def _facts(named: Row, last: float | None) -> Row:
    facts: Row = {}
    for name, keys in _FACTS.items():
        value = first(named, *keys)
        if isinstance(value, str):
            facts[name] = value
    facts["date"] = next((d for key in _DATES if (d := iso_date(named.get(key)))), None)
    facts["organizer_email"] = email_of(first(named, "organizeremail", "hostemail", "owneremail"))
    facts["duration_s"] = _duration(named, last)
    return {name: value for name, value in facts.items() if value is not None}


def _duration(named: Row, last: float | None) -> float | None:
    """The stated length in seconds; one without a unit counts only where the talk bears it out."""
    for key, divisor in _LENGTHS:
        if (found := number(named.get(key))) is not None:
            return round(found / divisor, 3)
    plain_length = number(named.get("duration"))
    for divisor in (1, 1000, 1 / 60):
        if plain_length and last and 0.5 <= last / (plain_length / divisor) <= 1.5:
            return round(plain_length / divisor, 3)
    return None


generic_json = TranscriptFormat("a transcript as JSON", 79, _recognises, _read)
