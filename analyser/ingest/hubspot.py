"""HubSpot's calling transcripts, as read from the API and as uploaded to it."""

from analyser.conversation import Participant
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
    with_speech,
    words_of,
)
from analyser.transcripts.segments import Segment
from analyser.transcripts.source import Source
from analyser.transcripts.times import scaled
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat

_LISTS = ("transcriptUtterances", "transcriptCreateUtterances")


def _is_call(row: Row) -> bool:
    return any(isinstance(row.get(name), list) for name in _LISTS)


def _recognises(source: Source) -> bool:
    return bool(calls_in(source.json, _is_call))


def _read(source: Source) -> list[RawCall]:
    calls = [_call(row) for row in calls_in(source.json, _is_call)]
    return with_speech(calls, source, "a HubSpot call transcript")


def _call(row: Row) -> RawCall:
    utterances = rows(first(row, *_LISTS))
    languages = [u.get("languageCode") for u in utterances if u.get("languageCode")]
    return call_of(
        [_segment(u) for u in utterances],
        join=False,
        people=[p for u in utterances if (p := _speaker(u))],
        meta={"date": iso_date(row.get("createdAt")), "language": next(iter(languages), None)},
        call_id=first(row, "engagementId", "id"),
    )


def _speaker(utterance: Row) -> Participant | None:
    speaker = an_object(utterance.get("speaker"))
    name = id_of(first(speaker, "name", "email", "id"))
    return Participant(name, None, email_of(speaker.get("email"))) if name else None


def _segment(utterance: Row) -> Segment:
    speaker = _speaker(utterance)
    return Segment(
        words_of(utterance.get("text")),
        speaker.name if speaker else None,
        scaled(utterance.get("startTimeMillis"), 1000),
        scaled(utterance.get("endTimeMillis"), 1000),
    )


hubspot = TranscriptFormat("a HubSpot call transcript", 45, _recognises, _read)
