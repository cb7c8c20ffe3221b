"""Azure conversation-language input: ``analysisInput.conversations[].conversationItems[]``.

Each conversation is a call. The role stands in ``role`` or is the participant's id itself. Items
have no times, except transcripts with ``audioTimings`` in ticks of 100 ns.
"""

from analyser.conversation import Participant
from analyser.transcripts.json_fields import (
    Row,
    an_object,
    call_of,
    first,
    rows,
    with_speech,
    words_of,
)
from analyser.transcripts.role_words import role_word
from analyser.transcripts.segments import Segment, clean_speaker
from analyser.transcripts.source import Source
from analyser.transcripts.times import number, scaled
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat

_TICKS = 10_000_000


def _conversations(data: object) -> list[Row]:
    top = an_object(data)
    holder = an_object(top.get("analysisInput")) or top
    found = rows(holder.get("conversations")) or [holder]
    return [row for row in found if isinstance(row.get("conversationItems"), list)]


def _recognises(source: Source) -> bool:
    return bool(_conversations(source.json))


def _read(source: Source) -> list[RawCall]:
    calls = [_call(row) for row in _conversations(source.json)]
    return with_speech(calls, source, "Azure conversations")


def _call(conversation: Row) -> RawCall:
    people: list[Participant] = []
    segments = []
    for item in rows(conversation["conversationItems"]):
        label = clean_speaker(first(item, "participantId", "role"))
        if label:
            people.append(Participant(label, role_word(item.get("role")) or role_word(label)))
        segments.append(
            Segment(words_of(first(item, "text", "itn", "lexical")), label, *_times(item))
        )
    meta = {"language": first(conversation, "language")}
    return call_of(segments, join=False, people=people, meta=meta, call_id=conversation.get("id"))


def _times(item: Row) -> tuple[float | None, float | None]:
    timings = rows(item.get("audioTimings")) or rows([item.get("conversationItemLevelTiming")])
    if not timings:
        return None, None
    start, last = number(timings[0].get("offset")), number(timings[-1].get("offset"))
    length = number(timings[-1].get("duration"))
    end = None if last is None or length is None else last + length
    return scaled(start, _TICKS), scaled(end, _TICKS)


azure_conversation = TranscriptFormat("Azure conversation JSON", 36, _recognises, _read)
