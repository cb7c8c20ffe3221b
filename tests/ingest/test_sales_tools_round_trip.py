"""What the readers of sales tools promise together: written calls come back, damage is told."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ingest.damage import read_broken
from tests.ingest.json_calls import call, talks

Talk = list[tuple[str, list[str]]]
Writer = Callable[[Talk], Any]


def rows(talk: Talk) -> list[tuple[int, str, str, int]]:
    """Number, speaker, text and start of each turn: one every two seconds, a second long."""
    return [(n, who, " ".join(words), n * 2) for n, (who, words) in enumerate(talk)]


def moment(second: float) -> str:
    return f"2026-03-04T15:{int(second) // 60:02}:{second % 60:06.3f}Z"


def gong(talk: Talk) -> Any:
    monologues = [
        {"speakerId": w, "sentences": [{"start": s * 1000, "end": s * 1000 + 1000, "text": t}]}
        for _, w, t, s in rows(talk)
    ]
    parties = [{"speakerId": w, "name": w, "affiliation": "Internal"} for w in "AB"]
    meta = {"id": "1", "duration": 60}
    return {"metaData": meta, "parties": parties, "transcript": monologues}


def fireflies(talk: Talk) -> Any:
    sentences = [
        {"index": n, "speaker_name": w, "text": t, "start_time": str(s), "end_time": s + 1}
        for n, w, t, s in rows(talk)
    ]
    return {"data": {"transcript": {"id": "1", "sentences": sentences}}}


def chorus(talk: Talk) -> Any:
    utterances = [
        {"speaker_name": w, "speaker_type": "rep", "snippet": t}
        | {"snippet_time": s, "snippet_length": 1}
        for _, w, t, s in rows(talk)
    ]
    return {"data": {"id": "1", "attributes": {"recording": {"utterances": utterances}}}}


def grain(talk: Talk) -> Any:
    return [
        {"participant_id": w, "speaker": w, "start": s * 1000, "end": s * 1000 + 1000, "text": t}
        for _, w, t, s in rows(talk)
    ]


def hubspot(talk: Talk) -> Any:
    utterances = [
        {"speaker": {"name": w}, "text": t}
        | {"startTimeMillis": s * 1000, "endTimeMillis": s * 1000 + 1000}
        for _, w, t, s in rows(talk)
    ]
    return {"engagementId": 1, "transcriptUtterances": utterances}


def avoma(talk: Talk) -> Any:
    turns = [
        {"speaker_id": w, "transcript": t, "timestamps": [s, s + 1]} for _, w, t, s in rows(talk)
    ]
    speakers = [{"id": w, "name": w, "is_rep": w == "A"} for w in "AB"]
    return {"results": [{"meeting_uuid": "1", "speakers": speakers, "transcript": turns}]}


def ringcentral(talk: Talk) -> Any:
    lines = [{"speakerId": w, "start": s, "end": s + 1, "text": t} for _, w, t, s in rows(talk)]
    info = [{"speakerId": w, "name": w, "extensionId": None} for w in "AB"]
    return {"body": {"insights": {"Transcript": lines}, "speakerInfo": info}}


def twilio(talk: Talk) -> Any:
    sentences = [
        {"media_channel": "AB".index(w), "sentence_index": n, "transcript": t}
        | {"start_time": str(s), "end_time": s + 1}
        for n, w, t, s in rows(talk)
    ]
    people = [{"channel_participant": n, "full_name": w} for n, w in enumerate("AB")]
    resource = {"sid": "GT1", "channel": {"participants": people}}
    return {"transcript": resource, "sentences": sentences}


def granola(talk: Talk) -> Any:
    return [
        {"speaker": w, "text": t, "source": "system"}
        | {"start_timestamp": moment(s), "end_timestamp": moment(s + 1)}
        for _, w, t, s in rows(talk)
    ]


def zoom_timeline(talk: Talk) -> Any:
    timeline = [
        {"ts": f"00:00:{s:02}.000", "end_ts": f"00:00:{s + 1:02}.000"}
        | {"text": t, "users": [{"username": w}]}
        for _, w, t, s in rows(talk)
    ]
    return {"type": "zoom_transcript", "timeline": timeline}


def salesforce(talk: Talk) -> Any:
    records = [
        {"ActorName": w, "ActorType": "Agent", "Message": t, "Seq": n}
        | {"EntryTime": moment(s), "EntryEndTime": moment(s + 1)}
        for n, w, t, s in rows(talk)
    ]
    return {"records": records}


def google_meet_rest(talk: Talk) -> Any:
    entries = [
        {"participant": w, "text": t, "startTime": moment(s), "endTime": moment(s + 1)}
        for _, w, t, s in rows(talk)
    ]
    return {"transcriptEntries": entries}


def tldv(talk: Talk) -> Any:
    pieces = [
        {"speaker": w, "text": t, "startTime": s, "endTime": s + 1} for _, w, t, s in rows(talk)
    ]
    return {"meetingId": "m", "data": pieces}


def read_ai(talk: Talk) -> Any:
    zero = 1_772_636_400
    blocks = [
        {"speaker": {"name": w}, "words": t}
        | {"start_time": f"{(zero + s) * 1000}", "end_time": (zero + s + 1) * 1000}
        for _, w, t, s in rows(talk)
    ]
    return {"session_id": "1", "transcript": {"speaker_blocks": blocks}}


def generic_json(talk: Talk) -> Any:
    turns = [
        {"who": w, "utterance": t, "start_ms": s * 1000, "end_ms": s * 1000 + 1000}
        for _, w, t, s in rows(talk)
    ]
    return {"call": {"conversation": turns}}


def fathom_api(talk: Talk) -> Any:
    return {
        "transcript": [
            {"speaker": {"display_name": w}, "text": t, "timestamp": f"00:00:{s:02}"}
            for _, w, t, s in rows(talk)
        ]
    }


def dialpad(talk: Talk) -> Any:
    lines = [
        {"type": "transcript", "name": w, "content": t, "time": moment(s), "user_id": "1"}
        for _, w, t, s in rows(talk)
    ]
    return {"call_id": "1", "lines": lines}


def invoca(talk: Talk) -> Any:
    return [{"agent" if w == "A" else "caller": t} for _, w, t, _ in rows(talk)]


TIMED: list[Writer] = [
    *(gong, fireflies, avoma, chorus, grain, hubspot, ringcentral, twilio, granola),
    *(zoom_timeline, salesforce, google_meet_rest, tldv, read_ai, generic_json),
]
ALL: list[Writer] = [*TIMED, fathom_api, dialpad, invoca]
TALK: Talk = [("A", ["so", "the", "price"]), ("B", ["which", "one"]), ("A", ["yearly"])]


@pytest.mark.parametrize("write", TIMED, ids=lambda w: w.__name__)
@settings(max_examples=20, deadline=None)
@given(talk=talks)
def test_written_calls_are_read_back(write: Writer, talk: Talk) -> None:
    found = call(write(talk))
    assert found.format == write.__name__
    assert [(t.speaker, t.text, t.start, t.end) for t in found.turns] == [
        (who, text, start, start + 1) for _, who, text, start in rows(talk)
    ]


@pytest.mark.parametrize("write", ALL, ids=lambda w: w.__name__)
@settings(max_examples=40, deadline=None)
@given(random=st.randoms(use_true_random=False))
def test_damage_is_told_or_survived(write: Writer, random: Any) -> None:
    read_broken(write(TALK), random)
