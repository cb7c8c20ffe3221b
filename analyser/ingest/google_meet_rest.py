"""Google Meet REST API: transcript entries, with the participants list where it was joined."""

from analyser.conversation import Participant
from analyser.transcripts.json_fields import (
    Row,
    an_object,
    call_of,
    email_of,
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
from analyser.transcripts.times import iso_instant
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat


def _is_entry(row: object) -> bool:
    if not isinstance(row, dict) or not row.keys() >= {"text", "startTime"}:
        return False
    return str(row.get("participant")).startswith("conferenceRecords/") or (
        "/entries/" in str(row.get("name")) and "transcripts/" in str(row.get("name"))
    )


def _parts(data: object, depth: int = 3) -> tuple[list[Row], list[Row]]:
    """The entries and the participants, from one answer, pages of it, or both joined."""
    entries: list[Row] = []
    people: list[Row] = []
    if isinstance(data, list) and data:
        if _is_entry(data[0]):
            return rows(data), []
        inside: list[object] = list(data) if isinstance(data[0], dict) else []
    else:
        answer = an_object(data)
        people = rows(answer.get("participants"))
        entries = rows(answer.get("transcriptEntries"))
        inside = [answer[k] for k in ("entries", "data") if k in answer]
    for value in inside if depth else ():
        more_entries, more_people = _parts(value, depth - 1)
        entries += more_entries
        people += more_people
    return entries, people


def _recognises(source: Source) -> bool:
    data = source.json
    answer = an_object(data)
    return isinstance(answer.get("transcriptEntries"), list) or bool(_parts(data)[0])


def _read(source: Source) -> list[RawCall]:
    entries, listed = _parts(source.json)
    people = {key: _person(row) for row in listed if (key := id_of(row.get("name")))}
    begins = [iso_instant(entry.get("startTime")) for entry in entries]
    offset = since_first(begins)
    segments = []
    for entry, begin in zip(entries, begins, strict=True):
        key = id_of(entry.get("participant"))
        label = people[key].name if key in people else key
        end = offset(iso_instant(entry.get("endTime")))
        segments.append(Segment(words_of(entry.get("text")), label, offset(begin), end))
    known = [b for b in begins if b is not None]
    meta = {
        "date": iso_date(min(known)) if known else None,
        "language": next((e["languageCode"] for e in entries if e.get("languageCode")), None),
    }
    call = call_of(segments, join=True, people=people.values(), meta=meta)
    return with_speech([call], source, "a Google Meet transcript")


def _person(row: Row) -> Participant:
    user = next((an_object(row[k]) for k in row if k.endswith("User")), row)
    name = first(user, "displayName") or first(row, "displayName", "name")
    return Participant(id_of(name) or "", None, email_of(first(user, "email")))


google_meet_rest = TranscriptFormat("a Google Meet API transcript", 51, _recognises, _read)
