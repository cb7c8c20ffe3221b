"""Deepgram: ``results.channels[].alternatives[]`` and optional ``results.utterances[]``; seconds.

Order of trust: utterances with a speaker; paragraphs with one; words by speaker; the text of each
channel. With several channels the channel is the speaker. A saved live stream is a list of
``{"type": "Results", "channel": ...}``.
"""

from collections.abc import Iterator

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
from analyser.transcripts.segments import Segment
from analyser.transcripts.source import Source
from analyser.transcripts.times import number
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat
from analyser.transcripts.words import (
    Word,
    channel_label,
    channel_labels,
    segments_of,
    utterances_of_channels,
)

Labels = dict[tuple[str, str], str | None]


def _is_answer(data: Row) -> bool:
    results = an_object(data.get("results"))
    channels = results.get("channels")
    return isinstance(channels, list) and all("alternatives" in c for c in rows(channels)[:2])


def _is_live(data: object) -> bool:
    """A live stream's messages, of which the first may tell of other things."""
    return any(
        row.get("type") == "Results" and "alternatives" in an_object(row.get("channel"))
        for row in rows(data)[:10]
    )


def _recognises(source: Source) -> bool:
    return _is_live(source.json) or bool(calls_in(source.json, _is_answer))


def _read(source: Source) -> list[RawCall]:
    if _is_live(source.json):
        return [call_of(_live(rows(source.json)), join=True)]
    return [_call(answer) for answer in calls_in(source.json, _is_answer)]


def _call(answer: Row) -> RawCall:
    results, about = an_object(answer["results"]), an_object(answer.get("metadata"))
    channels = [(n, c, _best(c)) for n, c in enumerate(rows(results["channels"]))]
    utterances = rows(results.get("utterances"))
    words = [(n, word) for n, _, best in channels for word in rows(best.get("words"))]
    by_word = channel_labels((n, word.get("speaker")) for n, word in words)
    by_utterance = channel_labels((u.get("channel", 0), u.get("speaker")) for u in utterances)
    by_channel = channel_labels((n, None) for n, _, best in channels if best.get("transcript"))
    paragraphs = [(n, p) for n, _, best in channels for p in _paragraphs(best)]
    if any(by_utterance.values()) or (utterances and not any(by_word.values())):
        segments = [_utterance(u, by_utterance) for u in utterances]
    elif any("speaker" in p for _, p in paragraphs):
        labels = channel_labels((n, p.get("speaker")) for n, p in paragraphs)
        segments = [s for n, p in paragraphs for s in _sentences(n, p, labels)]
    elif words:
        segments = _of_words(words, by_word)
    else:
        segments = [
            Segment(words_of(best.get("transcript")), channel_label(by_channel, n, None))
            for n, _, best in channels
        ]
    languages = (first(c, "detected_language") for _, c, _ in channels)
    meta = {
        "date": iso_date(about.get("created")),
        "duration_s": number(about.get("duration")),
        "language": next((found for found in languages if found), None),
    }
    return call_of(segments, join=True, meta=meta)


def _best(channel: Row) -> Row:
    return next(iter(rows(channel.get("alternatives"))), {})


def _utterance(row: Row, labels: Labels) -> Segment:
    label = channel_label(labels, row.get("channel", 0), row.get("speaker"))
    text = words_of(row.get("transcript"))
    return Segment(text, label, number(row.get("start")), number(row.get("end")))


def _paragraphs(best: Row) -> list[Row]:
    return rows(an_object(best.get("paragraphs")).get("paragraphs"))


def _sentences(channel: int, row: Row, labels: Labels) -> Iterator[Segment]:
    label = channel_label(labels, channel, row.get("speaker"))
    for sentence in rows(row.get("sentences")):
        start, end = number(sentence.get("start")), number(sentence.get("end"))
        yield Segment(words_of(sentence.get("text")), label, start, end)


def _of_words(words: list[tuple[int, Row]], labels: Labels) -> list[Segment]:
    found = [_word(word, channel_label(labels, n, word.get("speaker"))) for n, word in words]
    several = len({n for n, _ in words}) > 1
    return utterances_of_channels(found) if several else segments_of(found)


def _word(row: Row, label: str | None) -> Word:
    text = words_of(first(row, "punctuated_word", "word"))
    return Word(text, label, number(row.get("start")), number(row.get("end")))


def _live(messages: list[Row]) -> list[Segment]:
    final = [m for m in messages if m.get("is_final") is not False]
    words = []
    for message in final:
        index = message.get("channel_index")
        channel = index[0] if isinstance(index, list) and index else 0
        best = _best(an_object(message.get("channel")))
        words += [(channel, word) for word in rows(best.get("words"))]
    return _of_words(words, channel_labels((n, word.get("speaker")) for n, word in words))


deepgram = TranscriptFormat("Deepgram JSON", 30, _recognises, _read)
