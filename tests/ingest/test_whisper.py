import json
from typing import Any

import pytest

from analyser.ingest.whisper import whisper
from analyser.transcripts.source import Source
from tests.ingest.json_calls import call, roles, turns


def seg(text: str, start: float, end: float, **more: Any) -> dict[str, Any]:
    return {"start": start, "end": end, "text": text, **more}


def word(text: str, start: float | None, end: float | None, **more: Any) -> dict[str, Any]:
    times = {} if start is None else {"start": start, "end": end}
    return {"word": text, **times, **more}


PLAIN = {
    "text": " Right, the price. Which one?",
    "language": "en",
    "segments": [
        seg(" Right,", 0.5, 1.0, id=0, seek=0, tokens=[1], avg_logprob=-0.2),
        seg(" the price.", 1.0, 1.7, id=1, seek=0, tokens=[2], avg_logprob=-0.2),
        seg(" Which one?", 4.0, 4.8, id=2, seek=0, tokens=[3], avg_logprob=-0.2),
    ],
}
NAMELESS = [(None, "Right, the price.", 0.5, 1.7), (None, "Which one?", 4.0, 4.8)]
PEOPLE = {
    "segments": [
        seg(" Right, the price.", 0.5, 1.7, speaker="SPEAKER_00"),
        seg(" Which one?", 4.0, 4.8, speaker="SPEAKER_01"),
    ],
    "word_segments": [],
}
NAMED = [("SPEAKER_00", "Right, the price.", 0.5, 1.7), ("SPEAKER_01", "Which one?", 4.0, 4.8)]
CPP = {
    "systeminfo": "AVX = 1",
    "result": {"language": "en"},
    "transcription": [
        {
            "timestamps": {"from": "00:00:00,500", "to": "00:00:01,700"},
            "offsets": {"from": 500, "to": 1700},
            "text": " Right, the price.",
        },
        {"timestamps": {"from": "00:00:04,000", "to": "00:00:04,800"}, "text": " Which one?"},
    ],
}
PIPELINE = {
    "text": " Right, the price. Which one?",
    "chunks": [
        {"timestamp": [0.5, 1.7], "text": " Right, the price."},
        {"timestamp": [4.0, None], "text": " Which one?"},
    ],
}
DUMPED = [
    [1, 0, 0.5, 1.7, " Right, the price.", [50364], -0.2, 1.1, 0.01, None, 0.0],
    [2, 0, 4.0, 4.8, " Which one?", [50365], -0.2, 1.1, 0.01, None, 0.0],
]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(PLAIN, id="openai"),
        pytest.param(PLAIN["segments"], id="bare-list-of-segments"),
        pytest.param([seg(t, s, e) for _, t, s, e in NAMELESS], id="bare-list-without-extras"),
        pytest.param({"result": PLAIN["segments"]}, id="list-in-an-envelope"),
        pytest.param(DUMPED, id="faster-whisper-dumped-as-lists"),
        pytest.param({"transcription": PLAIN}, id="nested-one-level-down"),
        pytest.param({"id": "x", "output": {"result": PLAIN}}, id="nested-two-levels-down"),
        pytest.param(CPP, id="whisper-cpp"),
    ],
)
def test_segments_without_speakers_become_sentences(data: Any) -> None:
    assert turns(data) == NAMELESS


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(PEOPLE, id="whisperx"),
        pytest.param(PEOPLE["segments"], id="bare-list"),
        pytest.param({"result": PEOPLE, "status": "done"}, id="wrapped"),
        pytest.param(
            {"segments": [seg(f" [{n}]: {t}", s, e) for n, t, s, e in NAMED]},
            id="label-in-the-text",
        ),
        pytest.param(
            {
                "segments": [seg(f"{t}", s * 1000, e * 1000, speaker=n) for n, t, s, e in NAMED],
            },
            id="re-saved-in-milliseconds",
        ),
        pytest.param(
            {"speakers": [{"speaker": n, "text": t, "timestamp": [s, e]} for n, t, s, e in NAMED]}
            | PIPELINE,
            id="pipeline-with-speakers",
        ),
    ],
)
def test_segments_with_speakers_become_turns(data: Any) -> None:
    assert turns(data) == NAMED


def test_openai_diarized_json_is_read() -> None:
    segment = seg("Hello.", 0.0, 1.0, type="transcript.text.segment", id="seg_1", speaker="A")
    data = {"task": "transcribe", "duration": 27.4, "text": "Hello.", "segments": [segment]}
    assert turns(data) == [("A", "Hello.", 0.0, 1.0)]
    assert call(data).meta == {"duration_s": 27.4}


def test_a_missing_end_stays_missing() -> None:
    assert turns(PIPELINE)[-1] == (None, "Which one?", 4.0, None)


def test_a_segment_without_speaker_stays_nameless() -> None:
    segments = [PEOPLE["segments"][0], seg(" Mhm.", 2.0, 2.2), PEOPLE["segments"][1]]
    assert [s for s, *_ in turns({"segments": segments})] == ["SPEAKER_00", None, "SPEAKER_01"]


def test_words_tell_the_speakers_where_the_segment_does_not() -> None:
    spoken = [
        word("Yes.", 0.0, 0.5, speaker="SPEAKER_00"),
        word("19", None, None),
        word("Good.", 2.0, 2.5, speaker="SPEAKER_01"),
    ]
    assert turns({"segments": [seg(" Yes. 19 Good.", 0.0, 2.5, words=spoken)]}) == [
        ("SPEAKER_00", "Yes. 19", 0.0, 0.5),
        ("SPEAKER_01", "Good.", 2.0, 2.5),
    ]


def test_words_alone_are_read() -> None:
    data = {"text": "Yes. Good.", "words": [word("Yes.", 0.0, 0.5), word("Good.", 2.5, 2.9)]}
    assert turns(data) == [(None, "Yes.", 0.0, 0.5), (None, "Good.", 2.5, 2.9)]


def test_the_unknown_speaker_of_whisper_cpp_is_nobody() -> None:
    row = {"offsets": {"from": 0, "to": 900}, "text": " Hello.", "speaker": "?"}
    assert turns({"transcription": [row]}) == [(None, "Hello.", 0.0, 0.9)]


def test_a_wrapper_may_name_people_and_roles() -> None:
    segments = [seg("Hello.", 0.0, 1.0, speaker={"name": "Agent"})]
    segments.append(seg("Hi.", 1.5, 2.0, speaker={"name": "Lee"}))
    assert [speaker for speaker, *_ in turns({"segments": segments})] == ["Agent", "Lee"]
    assert roles({"segments": segments}) == {"Agent": "rep"}


def test_timed_words_beside_paragraphs_of_other_tools_are_left_alone() -> None:
    data = {
        "words": [{"id": 0, "start": 0.0, "end": 0.5, "text": "Hello."}],
        "paragraphs": [{"id": 0, "start": 0.0, "end": 0.5, "speaker": "Ann"}],
    }
    assert not whisper.recognises(Source("call.json", json.dumps(data).encode()))
