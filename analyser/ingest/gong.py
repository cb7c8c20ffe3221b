"""Gong API: the transcript answer, the calls (extensive) answer, or both joined, in one file.

Names and roles stand only in the calls answer; ``with_parties`` adds them from a second file.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from analyser.conversation import Conversation, Participant, Role
from analyser.errors import DamagedInput
from analyser.transcripts.json_fields import (
    Row,
    an_object,
    call_of,
    email_of,
    first,
    id_of,
    iso_date,
    rows,
    with_speech,
    words_of,
)
from analyser.transcripts.segments import Segment
from analyser.transcripts.source import Source
from analyser.transcripts.times import number, scaled
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat

_ROLES: Final = {"internal": Role.REP, "external": Role.CUSTOMER}
_INSIDE: Final = (
    *("callTranscripts", "transcripts", "calls", "call", "data", "response", "body", "result"),
    *("results", "extensive", "callData", "transcript"),
)
_DEPTH: Final = 5


@dataclass(slots=True)
class _Found:
    """Monologues and call descriptions with their call ids, None where not given."""

    talks: list[tuple[str | None, list[Row]]] = field(default_factory=list)
    calls: dict[str | None, Row] = field(default_factory=dict)


def _is_monologue(row: object) -> bool:
    return (
        isinstance(row, dict)
        and "speakerId" in row
        and (isinstance(row.get("sentences"), list) or "topic" in row)
    )


def _is_description(row: Row) -> bool:
    return isinstance(row.get("metaData"), dict) or (
        isinstance(row.get("parties"), list) and any("speakerId" in p for p in rows(row["parties"]))
    )


def _walk(data: object, found: _Found, call_id: str | None, depth: int) -> None:
    if isinstance(data, list):
        if any(_is_monologue(row) for row in data[:3]):
            found.talks.append((call_id, rows(data)))
        elif depth:
            for row in data:
                if isinstance(row, dict):
                    _walk(row, found, None, depth - 1)
    elif isinstance(data, dict) and depth:
        described = _is_description(data)
        own = first(an_object(data.get("metaData")), "id") or first(data, "callId")
        inside = id_of(own or (first(data, "id") if described else None)) or call_id
        if described:
            found.calls[inside] = data
        for key in _INSIDE:
            listed = data.get(key)
            if key == "transcript" and listed == [] and "callId" in data:
                found.talks.append((inside, []))
            elif isinstance(listed, list | dict):
                _walk(listed, found, inside, depth - 1)


def _found(data: object) -> _Found:
    found = _Found()
    _walk(data, found, None, _DEPTH)
    return found


def _looks_like_it(data: object, depth: int = _DEPTH) -> bool:
    if isinstance(data, list):
        return any(_is_monologue(row) for row in data[:3]) or (
            bool(data) and isinstance(data[0], dict) and _looks_like_it(data[0], depth)
        )
    row = an_object(data)
    if isinstance(row.get("callTranscripts"), list) or _is_description(row):
        return True
    return depth > 0 and any(
        (isinstance(inner, dict) and _looks_like_it(inner, depth - 1))
        or (isinstance(inner, list) and inner and any(_is_monologue(r) for r in inner[:3]))
        or (key == "calls" and any(_is_description(r) for r in rows(inner)[:3]))
        for key in _INSIDE
        if (inner := row.get(key)) is not None
    )


def _recognises(source: Source) -> bool:
    return _looks_like_it(source.json)


def _read(source: Source) -> list[RawCall]:
    found = _found(source.json)
    if not found.talks:
        raise DamagedInput(
            f"{source.name}: expected a Gong transcript, found call data without monologues; "
            "hand in the answer of /v2/calls/transcript, and this file with --gong-calls"
        )
    talks: dict[str | None, list[Row]] = {}
    for call_id, monologues in found.talks:
        talks.setdefault(call_id, []).extend(monologues)
    only = next(iter(found.calls.values())) if len(found.calls) == 1 and len(talks) == 1 else {}
    calls = [_call(i, rs, found.calls.get(i, only)) for i, rs in talks.items()]
    return with_speech(calls, source, "a Gong transcript")


def _call(call_id: str | None, monologues: list[Row], described: Row) -> RawCall:
    people = _people(described)
    names = {speaker: person.name for speaker, person in people.items()}
    segments = [_turn(row, names) for row in monologues]
    own_id = call_id or id_of(first(an_object(described.get("metaData")), "id"))
    return call_of(
        segments, join=False, people=people.values(), meta=_meta(described), call_id=own_id
    )


def _turn(row: Row, names: dict[str, str]) -> Segment:
    speaker = id_of(row.get("speakerId"))
    sentences = rows(row.get("sentences")) or [row]
    starts = [first(s, "start", "startMs", "start_ms") for s in sentences]
    ends = [number(first(s, "end", "endMs", "end_ms")) for s in sentences]
    known = [end for end in ends if end is not None]
    return Segment(
        " ".join(words_of(s.get("text")) for s in sentences),
        names.get(speaker or "", speaker),
        scaled(starts[0], 1000),
        scaled(max(known), 1000) if known else None,
    )


def _people(described: Row) -> dict[str, Participant]:
    """The parties who spoke, by speakerId."""
    people = {}
    for party in rows(described.get("parties")):
        speaker = id_of(party.get("speakerId"))
        if speaker:
            email = email_of(party.get("emailAddress"))
            name = first(party, "name", "emailAddress", "phoneNumber")
            role = _ROLES.get(str(party.get("affiliation")).casefold())
            people[speaker] = Participant(id_of(name) or speaker, role, email)
    return people


def _meta(described: Row) -> dict[str, Any]:
    facts = an_object(described.get("metaData")) or described
    return {
        "title": facts.get("title"),
        "date": iso_date(first(facts, "started", "scheduled")),
        "duration_s": number(facts.get("duration")),
        "language": facts.get("language"),
        "account": next(_accounts(described), None),
    }


def _accounts(described: Row) -> Iterator[str]:
    """Names of the accounts that the CRM context lists."""
    for context in rows(described.get("context")):
        for thing in rows(context.get("objects")):
            if str(thing.get("objectType")).casefold() == "account":
                for fact in rows(thing.get("fields")):
                    if str(fact.get("name")).casefold() == "name" and words_of(fact.get("value")):
                        yield words_of(fact["value"])


def with_parties(conversation: Conversation, calls_json_source: Source) -> Conversation:
    """The call with names, roles and facts from the answer of ``/v2/calls/extensive``.

    A call that the second file does not hold comes back with a warning. Raises DamagedInput
    for a file without Gong calls.
    """
    described = _found(calls_json_source.json).calls
    if not described:
        raise DamagedInput(
            f"{calls_json_source.name}: expected the answer of Gong's /v2/calls/extensive, found "
            "no calls with parties; export it with parties exposed"
        )
    match = described.get(conversation.id)
    if match is None:
        note = f"{calls_json_source.name} holds no Gong call with this id; nobody was named"
        return replace(conversation, warnings=(*conversation.warnings, note))
    people = _people(match)
    turns = tuple(
        replace(turn, speaker=person.name, role=turn.role or person.role)
        if (person := people.get(turn.speaker or ""))
        else turn
        for turn in conversation.turns
    )
    facts = {name: value for name, value in _meta(match).items() if value not in (None, "")}
    speaking = {turn.speaker for turn in turns}
    named = {p.name: p for p in (*conversation.participants, *people.values())}
    return replace(
        conversation,
        turns=turns,
        meta={**conversation.meta, **facts},
        participants=tuple(p for p in named.values() if p.name in speaking),
    )


gong = TranscriptFormat("a Gong API transcript", 21, _recognises, _read)
