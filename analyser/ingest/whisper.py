"""The Whisper family: OpenAI, WhisperX, faster-whisper, whisper.cpp, pipelines and wrappers.

``segments[]`` of ``start``, ``end`` (seconds) and ``text``; WhisperX and ``diarized_json`` add a
``speaker``. whisper.cpp writes ``transcription[]`` with offsets in milliseconds, the pipeline of
transformers ``chunks[]`` with ``timestamp`` pairs.
"""

import re
from typing import Any, Final

from analyser.conversation import Participant
from analyser.json_fields import Row, an_object, call_of, first, rows, seconds, words_of
from analyser.role_words import roles_by_words
from analyser.segments import Segment, clean_speaker
from analyser.source import Source
from analyser.times import number, scaled
from analyser.transcript_format import RawCall, TranscriptFormat
from analyser.words import Word, likely_divisor, segments_of

MAX_DEPTH: Final = 3
MAX_LOOKED_INTO: Final = 40
_HOLDERS: Final = frozenset(
    {"result", "results", "output", "transcript", "transcription", "data", "response"}
)
"""Keys under which a bare list of segments is looked for. Not ``words``: other tools' lists of
timed words stand beside speakers that would be lost here."""

_ONLY_WHISPER: Final = ("tokens", "avg_logprob", "no_speech_prob", "seek", "compression_ratio")
_SPOKEN_LABEL: Final = re.compile(r"^\s*[\[(]?((?:SPEAKER[_ ]|speaker )\d{1,3})[\])]?:?\s+(?=\S)")


def _is_segment(row: Row) -> bool:
    return isinstance(row.get("text"), str) and "start" in row and "end" in row


def _is_cpp(row: Row) -> bool:
    return "text" in row and ("offsets" in row or "timestamps" in row)


def _is_chunk(row: Row) -> bool:
    return "text" in row and isinstance(row.get("timestamp"), list)


def _is_word(row: Row) -> bool:
    return isinstance(row.get("word"), str) and not isinstance(row.get("words"), list)


def _all(pieces: object, test: Any) -> bool:
    found = rows(pieces)[:3]
    return bool(found) and all(test(row) for row in found)


def _is_answer(data: Row) -> bool:
    whole = isinstance(data.get("text"), str)
    return (
        _all(data.get("segments"), _is_segment)
        or _all(data.get("transcription"), _is_cpp)
        or _all(data.get("chunks"), _is_chunk)
        or _all(data.get("word_segments"), _is_word)
        or (whole and _all(data.get("words"), _is_word))
        or (whole and data.get("segments") == [] and "language" in data)
    )


def _is_bare(data: list[Any]) -> bool:
    """A dumped list of segments: named as only Whisper names them, or without any speaker."""
    if _is_tuple(data[0] if data else None):
        return True
    found = rows(data)
    if not found or not _all(found, _is_segment):
        return False
    labels = {str(row["speaker"]) for row in found if row.get("speaker") is not None}
    if any(key in found[0] for key in _ONLY_WHISPER) or labels:
        return all(label.startswith("SPEAKER_") for label in labels)
    return set().union(*found[:20]) <= {"id", "start", "end", "text", "words", "speaker"}


def _is_tuple(row: object) -> bool:
    """A segment of faster-whisper dumped as a list: id, seek, start, end, text, ..."""
    return (
        isinstance(row, list)
        and len(row) >= 8
        and isinstance(row[4], str)
        and all(isinstance(value, int | float) for value in row[:4])
        and isinstance(row[5], list)
    )


def _answer_in(data: object, depth: int = MAX_DEPTH) -> Row | None:
    """The answer at the top or in the object it was wrapped in, nearest to the top."""
    if isinstance(data, list):
        if _is_bare(data):
            return {"segments": [_named(row) if _is_tuple(row) else row for row in data]}
        return _answer_in(data[0], depth - 1) if len(data) == 1 and depth else None
    if not isinstance(data, dict):
        return None
    if _is_answer(data):
        return data
    inside = [
        value
        for key, value in data.items()
        if isinstance(value, dict) or (isinstance(value, list) and key in _HOLDERS)
    ]
    found = (_answer_in(value, depth - 1) for value in inside[:MAX_LOOKED_INTO] if depth)
    return next((answer for answer in found if answer), None)


def _named(row: list[Any]) -> Row:
    return {"start": row[2], "end": row[3], "text": row[4]}


def _recognises(source: Source) -> bool:
    return _answer_in(source.json) is not None


def _read(source: Source) -> list[RawCall]:
    answer = _answer_in(source.json) or {}
    meta = {
        "language": first(answer, "language") or first(an_object(answer.get("result")), "language"),
        "duration_s": number(answer.get("duration")),
    }
    segments = _segments(answer)
    roles = roles_by_words(s.speaker for s in segments if s.speaker)
    people = [Participant(label, role) for label, role in roles.items()]
    return [call_of(segments, join=True, people=people, meta=meta)]


def _segments(answer: Row) -> list[Segment]:
    if _all(answer.get("transcription"), _is_cpp):
        return [_of_cpp(row) for row in rows(answer["transcription"])]
    if _all(answer.get("segments"), _is_segment):
        return _of_segments(rows(answer["segments"]))
    if _all(answer.get("speakers"), _is_chunk):
        return [_of_chunk(row) for row in rows(answer["speakers"])]
    if _all(answer.get("chunks"), _is_chunk):
        return [_of_chunk(row) for row in rows(answer["chunks"])]
    words = rows(answer.get("word_segments")) or rows(answer.get("words"))
    return segments_of(_words(words, 1)) or [Segment(words_of(answer.get("text")))]


def _of_segments(found: list[Row]) -> list[Segment]:
    spans = [(words_of(r.get("text")), number(r.get("start")), number(r.get("end"))) for r in found]
    divisor = likely_divisor(spans, (1, 1000))
    segments: list[Segment] = []
    for row in found:
        words = rows(row.get("words"))
        label = _label(row)
        if label is None and any(_label(word) for word in words):
            segments += segments_of(_words(words, divisor))
            continue
        text = words_of(row.get("text"))
        if label is None and (spoken := _SPOKEN_LABEL.match(text)):
            label, text = spoken[1], text[spoken.end() :]
        segments.append(Segment(text, label, *_times(row, divisor)))
    return segments


def _label(row: Row) -> str | None:
    found = first(row, "speaker", "speaker_id", "speaker_label", "speaker_name", "channel")
    if isinstance(found, dict):
        found = first(found, "name", "display_name", "label", "id")
    return None if isinstance(found, dict | list) else clean_speaker(found)


def _times(row: Row, divisor: float) -> tuple[float | None, float | None]:
    def at(key: str) -> float | None:
        return seconds(row.get(key)) if divisor == 1 else scaled(row.get(key), divisor)

    return at("start"), at("end")


def _words(found: list[Row], divisor: float) -> list[Word]:
    return [Word(words_of(row.get("word")), _label(row), *_times(row, divisor)) for row in found]


def _of_cpp(row: Row) -> Segment:
    offsets, clocks = an_object(row.get("offsets")), an_object(row.get("timestamps"))
    start, end = (
        scaled(offsets.get(key), 1000) if key in offsets else seconds(clocks.get(key))
        for key in ("from", "to")
    )
    return Segment(words_of(row.get("text")), _label(row), start, end)


def _of_chunk(row: Row) -> Segment:
    start, end, *_ = (
        [*row["timestamp"], None, None] if isinstance(row["timestamp"], list) else (None, None)
    )
    return Segment(words_of(row.get("text")), _label(row), number(start), number(end))


whisper = TranscriptFormat("Whisper JSON", 75, _recognises, _read)
