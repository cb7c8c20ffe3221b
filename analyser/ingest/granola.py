"""Granola: pieces from the microphone (the note taker) and the system sound (everyone else)."""

from typing import Final

from analyser.transcripts.json_fields import (
    Row,
    an_object,
    call_of,
    calls_in,
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

_SOURCES: Final = frozenset({"microphone", "system", "speaker"})


def _source(piece: Row) -> str | None:
    speaker = an_object(piece.get("speaker"))
    return id_of(first(piece, "source")) or id_of(first(speaker, "source"))


def _is_piece(row: object) -> bool:
    if not isinstance(row, dict) or "text" not in row:
        return False
    timed = "start_timestamp" in row or ("start_time" in row and "speaker" in row)
    return timed and _source(row) in _SOURCES


def _pieces(row: Row) -> list[Row]:
    talk = row.get("transcript")
    return rows(talk) if isinstance(talk, list) and talk and _is_piece(talk[0]) else []


def _talks(data: object) -> list[Row]:
    """The notes with their transcripts: one a document id where a bare list holds several."""
    if isinstance(data, list) and data and _is_piece(data[0]):
        documents: dict[str | None, list[Row]] = {}
        for piece in rows(data):
            documents.setdefault(id_of(piece.get("document_id")), []).append(piece)
        return [{"id": key, "transcript": pieces} for key, pieces in documents.items()]
    return calls_in(data, lambda row: bool(_pieces(row)))


def _recognises(source: Source) -> bool:
    return bool(_talks(source.json))


def _read(source: Source) -> list[RawCall]:
    return with_speech([_call(row) for row in _talks(source.json)], source, "a Granola transcript")


def _call(row: Row) -> RawCall:
    final = [piece for piece in _pieces(row) if piece.get("is_final") is not False]
    begins = [iso_instant(first(piece, "start_timestamp", "start_time")) for piece in final]
    ends = [iso_instant(first(piece, "end_timestamp", "end_time")) for piece in final]
    offset = since_first(begins)
    segments = [
        Segment(words_of(piece.get("text")), _label(piece), offset(begin), offset(end))
        for piece, begin, end in zip(final, begins, ends, strict=True)
    ]
    meta = {"title": row.get("title"), "date": iso_date(first(row, "created_at", "date"))}
    return call_of(segments, join=True, meta=meta, call_id=first(row, "id", "document_id"))


def _label(piece: Row) -> str | None:
    speaker = piece.get("speaker")
    named = first(an_object(speaker), "name", "diarization_label") if speaker else None
    return id_of(named) or id_of(speaker) or _source(piece)


granola = TranscriptFormat("a Granola transcript", 50, _recognises, _read)
