"""The Whisper family: OpenAI, WhisperX, faster-whisper, whisper.cpp, pipelines and wrappers.

``segments[]`` of ``start``, ``end`` (seconds) and ``text``; WhisperX and ``diarized_json`` add a
``speaker``. whisper.cpp writes ``transcription[]`` with offsets in milliseconds, the pipeline of
transformers ``chunks[]`` with ``timestamp`` pairs.
"""

import re
from typing import Final

from analyser.conversation import Participant
from analyser.transcripts.json_fields import Row, an_object, call_of, first, rows, seconds, words_of
from analyser.transcripts.role_words import roles_by_words
from analyser.transcripts.segments import Segment, clean_speaker
from analyser.transcripts.source import Source
from analyser.transcripts.times import number, scaled
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat
from analyser.transcripts.whisper_shapes import all_are, answer_in, is_chunk, is_cpp, is_segment
from analyser.transcripts.words import Word, likely_divisor, segments_of

_SPOKEN_LABEL: Final = re.compile(r"^\s*[\[(]?((?:SPEAKER[_ ]|speaker )\d{1,3})[\])]?:?\s+(?=\S)")


def _recognises(source: Source) -> bool:
    return answer_in(source.json) is not None


def _read(source: Source) -> list[RawCall]:
    answer = answer_in(source.json) or {}
    meta = {
        "language": first(answer, "language") or first(an_object(answer.get("result")), "language"),
        "duration_s": number(answer.get("duration")),
    }
    segments = _segments(answer)
    roles = roles_by_words(s.speaker for s in segments if s.speaker)
    people = [Participant(label, role) for label, role in roles.items()]
    return [call_of(segments, join=True, people=people, meta=meta)]


def _segments(answer: Row) -> list[Segment]:
    if all_are(answer.get("transcription"), is_cpp):
        return [_of_cpp(row) for row in rows(answer["transcription"])]
    if all_are(answer.get("segments"), is_segment):
        return _of_segments(rows(answer["segments"]))
    if all_are(answer.get("speakers"), is_chunk):
        return [_of_chunk(row) for row in rows(answer["speakers"])]
    if all_are(answer.get("chunks"), is_chunk):
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
