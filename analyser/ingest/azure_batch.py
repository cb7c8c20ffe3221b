"""Azure batch transcription: ``recognizedPhrases[]`` (v3) or ``SegmentResults[]`` (v2).

Times are ticks of 100 ns, also as floats, or ISO 8601 durations. The channels of a stereo file
stand one after the other: phrases are sorted by time, and a channel is a speaker.
"""

import re
from typing import Any, Final

from analyser.transcripts.json_fields import Row, call_of, calls_in, first, iso_date, rows, words_of
from analyser.transcripts.segments import Segment
from analyser.transcripts.source import Source
from analyser.transcripts.times import number, scaled
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat
from analyser.transcripts.words import channel_label, channel_labels

TICKS: Final = 10_000_000
_ISO_DURATION: Final = re.compile(
    r"^\s*P(?:(\d{1,4})D)?T?(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,9}(?:[.,]\d{1,9})?)S)?\s*$"
)


def _get(row: Row, name: str) -> Any:
    """A field as version 3 or, capitalised, as version 2 and re-saves call it."""
    return first(row, name, name[:1].upper() + name[1:])


def _phrases(data: Row) -> list[Row]:
    files = rows(data.get("AudioFileResults"))
    return rows(_get(data, "recognizedPhrases")) or [
        row for file in files for row in rows(file.get("SegmentResults"))
    ]


def _is_answer(data: Row) -> bool:
    return any(
        isinstance(data.get(key), list)
        for name in ("recognizedPhrases", "combinedRecognizedPhrases", "audioFileResults")
        for key in (name, name[:1].upper() + name[1:])
    )


def _recognises(source: Source) -> bool:
    return bool(calls_in(source.json, _is_answer))


def _read(source: Source) -> list[RawCall]:
    return [_call(answer) for answer in calls_in(source.json, _is_answer)]


def _call(answer: Row) -> RawCall:
    phrases = [p for p in _phrases(answer) if _is_success(p)]
    labels = channel_labels((_channel(p), _speaker(p)) for p in phrases)
    segments = [_segment(p, channel_label(labels, _channel(p), _speaker(p))) for p in phrases]
    if not _phrases(answer):
        combined = rows(_get(answer, "combinedRecognizedPhrases"))
        segments = [
            Segment(words_of(_get(row, "display") or _get(row, "lexical"))) for row in combined
        ]
    locales = (_get(p, "locale") for p in phrases)
    duration = scaled(answer.get("durationMilliseconds"), 1000)
    if duration is None:
        duration = _seconds(answer.get("durationInTicks"), answer.get("duration"))
    meta = {
        "date": iso_date(answer.get("timestamp")),
        "duration_s": duration,
        "language": next((locale for locale in locales if locale), None),
    }
    return call_of(segments, join=True, meta=meta)


def _is_success(phrase: Row) -> bool:
    return _get(phrase, "recognitionStatus") in (None, "Success", 0)


def _channel(phrase: Row) -> object:
    return first(phrase, "channel", "Channel", "ChannelNumber")


def _speaker(phrase: Row) -> object:
    return first(phrase, "speaker", "Speaker", "SpeakerId")


def _segment(phrase: Row, label: str | None) -> Segment:
    best: Row = next(iter(rows(_get(phrase, "nBest"))), {})
    spellings = (_get(best, name) for name in ("display", "itn", "ITN", "lexical"))
    text = next((words_of(found) for found in spellings if found), "")
    start = _time(phrase, "offset")
    length = _time(phrase, "duration")
    end = None if start is None or length is None else round(start + length, 3)
    return Segment(text, label, start, end)


def _time(phrase: Row, name: str) -> float | None:
    milliseconds = scaled(_get(phrase, f"{name}Milliseconds"), 1000)
    if milliseconds is not None:
        return milliseconds
    in_seconds = number(_get(phrase, f"{name}InSeconds"))
    if in_seconds is not None:
        return in_seconds
    return _seconds(_get(phrase, f"{name}InTicks"), _get(phrase, name))


def _seconds(ticks: object, iso: object) -> float | None:
    """Seconds from ticks, else from an ISO duration such as ``PT1M2.5S``, else None."""
    found = scaled(ticks, TICKS)
    if found is not None:
        return found
    match = _ISO_DURATION.match(iso) if isinstance(iso, str) else None
    if not match or not any(match.groups()):
        return scaled(iso, TICKS) if isinstance(iso, int | float) else None
    days, hours, minutes, rest = (float((part or "0").replace(",", ".")) for part in match.groups())
    return round(days * 86400 + hours * 3600 + minutes * 60 + rest, 3)


azure_batch = TranscriptFormat("Azure batch transcription JSON", 34, _recognises, _read)
