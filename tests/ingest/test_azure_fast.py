from typing import Any

import pytest

from tests.ingest.json_calls import call, turns


def answer(*phrases: dict[str, Any], **more: Any) -> dict[str, Any]:
    combined = [{"channel": 0, "text": "All of it."}]
    return {"combinedPhrases": combined, "phrases": list(phrases), **more}


@pytest.mark.parametrize(
    "times",
    [
        pytest.param({"offsetMilliseconds": 2000, "durationMilliseconds": 1500}, id="released"),
        pytest.param({"offset": 2000, "duration": 1500}, id="early-preview"),
        pytest.param({"offset": 20000000, "duration": 15000000}, id="ticks-of-the-sdk"),
    ],
)
def test_times_become_seconds(times: dict[str, int]) -> None:
    row = {"channel": 0, "speaker": 1, "text": "Shall we look at it?", "locale": "en-US", **times}
    assert turns(answer(row)) == [("1", "Shall we look at it?", 2.0, 3.5)]


def test_channels_are_speakers() -> None:
    def said(channel: int, text: str, start: int) -> dict[str, Any]:
        times = {"offsetMilliseconds": start, "durationMilliseconds": 900}
        return {"channel": channel, "text": text, **times}

    data = answer(said(0, "Hello there.", 0), said(0, "Fine.", 4000), said(1, "Hi to you.", 2000))
    assert [(who, text) for who, text, *_ in turns(data)] == [
        ("0", "Hello there."),
        ("1", "Hi to you."),
        ("0", "Fine."),
    ]


def test_the_whole_text_serves_where_phrases_are_missing() -> None:
    assert turns(answer()) == [(None, "All of it.", None, None)]


def test_tells_about_the_call() -> None:
    row = {
        "text": "Hello there.",
        "offsetMilliseconds": 0,
        "durationMilliseconds": 900,
        "locale": "en-US",
    }
    assert call(answer(row, durationMilliseconds=31500)).meta == {
        "duration_s": 31.5,
        "language": "en-US",
    }
