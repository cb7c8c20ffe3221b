from typing import Any

from tests.ingest.json_calls import call, turns


def token(text: str, start: float, end: float, kind: str, who: str | None) -> dict[str, Any]:
    return {"text": text, "start": start, "end": end, "type": kind, "speaker_id": who}


def said(text: str, start: float, who: str | None = "speaker_0") -> dict[str, Any]:
    return token(text, start, start + 0.4, "word", who)


def blank(start: float, who: str | None = "speaker_0") -> dict[str, Any]:
    return token(" ", start, start + 0.1, "spacing", who)


ANSWER = {
    "language_code": "eng",
    "text": "Right, forty-two. (laughs) Good.",
    "words": [
        said("Right,", 0.0),
        blank(0.4),
        said("forty", 0.5),
        said("-two.", 0.9),
        blank(1.3),
        token("(laughs)", 1.5, 1.9, "audio_event", "speaker_0"),
        said("Good.", 2.0, "speaker_1"),
    ],
}


def test_words_are_joined_with_the_blanks_that_stand_between_them() -> None:
    assert turns(ANSWER) == [
        ("speaker_0", "Right, forty-two.", 0.0, 1.3),
        ("speaker_1", "Good.", 2.0, 2.4),
    ]
    assert call(ANSWER).meta == {"language": "eng"}


def test_words_without_speakers_stay_nameless() -> None:
    data = {"words": [said("Hello.", 0.0, None), blank(0.4, None), said("Yes.", 5.0, None)]}
    assert turns(data) == [(None, "Hello.", 0.0, 0.4), (None, "Yes.", 5.0, 5.4)]


def test_each_channel_has_its_own_answer() -> None:
    data = {
        "transcripts": [
            {"channel_index": 0, "words": [said("Hello.", 0.0, None), said("Fine.", 4.0, None)]},
            {"channel_index": 1, "words": [said("Hi.", 2.0, None)]},
        ]
    }
    assert turns(data) == [
        ("0", "Hello.", 0.0, 0.4),
        ("1", "Hi.", 2.0, 2.4),
        ("0", "Fine.", 4.0, 4.4),
    ]
