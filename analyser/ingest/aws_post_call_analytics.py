"""Post-call analytics for Amazon Transcribe (open-source solution): ``SpeechSegments[]``.

Times are seconds. Names, often ``Agent`` and ``Customer``, stand in
``ConversationAnalytics.SpeakerLabels[]``.
"""

from analyser.conversation import Participant
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
from analyser.transcripts.role_words import role_word
from analyser.transcripts.segments import Segment, clean_speaker
from analyser.transcripts.source import Source
from analyser.transcripts.times import number
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat


def _is_result(data: Row) -> bool:
    segments = data.get("SpeechSegments")
    return isinstance(segments, list) and (
        "ConversationAnalytics" in data
        or any("SegmentSpeaker" in row for row in rows(segments)[:5])
    )


def _recognises(source: Source) -> bool:
    return bool(calls_in(source.json, _is_result))


def _read(source: Source) -> list[RawCall]:
    return [_call(result) for result in calls_in(source.json, _is_result)]


def _call(result: Row) -> RawCall:
    about = an_object(result.get("ConversationAnalytics"))
    names = {
        str(row.get("Speaker")): clean_speaker(row.get("DisplayText"))
        for row in rows(about.get("SpeakerLabels"))
    }
    segments = []
    for row in rows(result["SpeechSegments"]):
        key = clean_speaker(row.get("SegmentSpeaker"))
        name = names.get(str(row.get("SegmentSpeaker"))) or key
        segments.append(
            Segment(
                words_of(row.get("DisplayText")) or words_of(row.get("OriginalText")),
                name,
                number(row.get("SegmentStartTime")),
                number(row.get("SegmentEndTime")),
            )
        )
    people = [Participant(s.speaker, role_word(s.speaker)) for s in segments if s.speaker]
    meta = {
        "date": iso_date(words_of(about.get("ConversationTime")).replace(" ", "T", 1)),
        "duration_s": number(about.get("Duration")),
        "language": first(about, "LanguageCode"),
    }
    return call_of(segments, join=True, people=people, meta=meta, call_id=about.get("GUID"))


aws_post_call_analytics = TranscriptFormat(
    "Amazon post-call analytics JSON", 33, _recognises, _read
)
