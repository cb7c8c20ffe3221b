from typing import Any

import pytest

from tests.ingest.json_calls import call, refusal, turns


def piece(text: str, start: int, end: int, speaker: str | None = None) -> dict[str, Any]:
    return {"text": text, "start": start, "end": end, "confidence": 0.9, "speaker": speaker}


def utterance(text: str, start: int, end: int, speaker: str) -> dict[str, Any]:
    return {**piece(text, start, end, speaker), "words": []}


UTTERANCES = [
    utterance("Right, the price.", 420, 1650, "A"),
    utterance("Which one?", 2000, 2800, "B"),
]
EXPECTED = [("A", "Right, the price.", 0.42, 1.65), ("B", "Which one?", 2.0, 2.8)]
WORDS = [
    piece("Right,", 420, 700, "A"),
    piece("the", 800, 900, "A"),
    piece("price.", 950, 1650, "A"),
    piece("Which", 2000, 2300, "B"),
    piece("one?", 2400, 2800, "B"),
]
ANSWER = {
    "id": "t1",
    "status": "completed",
    "audio_url": "https://files.test/a.mp3",
    "audio_duration": 31,
    "language_code": "en_us",
    "text": "Right, the price. Which one?",
    "words": WORDS,
    "utterances": UTTERANCES,
}
RENAMED = [
    {"speaker": u["speaker"], "text": u["text"], "start_ms": u["start"], "end_ms": u["end"]}
    for u in UTTERANCES
]
PLAIN = [{key: u[key] for key in ("speaker", "text", "start", "end")} for u in UTTERANCES]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(ANSWER, id="utterances"),
        pytest.param({**ANSWER, "utterances": None}, id="words-with-speakers"),
        pytest.param({"transcript": ANSWER}, id="in-an-envelope"),
        pytest.param(UTTERANCES, id="bare-list-of-utterances"),
        pytest.param({"utterances": RENAMED}, id="re-saved-with-other-names"),
        pytest.param({"utterances": PLAIN}, id="re-saved-without-confidence"),
        pytest.param({"utterances": UTTERANCES, "words": []}, id="no-words"),
    ],
)
def test_turns_are_in_seconds(data: Any) -> None:
    assert turns(data) == EXPECTED


def test_words_without_speakers_stay_nameless() -> None:
    words = [{**word, "speaker": None} for word in WORDS]
    assert turns({**ANSWER, "utterances": None, "words": words}) == [
        (None, "Right, the price.", 0.42, 1.65),
        (None, "Which one?", 2.0, 2.8),
    ]


def test_text_alone_has_no_times() -> None:
    data = {**ANSWER, "utterances": None, "words": None}
    assert turns(data) == [(None, "Right, the price. Which one?", None, None)]


@pytest.mark.parametrize("status", ["error", "processing", "queued"])
def test_refuses_what_is_not_done(status: str) -> None:
    data = {"id": "t1", "status": status, "audio_url": "https://files.test/a.mp3", "text": None}
    assert f"status {status}" in refusal(data)


def test_tells_about_the_call() -> None:
    assert call(ANSWER).meta == {"duration_s": 31.0, "language": "en_us"}
