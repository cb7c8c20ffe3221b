from typing import Any

import pytest

from tests.ingest.json_calls import call, turns


def word(text: str, start: Any, end: Any, **more: Any) -> dict[str, Any]:
    return {"word": text, "startTime": start, "endTime": end, **more}


def result(*words: dict[str, Any], **more: Any) -> dict[str, Any]:
    text = " ".join(w["word"] for w in words)
    return {"alternatives": [{"transcript": text, "words": list(words)}], **more}


def tagged(row: dict[str, Any], tag: int) -> dict[str, Any]:
    return {**row, "speakerTag": tag}


YES, SURE = word("Yes,", "0.500s", "0.900s"), word("sure.", "0.900s", "1.400s")
GOOD = word("Good.", "2s", "2.500s")
LAST = result(tagged(YES, 1), tagged(SURE, 1), tagged(GOOD, 2))
ANSWER = {"results": [result(YES, SURE, languageCode="en-us"), result(GOOD), LAST]}
EXPECTED = [("1", "Yes, sure.", 0.5, 1.4), ("2", "Good.", 2.0, 2.5)]
V2_WORDS = [
    {"word": "Yes,", "startOffset": "0.500s", "endOffset": "0.900s", "speakerLabel": "1"},
    {"word": "sure.", "startOffset": "0.900s", "endOffset": "1.400s", "speakerLabel": "1"},
    {"word": "Good.", "startOffset": "2s", "endOffset": "2.500s", "speakerLabel": "2"},
]
V2 = {"results": [result(*V2_WORDS[:2]), result(*V2_WORDS[2:])]}
BATCH = {"results": {"gs://bucket/x.wav": {"transcript": V2, "metadata": {}}}}
INLINE = {"results": {"gs://bucket/x.wav": {"inlineResult": {"transcript": V2}}}}
OPERATION = {"name": "1", "metadata": {}, "done": True, "response": ANSWER}


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(ANSWER, id="last-result-repeats-every-word"),
        pytest.param(OPERATION, id="operation"),
        pytest.param([ANSWER], id="bare-list-of-answers"),
        pytest.param(ANSWER["results"], id="bare-list-of-results"),
        pytest.param([{"results": [row]} for row in ANSWER["results"]], id="one-result-an-answer"),
        pytest.param(V2, id="version-2"),
        pytest.param(BATCH, id="version-2-batch"),
        pytest.param(INLINE, id="version-2-inline"),
        pytest.param({"response": BATCH, "done": True}, id="version-2-operation"),
    ],
)
def test_each_word_counts_once(data: Any) -> None:
    assert turns(data) == EXPECTED


@pytest.mark.parametrize(
    ("start", "end"),
    [
        pytest.param("1.500s", "2s", id="rest"),
        pytest.param({"seconds": "1", "nanos": 500000000}, {"seconds": 2}, id="client-library"),
        pytest.param("0:00:01.500000", "0:00:02", id="timedelta-as-text"),
        pytest.param(1.5, 2, id="numbers"),
    ],
)
def test_durations_become_seconds(start: Any, end: Any) -> None:
    snake = {"word": "Yes.", "start_time": start, "end_time": end, "speaker_tag": 1}
    assert turns({"results": [result(snake)]}) == [("1", "Yes.", 1.5, 2.0)]


def test_an_empty_duration_of_a_client_library_is_zero() -> None:
    snake = {"word": "Yes.", "start_time": {}, "end_time": {"nanos": 400000000}}
    assert turns({"results": [result(snake)]}) == [(None, "Yes.", 0.0, 0.4)]


def test_tag_zero_is_nobody() -> None:
    assert turns({"results": [result(tagged(YES, 0))]}) == [(None, "Yes,", 0.5, 0.9)]


def test_a_channel_is_a_speaker() -> None:
    rows = [result(YES, SURE, channelTag=1), result(GOOD, channelTag=2)]
    assert [speaker for speaker, *_ in turns({"results": rows})] == ["1", "2"]


def test_results_without_words_have_an_end_at_most() -> None:
    row = {"alternatives": [{"transcript": "Hello."}], "resultEndTime": "1.200s"}
    assert turns({"results": [row]}) == [(None, "Hello.", None, 1.2)]


def test_tells_the_language() -> None:
    assert call(ANSWER).meta == {"language": "en-us"}
