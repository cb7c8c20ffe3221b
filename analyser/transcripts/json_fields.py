"""Facts out of other people's JSON, where any field may be missing or of another type."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from analyser.conversation import Participant
from analyser.errors import DamagedInput
from analyser.transcripts.segments import (
    Segment,
    clean_speaker,
    in_time_order,
    left_out,
    turns_of,
)
from analyser.transcripts.source import Source
from analyser.transcripts.times import clock_seconds, number, scaled
from analyser.transcripts.transcript_format import RawCall
from analyser.transcripts.words import likely_divisor

Row = dict[str, Any]

_WRAPPERS: Final = (
    *("data", "transcript", "transcripts", "transcription", "result", "results", "response"),
    *("body", "payload", "call", "calls", "meeting", "meetings", "recording", "recordings"),
    *("items", "records", "value", "object", "output", "json"),
)
_FIRST_EPOCH: Final = 1_000_000_000
_EPOCH_MILLIS: Final = 100_000_000_000


def an_object(value: object) -> Row:
    """The object, or an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def rows(value: object) -> list[Row]:
    """The objects of a list, none for anything else."""
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def words_of(value: object) -> str:
    """A text field as text; empty for anything that is no text."""
    return value if isinstance(value, str) else ""


def first(row: Mapping[str, Any], *names: str) -> Any:
    """The first of these fields that is there and not null, blank or empty, else None."""
    for name in names:
        value = row.get(name)
        if value not in (None, "", [], {}) and not (isinstance(value, str) and not value.strip()):
            return value
    return None


def id_of(value: object) -> str | None:
    """An id as text: ids of 20 digits are never taken for numbers with a fraction.

    >>> id_of(7782342274025937895), id_of(" 77 "), id_of(None), id_of(True)
    ('7782342274025937895', '77', None, None)
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).strip() or None


def email_of(value: object) -> str | None:
    """The address in lower case, None for what is none."""
    address = value.strip().lower() if isinstance(value, str) else ""
    return address if "@" in address[1:-1] and " " not in address else None


def seconds(value: object) -> float | None:
    """Seconds from a number, a string of one, or a clock such as ``00:01:05.2``; else None."""
    found = number(value)
    return clock_seconds(value) if found is None and isinstance(value, str) else found


def epoch(value: object) -> float | None:
    """Seconds since 1970 from a number of seconds or milliseconds, else None."""
    found = number(value)
    if found is None or found < _FIRST_EPOCH:
        return None
    return found / 1000 if found >= _EPOCH_MILLIS else found


def iso_date(value: object) -> str | None:
    """An ISO 8601 date as it stands, or from seconds or milliseconds since 1970; else None.

    >>> iso_date(1772636400000), iso_date("2026-03-04"), iso_date("soon")
    ('2026-03-04T15:00:00Z', '2026-03-04', None)
    """
    since_1970 = epoch(value)
    try:
        if since_1970 is not None:
            moment = datetime.fromtimestamp(since_1970, UTC)
            return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
        if isinstance(value, str):
            datetime.fromisoformat(value.strip().replace("Z", "+00:00"))
            return value.strip()
    except (ValueError, OverflowError, OSError):
        pass
    return None


def since_first(times: Iterable[float | None]) -> Callable[[float | None], float | None]:
    """What turns wall-clock seconds to seconds from the earliest of ``times``."""
    zero = min((t for t in times if t is not None), default=0.0)
    return lambda moment: None if moment is None else round(moment - zero, 3)


def resaved(segments: Iterable[Segment]) -> list[Segment]:
    """The segments with times in seconds, also where a re-save has made milliseconds of them."""
    found = list(segments)
    divisor = likely_divisor([(s.text, s.start, s.end) for s in found], (1, 1000))
    if divisor == 1:
        return found
    return [replace(s, start=scaled(s.start, divisor), end=scaled(s.end, divisor)) for s in found]


def calls_in(data: object, is_call: Callable[[Row], bool], depth: int = 4) -> list[Row]:
    """The objects that ``is_call`` accepts: the document, a list of them, or inside wrappers.

    A list that holds anything else too is none of theirs: the generic reader looks at each entry.
    """
    if isinstance(data, dict):
        if is_call(data):
            return [data]
        for key in _WRAPPERS if depth else ():
            if key in data and (found := calls_in(data[key], is_call, depth - 1)):
                return found
    elif isinstance(data, list) and depth:
        objects = rows(data)
        if objects and calls_in(objects[0], is_call, depth - 1):
            each = [calls_in(row, is_call, depth - 1) for row in objects]
            return [call for calls in each for call in calls] if all(each) else []
    return []


def call_of(
    segments: Iterable[Segment],
    *,
    join: bool,
    people: Iterable[Participant] = (),
    meta: Mapping[str, Any] | None = None,
    call_id: object = None,
    warnings: tuple[str, ...] = (),
) -> RawCall:
    """The call, sorted by time, with each speaker's stated role and e-mail put in."""
    known: dict[str, Participant] = {}
    for person in people:
        if name := clean_speaker(person.name):
            had = known.get(name, Participant(name))
            known[name] = Participant(name, had.role or person.role, had.email or person.email)
    named = []
    for segment in segments:
        label = clean_speaker(segment.speaker)
        stated = known[label].role if label in known else None
        named.append(replace(segment, speaker=label, role=segment.role or stated))
    named = in_time_order(named)
    turns = turns_of(named, join=join)
    speaking = dict.fromkeys(turn.speaker for turn in turns if turn.speaker in known)
    return RawCall(
        turns,
        {name: value for name, value in (meta or {}).items() if value not in (None, "")},
        tuple(known[name] for name in speaking if name is not None),
        id_of(call_id),
        (*warnings, *left_out(named)),
    )


def with_speech(calls: list[RawCall], source: Source, expected: str) -> list[RawCall]:
    """The calls that have speech, saying how many had none. Raises DamagedInput if none has."""
    spoken = [call for call in calls if call.turns]
    if not spoken:
        raise DamagedInput(
            f"{source.name}: expected {expected} with speech in it, found none; "
            "export it again after transcription has finished"
        )
    silent = len(calls) - len(spoken)
    if silent:
        note = f"{silent} of {len(calls)} calls in the file had no speech and were left out"
        spoken = [replace(call, warnings=(*call.warnings, note)) for call in spoken]
    return spoken
