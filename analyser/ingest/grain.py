"""Grain: the transcript as a list of pieces in milliseconds."""

from analyser.transcripts.json_fields import (
    Row,
    an_object,
    call_of,
    first,
    id_of,
    rows,
    with_speech,
    words_of,
)
from analyser.transcripts.segments import Segment
from analyser.transcripts.source import Source
from analyser.transcripts.times import scaled
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat

_KEYS = frozenset({"participant_id", "speaker", "start", "end", "text"})


def _found(data: object) -> tuple[Row, list[Row]]:
    """What stands around the list, and the list."""
    around = an_object(data)
    for key in ("transcript_json", "transcript", "data"):
        if isinstance(around.get(key), dict):
            return _found(around[key])
        if key in around:
            data = around[key]
            break
    listed = rows(data)
    return around, listed if listed and all(row.keys() >= _KEYS for row in listed[:5]) else []


def _recognises(source: Source) -> bool:
    return bool(_found(source.json)[1])


def _read(source: Source) -> list[RawCall]:
    around, listed = _found(source.json)
    segments = [
        Segment(
            words_of(row.get("text")),
            id_of(first(row, "speaker", "participant_id")),
            scaled(row.get("start"), 1000),
            scaled(row.get("end"), 1000),
        )
        for row in listed
    ]
    meta = {"title": around.get("title"), "date": around.get("start_datetime")}
    call = call_of(segments, join=True, meta=meta, call_id=around.get("id"))
    return with_speech([call], source, "a Grain transcript")


grain = TranscriptFormat("a Grain transcript", 49, _recognises, _read)
