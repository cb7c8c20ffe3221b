from typing import Any

import pytest

from tests.ingest.json_calls import call, turns


def word(text: str, start: float, **more: Any) -> dict[str, Any]:
    plain = text.strip(".,!?").lower()
    return {"word": plain, "punctuated_word": text, "start": start, "end": start + 0.5, **more}


def channel(words: list[Any], **more: Any) -> dict[str, Any]:
    text = " ".join(w.get("punctuated_word", w["word"]) for w in words)
    return {"alternatives": [{"transcript": text, "confidence": 0.9, "words": words, **more}]}


def answer(*channels: Any, **results: Any) -> dict[str, Any]:
    about = {"request_id": "x", "created": "2026-03-04T15:00:00Z", "duration": 25.9}
    return {"metadata": about, "results": {"channels": list(channels), **results}}


def said(text: str, start: float, end: float, **more: Any) -> dict[str, Any]:
    return {"start": start, "end": end, "transcript": text, "words": [], "id": "u", **more}


WORDS = [word("Yes,", 0.0, speaker=0), word("sure.", 0.5, speaker=0), word("Good.", 2.0, speaker=1)]
EXPECTED = [("0", "Yes, sure.", 0.0, 1.0), ("1", "Good.", 2.0, 2.5)]
PARAGRAPHS = {
    "paragraphs": [
        {"speaker": 0, "sentences": [{"text": "Yes, sure.", "start": 0.0, "end": 1.0}]},
        {"speaker": 1, "sentences": [{"text": "Good.", "start": 2.0, "end": 2.5}]},
    ]
}
UTTERANCES = [
    said("Yes, sure.", 0.0, 1.0, channel=0, speaker=0),
    said("Good.", 2.0, 2.5, channel=0, speaker=1),
]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(answer(channel(WORDS), utterances=UTTERANCES), id="utterances"),
        pytest.param(answer(channel(WORDS, paragraphs=PARAGRAPHS)), id="paragraphs"),
        pytest.param(answer(channel(WORDS)), id="words"),
        pytest.param({"result": answer(channel(WORDS)), "error": None}, id="as-the-sdk-wraps-it"),
        pytest.param([answer(channel(WORDS))], id="in-a-list"),
    ],
)
def test_speakers_come_from_the_best_source(data: Any) -> None:
    assert turns(data) == EXPECTED


def test_utterances_without_speakers_stay_nameless() -> None:
    data = answer(channel([]), utterances=[said("Yes.", 0.1, 1.0, channel=0)])
    assert turns(data) == [(None, "Yes.", 0.1, 1.0)]


def test_utterances_without_speakers_yield_to_words_with_them() -> None:
    data = answer(channel(WORDS), utterances=[said("Yes, sure. Good.", 0.0, 2.5, channel=0)])
    assert turns(data) == EXPECTED


def test_a_channel_is_a_speaker() -> None:
    first = [word("Hello.", 0.0), word("Fine.", 3.0)]
    assert turns(answer(channel(first), channel([word("Hi.", 1.0)]))) == [
        ("0", "Hello.", 0.0, 0.5),
        ("1", "Hi.", 1.0, 1.5),
        ("0", "Fine.", 3.0, 3.5),
    ]


def test_speakers_of_two_channels_are_kept_apart() -> None:
    rows = [
        said("One.", 0.0, 1.0, channel=0, speaker=0),
        said("Two.", 2.0, 3.0, channel=0, speaker=1),
        said("Three.", 4.0, 5.0, channel=1, speaker=0),
    ]
    found = turns(answer(channel([]), channel([]), utterances=rows))
    assert [speaker for speaker, *_ in found] == ["0-0", "0-1", "1-0"]


def test_words_without_punctuation_are_read() -> None:
    plain = [{"word": "yes", "start": 0.1, "end": 0.4, "speaker": 0}]
    assert turns(answer(channel(plain))) == [("0", "yes", 0.1, 0.4)]


def test_text_alone_has_no_times() -> None:
    data = answer({"alternatives": [{"transcript": "Hello there."}]})
    assert turns(data) == [(None, "Hello there.", None, None)]


def test_a_saved_live_stream_counts_final_messages_only() -> None:
    def message(text: str, start: float, *, final: bool) -> dict[str, Any]:
        about = {"type": "Results", "channel_index": [0, 1], "is_final": final}
        return {**about, "channel": channel([word(text, start)])}

    stream = [
        {"type": "Metadata"},
        message("Hel", 0.0, final=False),
        message("Hello.", 0.0, final=True),
    ]
    assert turns(stream) == [(None, "Hello.", 0.0, 0.5)]


def test_tells_about_the_call() -> None:
    assert call(answer(channel(WORDS))).meta == {
        "date": "2026-03-04T15:00:00Z",
        "duration_s": 25.9,
    }
