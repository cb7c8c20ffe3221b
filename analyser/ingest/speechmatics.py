"""Speechmatics v2 (``results[]`` of words and punctuation) and v1 (``words[]``, ``speakers[]``).

Version 2 has times as floats and a speaker on each word; version 1 has strings, and words are
matched to speakers by time. A saved live stream is a list of ``AddTranscript`` messages.
"""

from bisect import bisect_right

from analyser.transcripts.json_fields import (
    Row,
    an_object,
    call_of,
    calls_in,
    first,
    iso_date,
    rows,
    words_of,
)
from analyser.transcripts.segments import clean_speaker
from analyser.transcripts.source import Source
from analyser.transcripts.times import number
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat
from analyser.transcripts.words import Word, is_punctuation, segments_of, utterances_of_channels


def _is_v2(data: Row) -> bool:
    options = [rows(row.get("alternatives"))[:1] for row in rows(data.get("results"))[:5]]
    return any(option and "content" in option[0] for option in options)


def _is_v1(data: Row) -> bool:
    words = rows(data.get("words"))[:3]
    return bool(words) and all({"name", "time", "duration"} <= row.keys() for row in words)


def _is_live(data: object) -> bool:
    return any(
        row.get("message") == "AddTranscript" and isinstance(row.get("results"), list)
        for row in rows(data)[:50]
    )


def _is_answer(data: Row) -> bool:
    return _is_v2(data) or _is_v1(data)


def _recognises(source: Source) -> bool:
    return _is_live(source.json) or bool(calls_in(source.json, _is_answer))


def _read(source: Source) -> list[RawCall]:
    if _is_live(source.json):
        final = [m for m in rows(source.json) if m.get("message") == "AddTranscript"]
        return [_call({"results": [r for m in final for r in rows(m.get("results"))]})]
    return [_call(answer) for answer in calls_in(source.json, _is_answer)]


def _call(answer: Row) -> RawCall:
    job = an_object(answer.get("job"))
    config = an_object(an_object(answer.get("metadata")).get("transcription_config"))
    meta = {
        "date": iso_date(job.get("created_at")),
        "duration_s": number(job.get("duration")),
        "language": first(config, "language") or first(job, "lang"),
    }
    if _is_v2(answer):
        results = rows(answer["results"])
        words = _v2_words(results)
        by_channel = len({str(row.get("channel")) for row in results if "channel" in row}) > 1
        segments = utterances_of_channels(words) if by_channel else segments_of(words)
    else:
        segments = segments_of(_v1_words(answer))
    return call_of(segments, join=True, meta=meta)


def _v2_words(results: list[Row]) -> list[Word]:
    """Words and marks; a mark attaches to the word before, the word after, both or none."""
    words, attaches_next = [], False
    for row in results:
        best: Row = next(iter(rows(row.get("alternatives"))), {})
        is_mark = row.get("type") == "punctuation"
        side = row.get("attaches_to", "previous" if is_mark else None)
        label = clean_speaker(best.get("speaker")) or clean_speaker(row.get("channel"))
        start, end = number(row.get("start_time")), number(row.get("end_time"))
        glued = attaches_next or side in ("previous", "both")
        words.append(Word(words_of(best.get("content")), label, start, end, glued=glued))
        attaches_next = side in ("next", "both")
    return words


def _v1_words(answer: Row) -> list[Word]:
    spans = [(_span(row), clean_speaker(row.get("name"))) for row in rows(answer.get("speakers"))]
    timed = sorted((span[0], label or "") for span, label in spans if span[0] is not None)
    words = []
    for row in rows(answer["words"]):
        start, end = _span(row)
        # The middle of the word: words and speakers do not start on the same hundredth.
        middle = start if end is None or start is None else (start + end) / 2
        at = -1 if middle is None else bisect_right(timed, middle, key=lambda t: t[0] or 0.0) - 1
        text = words_of(row.get("name"))
        label = timed[max(at, 0)][1] or None if timed and middle is not None else None
        words.append(Word(text, label, start, end, glued=is_punctuation(text)))
    return words


def _span(row: Row) -> tuple[float | None, float | None]:
    start, length = number(row.get("time")), number(row.get("duration"))
    return start, None if start is None or length is None else round(start + length, 3)


speechmatics = TranscriptFormat("Speechmatics JSON", 39, _recognises, _read)
