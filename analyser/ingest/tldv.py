"""tl;dv: the transcript answer with its pieces under ``data``."""

from analyser.transcripts.json_fields import (
    Row,
    an_object,
    call_of,
    calls_in,
    first,
    id_of,
    iso_date,
    resaved,
    rows,
    seconds,
    with_speech,
    words_of,
)
from analyser.transcripts.segments import Segment
from analyser.transcripts.source import Source
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat


def _is_call(row: Row) -> bool:
    pieces = rows(row.get("data"))
    return bool(pieces) and all(
        piece.keys() >= {"speaker", "text", "startTime"} and not isinstance(piece["speaker"], dict)
        for piece in pieces[:5]
    )


def _recognises(source: Source) -> bool:
    return bool(calls_in(source.json, _is_call))


def _read(source: Source) -> list[RawCall]:
    calls = [_call(row) for row in calls_in(source.json, _is_call)]
    return with_speech(calls, source, "a tl;dv transcript")


def _call(row: Row) -> RawCall:
    segments = [
        Segment(
            words_of(piece.get("text")),
            id_of(piece.get("speaker")),
            seconds(piece.get("startTime")),
            seconds(piece.get("endTime")),
        )
        for piece in rows(row.get("data"))
    ]
    meeting = an_object(row.get("meeting")) or row
    meta = {"title": meeting.get("name"), "date": iso_date(meeting.get("happenedAt"))}
    return call_of(resaved(segments), join=True, meta=meta, call_id=first(row, "meetingId", "id"))


tldv = TranscriptFormat("a tl;dv transcript", 53, _recognises, _read)
