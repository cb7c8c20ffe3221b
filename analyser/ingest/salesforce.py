"""Salesforce: ConversationEntry rows as SOQL JSON, and the Connect API's entries.

The same rows as CSV (columns ActorName, ActorType, EntryTime, Message) go to the table reader.
"""

import json
from typing import Final

from analyser.conversation import Participant, Role
from analyser.transcripts.json_fields import (
    Row,
    an_object,
    call_of,
    epoch,
    first,
    id_of,
    iso_date,
    rows,
    since_first,
    with_speech,
    words_of,
)
from analyser.transcripts.segments import Segment
from analyser.transcripts.source import Source
from analyser.transcripts.times import iso_instant, number
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat

_ROLES: Final = {
    **{"agent": Role.REP, "supervisor": Role.OTHER, "enduser": Role.CUSTOMER},
    **{"bot": Role.OTHER, "chatbot": Role.OTHER, "system": Role.OTHER},
}
_LISTS: Final = ("records", "conversationEntries", "result", "results", "data", "entries", "body")


def _is_entry(row: object) -> bool:
    if not isinstance(row, dict):
        return False
    if an_object(row.get("attributes")).get("type") == "ConversationEntry":
        return True
    soql = "Message" in row and bool(row.keys() & {"ActorName", "ActorType"})
    connect = bool(row.keys() & {"messageText", "entryPayload"}) and "sender" in row
    return soql or connect


def _entries(data: object, depth: int = 4) -> list[Row]:
    if isinstance(data, list):
        if data and _is_entry(data[0]):
            return rows(data)
        pages = rows(data[:1]) if depth else []
        found = _entries(pages[0], depth - 1) if pages else []
        return [e for page in rows(data) for e in _entries(page, depth - 1)] if found else []
    if isinstance(data, dict) and depth:
        for key in _LISTS:
            if found := _entries(data.get(key), depth - 1):
                return found
    return []


def _recognises(source: Source) -> bool:
    return bool(_entries(source.json))


def _read(source: Source) -> list[RawCall]:
    calls: dict[str | None, list[Row]] = {}
    for entry in _entries(source.json):
        call_id = id_of(first(entry, "ConversationId", "conversationId"))
        calls.setdefault(call_id, []).append(entry)
    found = [_call(call_id, entries) for call_id, entries in calls.items()]
    return with_speech(found, source, "a Salesforce conversation")


def _call(call_id: str | None, entries: list[Row]) -> RawCall:
    spoken = [e for e in entries if _actor(e)[1].casefold() != "system"]
    spoken.sort(key=lambda entry: number(first(entry, "Seq", "sequence")) or 0)
    begins = [_time(first(e, "EntryTime", "clientTimestamp", "ClientTimestamp")) for e in spoken]
    offset = since_first(begins)
    people, segments = [], []
    for entry, begin in zip(spoken, begins, strict=True):
        name, kind = _actor(entry)
        role = _ROLES.get(kind.casefold())
        if name:
            people.append(Participant(name, role))
        end = _end(entry, begin)
        segments.append(Segment(_text(entry), name, offset(begin), offset(end), role))
    first_moment = min((b for b in begins if b is not None), default=None)
    meta = {"date": iso_date(first_moment)}
    return call_of(segments, join=False, people=people, meta=meta, call_id=call_id)


def _actor(entry: Row) -> tuple[str | None, str]:
    """The name (or else the kind) of who speaks, and the kind as Salesforce writes it."""
    sender = an_object(entry.get("sender"))
    kind = id_of(first(entry, "ActorType")) or id_of(first(sender, "role", "appType")) or ""
    named = first(entry, "ActorName", "senderDisplayName") or first(sender, "displayName", "name")
    return id_of(named) or kind or id_of(first(sender, "subject")), kind


def _text(entry: Row) -> str:
    spoken: str = words_of(first(entry, "Message", "messageText"))
    payload = entry.get("entryPayload")
    if not spoken and isinstance(payload, str):
        try:
            payload = json.loads(payload)
        except (ValueError, RecursionError):
            return ""
    inside = an_object(payload)
    content = an_object(an_object(inside.get("abstractMessage")).get("staticContent"))
    return spoken or words_of(first(content, "text")) or words_of(first(inside, "text"))


def _time(value: object) -> float | None:
    instant = iso_instant(value)
    return epoch(value) if instant is None else instant


def _end(entry: Row, begin: float | None) -> float | None:
    end = _time(first(entry, "EntryEndTime"))
    length = number(first(entry, "clientDuration", "ClientDuration"))
    if end is None and begin is not None and length:
        return begin + length / 1000
    return end


salesforce = TranscriptFormat("a Salesforce conversation", 54, _recognises, _read)
