"""What the readers of speech engines promise together: written calls come back, damage is told."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ingest.damage import read_broken
from tests.ingest.json_calls import call, talks, turns, write_words

Talk = list[tuple[str, list[str]]]


def aws_transcribe(talk: Talk) -> Any:
    items = [
        {
            "type": "pronunciation",
            "start_time": str(start),
            "end_time": str(end),
            "alternatives": [{"content": word}],
            "speaker_label": who,
        }
        for who, word, start, end in write_words(talk)
    ]
    return {"status": "COMPLETED", "results": {"transcripts": [], "items": items}}


def deepgram(talk: Talk) -> Any:
    words = [
        {"word": word, "start": start, "end": end, "speaker": who}
        for who, word, start, end in write_words(talk)
    ]
    return {"results": {"channels": [{"alternatives": [{"transcript": "", "words": words}]}]}}


def assemblyai(talk: Talk) -> Any:
    words = [
        {"text": word, "start": start * 1000, "end": end * 1000, "confidence": 1, "speaker": who}
        for who, word, start, end in write_words(talk)
    ]
    return {"id": "1", "status": "completed", "utterances": None, "words": words}


def whisper(talk: Talk) -> Any:
    segments = [
        {"start": start, "end": end, "text": f" {word}", "speaker": who}
        for who, word, start, end in write_words(talk)
    ]
    return {"segments": segments, "language": "en"}


def rev_ai(talk: Talk) -> Any:
    monologues = [
        {"speaker": who, "elements": [{"type": "text", "value": word, "ts": start, "end_ts": end}]}
        for who, word, start, end in write_words(talk)
    ]
    return {"monologues": monologues}


def speechmatics(talk: Talk) -> Any:
    results = [
        {
            "type": "word",
            "start_time": start,
            "end_time": end,
            "alternatives": [{"content": word, "speaker": who}],
        }
        for who, word, start, end in write_words(talk)
    ]
    return {"results": results}


def elevenlabs(talk: Talk) -> Any:
    words = [
        {"type": "word", "text": word, "start": start, "end": end, "speaker_id": who}
        for who, word, start, end in write_words(talk)
    ]
    return {"language_code": "eng", "words": words}


def google_stt(talk: Talk) -> Any:
    words = [
        {"word": word, "startOffset": f"{start}s", "endOffset": f"{end}s", "speakerLabel": who}
        for who, word, start, end in write_words(talk)
    ]
    return {"results": [{"alternatives": [{"transcript": "x", "words": words}]}]}


def azure_batch(talk: Talk) -> Any:
    phrases = [
        {
            "recognitionStatus": "Success",
            "speaker": who,
            "offsetInTicks": start * 1e7,
            "durationInTicks": (end - start) * 1e7,
            "nBest": [{"display": word}],
        }
        for who, word, start, end in write_words(talk)
    ]
    return {"recognizedPhrases": phrases}


def azure_fast(talk: Talk) -> Any:
    phrases = [
        {
            "speaker": who,
            "text": word,
            "offsetMilliseconds": round(start * 1000),
            "durationMilliseconds": round((end - start) * 1000),
        }
        for who, word, start, end in write_words(talk)
    ]
    return {"combinedPhrases": [], "phrases": phrases}


def aws_call_analytics(talk: Talk) -> Any:
    rows = [
        {
            "ParticipantRole": who,
            "Content": word,
            "BeginOffsetMillis": round(start * 1000),
            "EndOffsetMillis": round(end * 1000),
        }
        for who, word, start, end in write_words(talk)
    ]
    return {"JobStatus": "COMPLETED", "Transcript": rows}


def aws_post_call_analytics(talk: Talk) -> Any:
    rows = [
        {
            "SegmentSpeaker": who,
            "DisplayText": word,
            "SegmentStartTime": start,
            "SegmentEndTime": end,
        }
        for who, word, start, end in write_words(talk)
    ]
    return {"ConversationAnalytics": {"SpeakerLabels": []}, "SpeechSegments": rows}


def podcast_json(talk: Talk) -> Any:
    segments = [
        {"speaker": who, "startTime": start, "endTime": end, "body": word}
        for who, word, start, end in write_words(talk)
    ]
    return {"version": "1.0.0", "segments": segments}


def recall_ai(talk: Talk) -> Any:
    return [
        {
            "participant": {"name": who},
            "words": [
                {"text": word, "start_timestamp": {"relative": s}, "end_timestamp": {"relative": e}}
            ],
        }
        for who, word, s, e in write_words(talk)
    ]


WRITERS: list[Callable[[Talk], Any]] = [
    *(aws_transcribe, aws_call_analytics, aws_post_call_analytics, deepgram, assemblyai, whisper),
    *(rev_ai, speechmatics, elevenlabs, google_stt, azure_batch, azure_fast, podcast_json),
    recall_ai,
]
TALK: Talk = [("A", ["so", "the", "price"]), ("B", ["which", "one"]), ("A", ["yearly"])]


@pytest.mark.parametrize("write", WRITERS, ids=lambda w: w.__name__)
@settings(max_examples=25, deadline=None)
@given(talk=talks)
def test_written_calls_are_read_back(write: Callable[[Talk], Any], talk: Talk) -> None:
    data = write(talk)
    assert call(data).format == write.__name__
    timed, expected = iter(write_words(talk)), []
    for who, spoken in talk:
        pieces = [next(timed) for _ in spoken]
        start, end = pieces[0][2], pieces[-1][3]
        expected.append((who, " ".join(spoken), pytest.approx(start), pytest.approx(end)))
    assert turns(data) == expected


@pytest.mark.parametrize("write", WRITERS, ids=lambda w: w.__name__)
@settings(max_examples=100, deadline=None)
@given(random=st.randoms(use_true_random=False))
def test_damage_is_told_or_survived(write: Callable[[Talk], Any], random: Any) -> None:
    read_broken(write(TALK), random)
