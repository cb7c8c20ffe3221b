"""The shapes in which programs of the Whisper family write what they heard."""

from collections.abc import Callable
from typing import Any, Final

from analyser.transcripts.json_fields import Row, rows

MAX_DEPTH: Final = 3
MAX_LOOKED_INTO: Final = 40
_HOLDERS: Final = frozenset(
    {"result", "results", "output", "transcript", "transcription", "data", "response"}
)
"""Keys under which a bare list of segments is looked for. Not ``words``: other tools' lists of
timed words stand beside speakers that would be lost here."""

_ONLY_WHISPER: Final = ("tokens", "avg_logprob", "no_speech_prob", "seek", "compression_ratio")


def is_segment(row: Row) -> bool:
    """A segment as OpenAI, WhisperX and faster-whisper write it."""
    return isinstance(row.get("text"), str) and "start" in row and "end" in row


def is_cpp(row: Row) -> bool:
    """A segment of whisper.cpp."""
    return "text" in row and ("offsets" in row or "timestamps" in row)


def is_chunk(row: Row) -> bool:
    """A chunk of the pipeline of transformers."""
    return "text" in row and isinstance(row.get("timestamp"), list)


def is_word(row: Row) -> bool:
    """A word with its times, outside a segment."""
    return isinstance(row.get("word"), str) and not isinstance(row.get("words"), list)


def all_are(pieces: object, test: Callable[[Row], bool]) -> bool:
    """Whether it is a list of objects that begins with such ones."""
    found = rows(pieces)[:3]
    return bool(found) and all(test(row) for row in found)


def _is_answer(data: Row) -> bool:
    whole = isinstance(data.get("text"), str)
    return (
        all_are(data.get("segments"), is_segment)
        or all_are(data.get("transcription"), is_cpp)
        or all_are(data.get("chunks"), is_chunk)
        or all_are(data.get("word_segments"), is_word)
        or (whole and all_are(data.get("words"), is_word))
        or (whole and data.get("segments") == [] and "language" in data)
    )


def _is_bare(data: list[Any]) -> bool:
    """A dumped list of segments: named as only Whisper names them, or without any speaker."""
    if _is_tuple(data[0] if data else None):
        return True
    found = rows(data)
    if not found or not all_are(found, is_segment):
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


def answer_in(data: object, depth: int = MAX_DEPTH) -> Row | None:
    """The answer at the top or in the object it was wrapped in, nearest to the top."""
    if isinstance(data, list):
        if _is_bare(data):
            return {"segments": [_named(row) if _is_tuple(row) else row for row in data]}
        return answer_in(data[0], depth - 1) if len(data) == 1 and depth else None
    if not isinstance(data, dict):
        return None
    if _is_answer(data):
        return data
    inside = [
        value
        for key, value in data.items()
        if isinstance(value, dict) or (isinstance(value, list) and key in _HOLDERS)
    ]
    found = (answer_in(value, depth - 1) for value in inside[:MAX_LOOKED_INTO] if depth)
    return next((answer for answer in found if answer), None)


def _named(row: list[Any]) -> Row:
    return {"start": row[2], "end": row[3], "text": row[4]}
