"""Google Speech-to-Text v1 and v2: ``results[]``, alone or inside an operation's answer.

With diarisation only the last result carries speakers, and it repeats every word: it is used
alone. Durations are ``"1.500s"``, or ``{"seconds", "nanos"}`` from client libraries.
"""

from typing import Any, Final

from analyser.transcripts.json_fields import Row, an_object, call_of, first, rows, words_of
from analyser.transcripts.segments import Segment, clean_speaker
from analyser.transcripts.source import Source
from analyser.transcripts.times import clock_seconds, number
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat
from analyser.transcripts.words import (
    Word,
    channel_label,
    channel_labels,
    segments_of,
    utterances_of_channels,
)

MAX_DEPTH: Final = 6
SAME_SECONDS: Final = 0.2
"""Word times have a grain of 0.1 s, and the repetition may round otherwise."""


def _is_result(row: Row) -> bool:
    best = _best(row)
    words = rows(best.get("words"))[:1]
    return ("transcript" in best or bool(words)) and all("word" in word for word in words)


def _best(row: Row) -> Row:
    return next(iter(rows(row.get("alternatives"))), {})


def _results(data: object, depth: int = MAX_DEPTH) -> list[Row]:
    """The results nearest to the top: a bare list of answers gives those of all of them."""
    if isinstance(data, list):
        found = rows(data)
        if any(_is_result(row) for row in found[:5]):
            return found
        holders = found if depth and found and _results(found[0], depth - 1) else []
        return [result for row in holders for result in _results(row, depth - 1)]
    top = an_object(data)
    for key in ("results", "response", "transcript", "inlineResult", "data", "result"):
        inside = top.get(key)
        if depth and inside and (found := _results(inside, depth - 1)):
            return found
    # Version 2 names each sound file: {"results": {"gs://...": {"transcript": ...}}}.
    files = [value for key, value in top.items() if key.startswith("gs://")]
    return next((found for f in files if depth and (found := _results(f, depth - 1))), [])


def _recognises(source: Source) -> bool:
    return bool(_results(source.json))


def _read(source: Source) -> list[RawCall]:
    results = [row for row in _results(source.json) if _is_result(row)]
    languages = (first(row, "languageCode", "language_code") for row in results)
    meta = {"language": next((found for found in languages if found), None)}
    return [call_of(_segments(results), join=True, meta=meta)]


def _segments(results: list[Row]) -> list[Segment]:
    spoken = _without_repeats(results)
    pairs = [(_channel(row), word) for row in spoken for word in rows(_best(row).get("words"))]
    if not pairs:
        labels = channel_labels((_channel(row), None) for row in results)
        return [_whole(row, channel_label(labels, _channel(row), None)) for row in results]
    labels = channel_labels((channel, _speaker(word)) for channel, word in pairs)
    words = [_word(word, channel_label(labels, channel, _speaker(word))) for channel, word in pairs]
    several = len({str(channel) for channel, _ in pairs}) > 1
    return utterances_of_channels(words) if several else segments_of(words)


def _without_repeats(results: list[Row]) -> list[Row]:
    """The last result with speakers alone, where it begins with the first words of the file."""
    worded = [row for row in results if _spoken(row)]
    tagged = [row for row in worded if any(_speaker(word) for word in _spoken(row))]
    if not tagged or tagged[-1] is worded[0]:
        return results
    if _channel(tagged[-1]) not in (None, _channel(worded[0])):
        return results
    first_words, last_words = _spoken(worded[0]), _spoken(tagged[-1])
    begins, again = _start(first_words[0]), _start(last_words[0])
    is_same = begins == again or (
        begins is not None and again is not None and abs(begins - again) <= SAME_SECONDS
    )
    return [tagged[-1]] if is_same and len(last_words) >= len(first_words) else results


def _spoken(row: Row) -> list[Row]:
    return rows(_best(row).get("words"))


def _channel(row: Row) -> Any:
    return first(row, "channelTag", "channel_tag")


def _speaker(word: Row) -> str | None:
    """The tag or label; tag 0 says that there is none."""
    tag = first(word, "speakerLabel", "speaker_label", "speakerTag", "speaker_tag")
    return None if tag in (0, "0") else clean_speaker(tag)


def _word(row: Row, label: str | None) -> Word:
    end = _duration(first(row, "endTime", "endOffset", "end_time", "end_offset"))
    return Word(words_of(row.get("word")), label, _start(row), end)


def _start(row: Row) -> float | None:
    # Not ``first``: it takes a client library's empty duration, which means 0, for no time.
    for key in ("startTime", "startOffset", "start_time", "start_offset"):
        if row.get(key) is not None:
            return _duration(row[key])
    return None


def _whole(row: Row, label: str | None) -> Segment:
    end = first(row, "resultEndTime", "resultEndOffset", "result_end_time", "result_end_offset")
    return Segment(words_of(_best(row).get("transcript")), label, None, _duration(end))


def _duration(value: object) -> float | None:
    if isinstance(value, dict):
        whole, nanos = number(value.get("seconds", 0)), number(value.get("nanos", 0))
        return None if whole is None or nanos is None else round(whole + nanos / 1e9, 3)
    found = number(value)
    return clock_seconds(value) if found is None and isinstance(value, str) else found


google_stt = TranscriptFormat("Google Speech-to-Text JSON", 37, _recognises, _read)
