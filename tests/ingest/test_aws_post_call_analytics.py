from typing import Any

from tests.ingest.json_calls import call, roles, turns


def said(speaker: str, text: str, start: float, end: float, **more: Any) -> dict[str, Any]:
    return {
        "SegmentStartTime": start,
        "SegmentEndTime": end,
        "SegmentSpeaker": speaker,
        "SegmentInterruption": False,
        "OriginalText": "as heard",
        "DisplayText": text,
        **more,
    }


RESULT = {
    "ConversationAnalytics": {
        "GUID": "g-1",
        "ConversationTime": "2026-03-04 15:00:00.000000",
        "Duration": 31.5,
        "LanguageCode": "en-US",
        "SpeakerLabels": [
            {"Speaker": "spk_0", "DisplayText": "Agent"},
            {"Speaker": "spk_1", "DisplayText": "Lee"},
        ],
    },
    "SpeechSegments": [
        said("spk_0", "Hello.", 0.5, 1.5),
        said("spk_1", "Hi.", 2.0, 2.5),
        said("spk_2", "", 3.0, 3.5),
    ],
}


def test_segments_carry_the_display_names() -> None:
    assert turns(RESULT) == [
        ("Agent", "Hello.", 0.5, 1.5),
        ("Lee", "Hi.", 2.0, 2.5),
        ("spk_2", "as heard", 3.0, 3.5),
    ]


def test_only_a_role_word_states_a_role() -> None:
    assert roles(RESULT) == {"Agent": "rep", "Lee": None, "spk_2": None}


def test_tells_about_the_call() -> None:
    found = call(RESULT)
    assert found.id == "g-1"
    assert found.meta == {
        "date": "2026-03-04T15:00:00.000000",
        "duration_s": 31.5,
        "language": "en-US",
    }
