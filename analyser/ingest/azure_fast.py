"""Azure fast transcription: ``phrases[]`` beside ``combinedPhrases[]``; whole milliseconds.

Early previews call the times ``offset`` and ``duration``; programs around the SDK fill these with
ticks of 100 ns, which the rate of words tells apart.
"""

from analyser.transcripts.json_fields import Row, call_of, calls_in, first, rows, words_of
from analyser.transcripts.segments import Segment
from analyser.transcripts.source import Source
from analyser.transcripts.times import number, scaled
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat
from analyser.transcripts.words import channel_label, channel_labels, likely_divisor


def _is_answer(data: Row) -> bool:
    combined, phrases = data.get("combinedPhrases"), data.get("phrases")
    return isinstance(combined, list) and (phrases is None or isinstance(phrases, list))


def _recognises(source: Source) -> bool:
    return bool(calls_in(source.json, _is_answer))


def _read(source: Source) -> list[RawCall]:
    return [_call(answer) for answer in calls_in(source.json, _is_answer)]


def _call(answer: Row) -> RawCall:
    phrases = rows(answer.get("phrases"))
    labels = channel_labels((p.get("channel"), p.get("speaker")) for p in phrases)
    spans = [_span(phrase) for phrase in phrases]
    texts = [words_of(first(phrase, "text", "display")) for phrase in phrases]
    divisor = likely_divisor(
        ((text, *span) for text, span in zip(texts, spans, strict=True)), (1000, 10_000_000, 1)
    )
    segments = [
        Segment(
            text,
            channel_label(labels, phrase.get("channel"), phrase.get("speaker")),
            scaled(start, divisor),
            scaled(end, divisor),
        )
        for phrase, text, (start, end) in zip(phrases, texts, spans, strict=True)
    ]
    if not segments:
        combined = rows(answer.get("combinedPhrases"))
        segments = [Segment(words_of(row.get("text"))) for row in combined]
    locales = (first(phrase, "locale") for phrase in phrases)
    meta = {
        "duration_s": scaled(first(answer, "durationMilliseconds", "duration"), divisor),
        "language": next((locale for locale in locales if locale), None),
    }
    return call_of(segments, join=True, meta=meta)


def _span(phrase: Row) -> tuple[float | None, float | None]:
    start = number(first(phrase, "offsetMilliseconds", "offset", "offsetInTicks"))
    length = number(first(phrase, "durationMilliseconds", "duration", "durationInTicks"))
    return start, None if start is None or length is None else start + length


azure_fast = TranscriptFormat("Azure fast transcription JSON", 35, _recognises, _read)
