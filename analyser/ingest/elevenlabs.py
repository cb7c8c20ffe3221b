"""ElevenLabs: ``words[]`` of words, blanks and sounds with a ``speaker_id``; seconds.

With several channels there is one such answer a channel, in ``transcripts[]``.
"""

from analyser.transcripts.json_fields import Row, call_of, calls_in, first, rows, words_of
from analyser.transcripts.segments import Segment, clean_speaker
from analyser.transcripts.source import Source
from analyser.transcripts.times import number
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat
from analyser.transcripts.words import Word, segments_of, utterances_of_channels


def _is_part(data: Row) -> bool:
    words = rows(data.get("words"))[:5]
    kinds = {str(row.get("type")) for row in words} & {"word", "spacing", "audio_event"}
    return bool(kinds) and all("text" in row for row in words)


def _is_answer(data: Row) -> bool:
    parts = rows(data.get("transcripts"))
    return _is_part(data) or (bool(parts) and any(_is_part(row) for row in parts))


def _recognises(source: Source) -> bool:
    return bool(calls_in(source.json, _is_answer))


def _read(source: Source) -> list[RawCall]:
    return [_call(answer) for answer in calls_in(source.json, _is_answer)]


def _call(answer: Row) -> RawCall:
    meta = {
        "language": first(answer, "language_code"),
        "duration_s": number(answer.get("audio_duration_secs")),
    }
    if _is_part(answer):
        segments: list[Segment] = segments_of(_words(answer, None))
    else:
        parts = rows(answer["transcripts"])
        segments = utterances_of_channels(
            word
            for n, part in enumerate(parts)
            for word in _words(part, part.get("channel_index", n))
        )
    return call_of(segments, join=True, meta=meta)


def _words(part: Row, channel: object) -> list[Word]:
    """The spoken words; one that follows the one before without a blank is glued to it."""
    tokens = rows(part.get("words"))
    has_blanks = any(row.get("type") == "spacing" for row in tokens)
    words: list[Word] = []
    blank = True
    for row in tokens:
        text = words_of(row.get("text"))
        if row.get("type") in ("word", None) and text.strip():
            label = clean_speaker(row.get("speaker_id")) or clean_speaker(channel)
            glued = has_blanks and not blank and not text[:1].isspace()
            start, end = number(row.get("start")), number(row.get("end"))
            words.append(Word(text, label, start, end, glued=glued))
        blank = row.get("type") not in ("word", None) or text[-1:].isspace()
    return words


elevenlabs = TranscriptFormat("ElevenLabs JSON", 42, _recognises, _read)
