from typing import Any

import pytest

from tests.ingest.json_calls import call, turns


def phrase(text: str, start: float, length: float, **more: Any) -> dict[str, Any]:
    return {
        "recognitionStatus": "Success",
        "channel": 0,
        "offsetInTicks": start * 10_000_000,
        "durationInTicks": length * 10_000_000,
        "nBest": [{"confidence": 0.9, "lexical": "as heard", "display": text}, {"display": "x"}],
        **more,
    }


def timed(phrase_: dict[str, Any], **times: Any) -> dict[str, Any]:
    """The phrase with other fields for its times."""
    kept = {key: value for key, value in phrase_.items() if not key.endswith("InTicks")}
    return {**kept, **times}


def answer(*phrases: Any) -> dict[str, Any]:
    return {
        "source": "x.wav",
        "timestamp": "2026-03-04T15:00:00Z",
        "durationInTicks": 91200000,
        "combinedRecognizedPhrases": [{"channel": 0, "display": "All of it."}],
        "recognizedPhrases": list(phrases),
    }


def test_ticks_become_seconds() -> None:
    first, second = phrase("Hello.", 0.5, 1.2, speaker=1), phrase("Hi.", 2.0, 0.5, speaker=2)
    assert turns(answer(first, second)) == [("1", "Hello.", 0.5, 1.7), ("2", "Hi.", 2.0, 2.5)]
    assert call(answer(first)).meta == {"date": "2026-03-04T15:00:00Z", "duration_s": 9.12}


@pytest.mark.parametrize(
    "times",
    [
        pytest.param({"offset": "PT1M2.5S", "duration": "PT1.5S"}, id="iso-durations"),
        pytest.param({"offsetMilliseconds": 62500, "durationMilliseconds": 1500}, id="ms"),
        pytest.param({"offsetInTicks": 625000000.0, "durationInTicks": "15000000"}, id="ticks"),
        pytest.param({"OffsetInSeconds": 62.5, "DurationInSeconds": 1.5}, id="v2-seconds"),
        pytest.param({"Offset": 625000000, "Duration": 15000000}, id="v2-ticks"),
    ],
)
def test_every_way_to_write_times_is_read(times: dict[str, Any]) -> None:
    assert turns(answer(timed(phrase("Hello.", 0, 0), **times))) == [(None, "Hello.", 62.5, 64.0)]


def test_missing_times_stay_missing() -> None:
    assert turns(answer(timed(phrase("Hello.", 0, 0)))) == [(None, "Hello.", None, None)]


def test_channels_are_speakers_in_the_order_of_time() -> None:
    rows = [
        phrase("Hello.", 0.0, 1.0),
        phrase("Fine.", 4.0, 1.0),
        phrase("Hi.", 2.0, 1.0, channel=1),
    ]
    assert turns(answer(*rows)) == [
        ("0", "Hello.", 0.0, 1.0),
        ("1", "Hi.", 2.0, 3.0),
        ("0", "Fine.", 4.0, 5.0),
    ]


def test_phrases_that_failed_are_skipped() -> None:
    rows = [phrase("x", 0.0, 1.0, recognitionStatus="Failure"), phrase("Hi.", 2.0, 1.0)]
    assert turns(answer(*rows)) == [(None, "Hi.", 2.0, 3.0)]


def test_version_2_is_read() -> None:
    row = {
        "RecognitionStatus": "Success",
        "SpeakerId": "1",
        "OffsetInSeconds": 0.5,
        "DurationInSeconds": 1.0,
        "NBest": [{"Display": "Hello."}],
    }
    data = {"AudioFileResults": [{"AudioFileName": "x.wav", "SegmentResults": [row]}]}
    assert turns(data) == [("1", "Hello.", 0.5, 1.5)]


def test_capitalised_names_are_read() -> None:
    def capitalised(value: Any) -> Any:
        if isinstance(value, dict):
            return {key[:1].upper() + key[1:]: capitalised(v) for key, v in value.items()}
        return [capitalised(v) for v in value] if isinstance(value, list) else value

    data = capitalised(answer(phrase("Hello.", 0.5, 1.0, speaker=1)))
    assert turns(data) == [("1", "Hello.", 0.5, 1.5)]
