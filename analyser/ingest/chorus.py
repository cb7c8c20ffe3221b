"""Chorus (ZoomInfo): a JSON:API conversation with its recording's utterances."""

from typing import Any, Final

from analyser.conversation import Participant, Role
from analyser.transcripts.json_fields import (
    Row,
    an_object,
    call_of,
    calls_in,
    email_of,
    first,
    id_of,
    iso_date,
    rows,
    seconds,
    with_speech,
    words_of,
)
from analyser.transcripts.segments import Segment
from analyser.transcripts.source import Source
from analyser.transcripts.times import number
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat

_ROLES: Final = {"rep": Role.REP, "cust": Role.CUSTOMER, "customer": Role.CUSTOMER}


def _attributes(row: Row) -> Row:
    return an_object(row.get("attributes")) or row


def _is_call(row: Row) -> bool:
    recording = an_object(_attributes(row).get("recording"))
    spoken = rows(recording.get("utterances"))
    return ("utterances" in recording and "attributes" in row) or (
        bool(spoken) and bool(spoken[0].keys() & {"snippet", "snippet_time"})
    )


def _recognises(source: Source) -> bool:
    return bool(calls_in(source.json, _is_call))


def _read(source: Source) -> list[RawCall]:
    calls = [_call(row) for row in calls_in(source.json, _is_call)]
    return with_speech(calls, source, "a Chorus conversation")


def _call(row: Row) -> RawCall:
    facts = _attributes(row)
    recording = an_object(facts.get("recording"))
    utterances = rows(recording.get("utterances"))
    clusters = rows(recording.get("clusters"))
    guessed = sum("guess" in str(c.get("matched_by") or c.get("match_type")) for c in clusters)
    note = f"Chorus only guessed who {guessed} of the {len(clusters)} speakers are"
    return call_of(
        [_segment(u) for u in utterances],
        join=False,
        people=[p for u in utterances if (p := _speaker(u))]
        + [p for person in rows(facts.get("participants")) if (p := _participant(person))],
        meta=_meta(facts, recording),
        call_id=row.get("id"),
        warnings=(note,) if guessed else (),
    )


def _segment(row: Row) -> Segment:
    start = seconds(row.get("snippet_time"))
    length = number(row.get("snippet_length"))
    return Segment(
        words_of(first(row, "snippet", "text")),
        id_of(first(row, "speaker_name", "speaker_email")),
        start,
        None if start is None or length is None else round(start + length, 3),
        _ROLES.get(str(row.get("speaker_type")).casefold()),
    )


def _speaker(row: Row) -> Participant | None:
    name = id_of(first(row, "speaker_name", "speaker_email"))
    role = _ROLES.get(str(row.get("speaker_type")).casefold())
    return Participant(name, role, email_of(row.get("speaker_email"))) if name else None


def _participant(row: Row) -> Participant | None:
    name = id_of(first(row, "name", "email"))
    role = _ROLES.get(str(row.get("type")).casefold())
    if role is None and row.get("is_my_team") is True:
        role = Role.REP
    return Participant(name, role, email_of(row.get("email"))) if name else None


def _meta(facts: Row, recording: Row) -> dict[str, Any]:
    account = an_object(facts.get("account"))
    return {
        "title": first(facts, "name", "subject"),
        "date": iso_date(first(recording, "start_time")) or iso_date(facts.get("date_time")),
        "duration_s": number(recording.get("duration")),
        "language": facts.get("language"),
        "account": first(account, "name") or first(facts, "account_name"),
    }


chorus = TranscriptFormat("a Chorus conversation", 47, _recognises, _read)
