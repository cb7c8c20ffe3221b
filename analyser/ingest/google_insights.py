"""Google contact-centre insights: uploaded ``entries[]`` or exported ``transcriptSegments[]``.

Entries have a role and a start in microseconds, often since 1970: the first is subtracted. Exported
segments have words with offsets in seconds, or the time of the message.
"""

from collections.abc import Iterator

from analyser.conversation import Participant
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
from analyser.transcripts.times import iso_instant, number, scaled
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat

_MICROS_OF_A_WEEK = 7 * 86_400 * 1_000_000


def _is_upload(data: Row) -> bool:
    entries = rows(data.get("entries"))[:3]
    return bool(entries) and all(
        "text" in row and ("start_timestamp_usec" in row or {"role", "user_id"} <= row.keys())
        for row in entries
    )


def _is_export(data: Row) -> bool:
    return isinstance(an_object(data.get("transcript")).get("transcriptSegments"), list)


def _is_call(data: Row) -> bool:
    return _is_upload(data) or _is_export(data)


def _calls(data: object) -> list[Row]:
    return calls_in(data, _is_call) or calls_in(an_object(data).get("conversations"), _is_call)


def _recognises(source: Source) -> bool:
    return bool(_calls(source.json))


def _read(source: Source) -> list[RawCall]:
    return [_of_upload(c) if _is_upload(c) else _of_export(c) for c in _calls(source.json)]


def _of_upload(call: Row) -> RawCall:
    entries = rows(call["entries"])
    labels = _labels(entries)
    micros = [number(row.get("start_timestamp_usec")) for row in entries]
    zero = micros[0] if micros and (micros[0] or 0) > _MICROS_OF_A_WEEK else 0.0
    # Converters that know no times write the same one everywhere.
    unknown = len(micros) > 1 and len(set(micros)) == 1
    starts = [None if m is None or unknown else (m - (zero or 0.0)) / 1e6 for m in micros]
    segments = [
        Segment(words_of(row.get("text")), labels[_key(row)], scaled(start, 1))
        for row, start in zip(entries, starts, strict=True)
    ]
    people = [
        Participant(name, role_word(row.get("role")))
        for row in entries
        if (name := labels[_key(row)])
    ]
    return call_of(segments, join=False, people=people)


def _key(row: Row) -> tuple[str, str]:
    return words_of(row.get("role")), clean_speaker(row.get("user_id")) or ""


def _labels(entries: list[Row]) -> dict[tuple[str, str], str | None]:
    """The role, with the user's number where several users share it."""
    keys = list(dict.fromkeys(_key(row) for row in entries))
    shared = [role for role, _ in keys]
    return {
        (role, user): clean_speaker(role if shared.count(role) == 1 else f"{role} {user}")
        or user
        or None
        for role, user in keys
    }


def _of_export(call: Row) -> RawCall:
    rows_ = rows(an_object(call["transcript"]).get("transcriptSegments"))
    offset = since_first(iso_instant(row.get("messageTime")) for row in rows_)
    about = an_object(call.get("callMetadata"))
    sides = {str(about.get(f"{side}Channel")): side.upper() for side in ("customer", "agent")}
    segments, people = [], []
    for row in rows_:
        person = an_object(row.get("segmentParticipant"))
        channel = clean_speaker(row.get("channelTag"))
        role = first(person, "role") or sides.get(channel or "")
        label = clean_speaker(role) or clean_speaker(first(person, "userId")) or channel
        times = list(_times(row)) or [offset(iso_instant(row.get("messageTime"))), None]
        segments.append(Segment(words_of(row.get("text")), label, times[0], times[-1]))
        if label:
            people.append(Participant(label, role_word(role)))
    meta = {
        "date": iso_date(call.get("startTime")),
        "duration_s": number(call.get("duration")),
        "language": first(call, "languageCode"),
    }
    is_chat = call.get("medium") == "CHAT"
    return call_of(segments, join=not is_chat, people=people, meta=meta)


def _times(row: Row) -> Iterator[float | None]:
    words = rows(row.get("words"))
    if words:
        yield number(words[0].get("startOffset"))
        yield number(words[-1].get("endOffset"))


google_insights = TranscriptFormat("Google contact-centre insights JSON", 38, _recognises, _read)
