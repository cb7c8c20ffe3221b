"""Amazon Transcribe Call Analytics and Amazon Connect Contact Lens: ``Transcript[]``.

Voice turns have offsets in milliseconds and overlap. Chat turns have wall-clock times, from which
the first is subtracted, and events without content. Roles stand on the turn or in ``Participants``.
The real-time service wraps each turn: ``Segments[].Transcript``.
"""

from typing import Final

from analyser.conversation import Participant, Role
from analyser.errors import DamagedInput
from analyser.transcripts.json_fields import (
    Row,
    an_object,
    call_of,
    calls_in,
    first,
    iso_date,
    rows,
    since_first,
    words_of,
)
from analyser.transcripts.role_words import role_word
from analyser.transcripts.segments import Segment, clean_speaker
from analyser.transcripts.source import Source
from analyser.transcripts.times import iso_instant, scaled
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat

_TURN_KEYS: Final = ("BeginOffsetMillis", "ParticipantRole", "ParticipantId")
_MACHINES: Final = frozenset({"SYSTEM", "BOT", "CUSTOM_BOT", "SUPERVISOR"})


def _turns(data: Row) -> list[Row]:
    listed = rows(data.get("Transcript"))
    return listed or [an_object(s.get("Transcript")) for s in rows(data.get("Segments"))]


def _is_answer(data: Row) -> bool:
    listed = _turns(data)[:20]
    if not listed:
        return data.get("Transcript") == [] and "Participants" in data
    return any("Content" in row for row in listed) and any(
        key in row for row in listed for key in _TURN_KEYS
    )


def _recognises(source: Source) -> bool:
    return bool(calls_in(source.json, _is_answer))


def _read(source: Source) -> list[RawCall]:
    return [_call(answer, source.name) for answer in calls_in(source.json, _is_answer)]


def _call(answer: Row, name: str) -> RawCall:
    status = answer.get("JobStatus")
    if isinstance(status, str) and status != "COMPLETED":
        raise DamagedInput(
            f"{name}: expected a Call Analytics job with status COMPLETED, found another; "
            "export it again when the job has completed"
        )
    listed = [row for row in _turns(answer) if _is_speech(row)]
    roles = _roles(listed, rows(answer.get("Participants")))
    labels = _labels(listed, roles)
    is_voice = any("BeginOffsetMillis" in row for row in listed)
    offset = since_first(iso_instant(row.get("AbsoluteTime")) for row in listed)
    segments = []
    for row in listed:
        key = _key(row)
        start = scaled(row.get("BeginOffsetMillis"), 1000)
        if start is None:
            start = offset(iso_instant(row.get("AbsoluteTime")))
        end = scaled(row.get("EndOffsetMillis"), 1000)
        segments.append(Segment(words_of(row["Content"]), labels[key], start, end))
    meta = {
        "language": first(answer, "LanguageCode"),
        "call_type": words_of(answer.get("Channel")).lower(),
        "date": iso_date(first(listed[0], "AbsoluteTime")) if listed else None,
    }
    people = [
        Participant(label, Role.OTHER if roles[key] in _MACHINES else role_word(roles[key]))
        for key, label in labels.items()
        if label
    ]
    contact = first(an_object(answer.get("CustomerMetadata")), "ContactId")
    contact = contact or first(answer, "ContactId")
    return call_of(segments, join=is_voice, people=people, meta=meta, call_id=contact)


def _is_speech(row: Row) -> bool:
    """Whether a row is talk: events of a chat have no content, its menus are no text."""
    kind = row.get("ContentType")
    is_text = not isinstance(kind, str) or kind.startswith("text/")
    return is_text and bool(words_of(row.get("Content")).strip())


def _key(row: Row) -> str:
    """Who a turn belongs to: the id, or the role where a file has no ids."""
    return clean_speaker(first(row, "ParticipantId", "ParticipantRole")) or ""


def _roles(listed: list[Row], people: list[Row]) -> dict[str, str]:
    """The role word by key: from ``Participants``, then from the turns, then the key itself."""
    roles = {_key(row): _key(row) for row in listed}
    for row in (*listed, *people):
        if role := words_of(row.get("ParticipantRole")):
            roles[_key(row)] = role
    return roles


def _labels(listed: list[Row], roles: dict[str, str]) -> dict[str, str | None]:
    """The label by key: a display name, else the role unless two people share it."""
    names: dict[str, str | None] = {}
    for row in listed:
        names[_key(row)] = names.get(_key(row)) or clean_speaker(row.get("DisplayName"))
    shared = [roles[key] for key in names]
    return {
        key: name or (roles[key] if shared.count(roles[key]) == 1 else key) or None
        for key, name in names.items()
    }


aws_call_analytics = TranscriptFormat(
    "Amazon Call Analytics or Contact Lens JSON", 32, _recognises, _read
)
