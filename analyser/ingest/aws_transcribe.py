"""Amazon Transcribe: words as ``results.items[]``, speakers beside them or on them.

Numbers are strings of seconds. Punctuation has no time. Speakers stand on each item, or in
``speaker_labels.segments[]`` (joined on the exact start string), or each channel has own items.
"""

from bisect import bisect_right
from typing import Any

from analyser.errors import DamagedInput
from analyser.transcripts.json_fields import (
    Row,
    an_object,
    call_of,
    calls_in,
    first,
    rows,
    words_of,
)
from analyser.transcripts.segments import Segment, clean_speaker
from analyser.transcripts.source import Source
from analyser.transcripts.times import number
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat
from analyser.transcripts.words import Word, is_punctuation, segments_of, utterances_of_channels


def _is_answer(data: Row) -> bool:
    results = an_object(data.get("results"))
    return isinstance(results.get("transcripts"), list) and (
        any(isinstance(results.get(key), list) for key in ("items", "audio_segments"))
        or "channel_labels" in results
    )


def _is_job(data: object) -> bool:
    """The answer of GetTranscriptionJob, which only names the transcript's address."""
    return any(
        isinstance(value, dict) and f"{kind}JobStatus" in value
        for kind in ("Transcription", "CallAnalytics")
        for value in (data, an_object(data).get(f"{kind}Job"))
    )


def _recognises(source: Source) -> bool:
    return bool(calls_in(source.json, _is_answer)) or _is_job(source.json)


def _read(source: Source) -> list[RawCall]:
    answers = calls_in(source.json, _is_answer)
    if not answers:
        raise DamagedInput(
            f"{source.name}: expected a transcript by Amazon Transcribe, found only its job's "
            "description; download the file that TranscriptFileUri names"
        )
    return [_call(answer) for answer in answers]


def _call(answer: Row) -> RawCall:
    results = an_object(answer["results"])
    items = rows(results.get("items"))
    channels = rows(an_object(results.get("channel_labels")).get("channels"))
    speakers = an_object(results.get("speaker_labels"))
    if channels:
        segments = utterances_of_channels(w for c in channels for w in _channel_words(c))
    elif items:
        segments = segments_of(_words(items, _SpeakerTimes(speakers)))
    else:
        segments = _ready(rows(results.get("audio_segments")))
    if not segments:
        segments = [
            Segment(words_of(row.get("transcript"))) for row in rows(results["transcripts"])
        ]
    language = first(results, "language_code") or first(answer, "language_code")
    return call_of(segments, join=True, meta={"language": language})


class _SpeakerTimes:
    """Who speaks at a start time, as ``speaker_labels`` says."""

    def __init__(self, labels: Row) -> None:
        self._exact: dict[str, Any] = {}
        self._spans: list[tuple[float, float, Any]] = []
        for segment in rows(labels.get("segments")):
            label = segment.get("speaker_label")
            for item in rows(segment.get("items")):
                self._exact[str(item.get("start_time"))] = item.get("speaker_label") or label
            start, end = number(segment.get("start_time")), number(segment.get("end_time"))
            if start is not None and end is not None:
                self._spans.append((start, end, label))
        self._spans.sort(key=lambda span: span[:2])

    def at(self, start_time: object) -> Any:
        if str(start_time) in self._exact:
            return self._exact[str(start_time)]
        start = number(start_time)
        if start is None:
            return None
        at = bisect_right(self._spans, start, key=lambda span: span[0]) - 1
        return self._spans[at][2] if at >= 0 and start <= self._spans[at][1] else None


def _words(items: list[Row], speakers: _SpeakerTimes) -> list[Word]:
    words = []
    for item in items:
        text = _content(item)
        mark = item.get("type") == "punctuation" or (
            item.get("start_time") is None and is_punctuation(text)
        )
        label = None
        if not mark:
            label = clean_speaker(item.get("speaker_label") or speakers.at(item.get("start_time")))
        start, end = number(item.get("start_time")), number(item.get("end_time"))
        words.append(Word(text, label, start, end, glued=mark))
    return words


def _channel_words(channel: Row) -> list[Word]:
    """The words of a channel, each with its marks, so that sorting cannot part them."""
    label = clean_speaker(channel.get("channel_label"))
    plain = _words(rows(channel.get("items")), _SpeakerTimes({}))
    return [Word(s.text, label, s.start, s.end) for s in segments_of(plain)]


def _content(item: Row) -> str:
    options = rows(item.get("alternatives"))
    return words_of(options[0].get("content")) if options else words_of(item.get("content"))


def _ready(segments: list[Row]) -> list[Segment]:
    return [
        Segment(
            words_of(row.get("transcript")),
            clean_speaker(first(row, "speaker_label", "channel_label")),
            number(row.get("start_time")),
            number(row.get("end_time")),
        )
        for row in segments
    ]


aws_transcribe = TranscriptFormat("Amazon Transcribe JSON", 31, _recognises, _read)
