"""Podcast JSON: ``segments[]`` of ``startTime``, ``endTime`` (seconds) and ``body``.

Often one word a segment. Some files name the speaker only where it changes: a segment without one
continues the speaker before, if the file names any.
"""

from collections.abc import Iterator

from analyser.transcripts.json_fields import Row, call_of, calls_in, rows, seconds, words_of
from analyser.transcripts.segments import clean_speaker
from analyser.transcripts.source import Source
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat
from analyser.transcripts.words import Word, is_punctuation, segments_of


def _is_transcript(data: Row) -> bool:
    segments = rows(data.get("segments"))[:3]
    return bool(segments) and all("body" in row and "startTime" in row for row in segments)


def _recognises(source: Source) -> bool:
    return bool(calls_in(source.json, _is_transcript))


def _read(source: Source) -> list[RawCall]:
    return [
        call_of(segments_of(_words(rows(data["segments"]))), join=True)
        for data in calls_in(source.json, _is_transcript)
    ]


def _words(segments: list[Row]) -> Iterator[Word]:
    speaker: str | None = None
    for row in segments:
        if row.get("speaker") not in (None, ""):
            speaker = clean_speaker(row["speaker"])
        text = words_of(row.get("body"))
        start, end = seconds(row.get("startTime")), seconds(row.get("endTime"))
        yield Word(text, speaker, start, end, glued=is_punctuation(text))


podcast_json = TranscriptFormat("Podcast transcript JSON", 74, _recognises, _read)
