"""AssemblyAI: ``utterances[]`` by speaker, or ``words[]``; times are whole milliseconds.

``utterances`` is null without speaker labels, though words may carry a speaker. Re-saved files
rename the times to ``start_ms`` and ``end_ms``, or keep the list of utterances only.
"""

import re

from analyser.errors import DamagedInput
from analyser.transcripts.json_fields import Row, call_of, calls_in, first, rows, words_of
from analyser.transcripts.segments import Segment, clean_speaker
from analyser.transcripts.source import Source
from analyser.transcripts.times import number, scaled
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat
from analyser.transcripts.words import Word, likely_divisor, segments_of

_LETTER = re.compile(r"^[A-Z]$")
_SIGNS = ("audio_url", "acoustic_model", "speech_model", "speech_models", "language_model")


def _is_piece(row: Row) -> bool:
    if "text" not in row:
        return False
    is_letter = _LETTER.match(str(row.get("speaker"))) and isinstance(row.get("start"), int)
    return "start_ms" in row or ("start" in row and ("confidence" in row or bool(is_letter)))


def _is_utterance(row: Row) -> bool:
    return _is_piece(row) and "speaker" in row and isinstance(row.get("words"), list)


def _is_answer(data: Row) -> bool:
    pieces = rows(data.get("utterances"))[:3] + rows(data.get("words"))[:3]
    if any(sign in data for sign in _SIGNS) and "status" in data and "id" in data:
        return True
    is_piece = bool(pieces) and all(_is_piece(row) for row in pieces)
    if "utterances" in data and ("words" in data or any(sign in data for sign in _SIGNS)):
        return is_piece
    return is_piece and ("utterances" in data or any(sign in data for sign in _SIGNS))


def _is_bare(data: object) -> bool:
    found = rows(data)[:3]
    return bool(found) and all(_is_utterance(row) for row in found)


def _recognises(source: Source) -> bool:
    return _is_bare(source.json) or bool(calls_in(source.json, _is_answer))


def _read(source: Source) -> list[RawCall]:
    if _is_bare(source.json):
        return [_call({"utterances": source.json}, source.name)]
    return [_call(answer, source.name) for answer in calls_in(source.json, _is_answer)]


def _call(answer: Row, name: str) -> RawCall:
    status = answer.get("status")
    if isinstance(status, str) and status.lower() in ("error", "processing", "queued"):
        raise DamagedInput(
            f"{name}: expected a finished AssemblyAI transcript, found status {status.lower()}; "
            "export it again when the transcript has completed"
        )
    utterances, words = rows(answer.get("utterances")), rows(answer.get("words"))
    if utterances:
        segments = _segments(utterances)
    elif words:
        segments = segments_of(Word(s.text, s.speaker, s.start, s.end) for s in _segments(words))
    else:
        segments = [Segment(words_of(answer.get("text")))]
    meta = {
        "duration_s": number(answer.get("audio_duration")),
        "language": first(answer, "language_code"),
    }
    return call_of(segments, join=True, meta=meta)


def _segments(pieces: list[Row]) -> list[Segment]:
    spans = [(words_of(p.get("text")), number(_start(p)), number(_end(p))) for p in pieces]
    divisor = likely_divisor(spans, (1000, 1))
    return [
        Segment(
            words_of(p.get("text")),
            clean_speaker(first(p, "speaker", "channel")),
            scaled(_start(p), divisor),
            scaled(_end(p), divisor),
        )
        for p in pieces
    ]


def _start(piece: Row) -> object:
    return first(piece, "start", "start_ms")


def _end(piece: Row) -> object:
    return first(piece, "end", "end_ms")


assemblyai = TranscriptFormat("AssemblyAI JSON", 41, _recognises, _read)
