from typing import Any

import pytest

from tests.ingest.json_calls import call, refusal, turns


def said(text: str, start: str, end: str, **more: Any) -> dict[str, Any]:
    return {
        "type": "pronunciation",
        "start_time": start,
        "end_time": end,
        "alternatives": [{"confidence": "0.99", "content": text}, {"content": "other"}],
        **more,
    }


def mark(text: str, **more: Any) -> dict[str, Any]:
    return {
        "type": "punctuation",
        "alternatives": [{"confidence": "0.0", "content": text}],
        **more,
    }


def answer(items: list[Any], **results: Any) -> dict[str, Any]:
    return {
        "jobName": "demo",
        "accountId": "1",
        "status": "COMPLETED",
        "results": {"transcripts": [{"transcript": "whole"}], "items": items, **results},
    }


ITEMS = [said("Pricing", "1.25", "1.48"), mark(","), said("please", "1.5", "2.0"), mark(".")]
ITEMS += [said("Sure", "2.5", "2.9"), mark(".")]
EXPECTED = [("spk_0", "Pricing, please.", 1.25, 2.0), ("spk_1", "Sure.", 2.5, 2.9)]


def labelled(label: str, start: str, end: str, *starts: str) -> dict[str, Any]:
    items = [{"start_time": s, "speaker_label": label} for s in starts]
    return {"start_time": start, "end_time": end, "speaker_label": label, "items": items}


SEGMENTS = [labelled("spk_0", "1.25", "2.0", "1.25", "1.5"), labelled("spk_1", "2.5", "2.9", "2.5")]
BARE_SEGMENTS = [{k: v for k, v in s.items() if k != "items"} for s in SEGMENTS]
OWN_LABELS = [
    {**item, "speaker_label": "spk_1" if at > 3 else "spk_0"} for at, item in enumerate(ITEMS)
]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(answer(ITEMS, speaker_labels={"segments": SEGMENTS}), id="joined-on-start"),
        pytest.param(
            answer(ITEMS, speaker_labels={"segments": BARE_SEGMENTS}), id="segments-without-items"
        ),
        pytest.param(answer(OWN_LABELS), id="label-on-each-item"),
        pytest.param({"data": answer(OWN_LABELS)}, id="in-an-envelope"),
    ],
)
def test_speakers_are_found_wherever_they_stand(data: Any) -> None:
    assert turns(data) == EXPECTED


def test_channels_are_merged_by_time_with_their_marks() -> None:
    first = [said("Hello", "0.5", "0.9"), mark("."), said("Good", "4.0", "4.2"), mark("!")]
    second = [said("Hi", "1.5", "1.9"), mark(".")]
    channels = [
        {"channel_label": "ch_0", "items": first},
        {"channel_label": "ch_1", "items": second},
    ]
    assert turns(answer(first + second, channel_labels={"channels": channels})) == [
        ("ch_0", "Hello.", 0.5, 0.9),
        ("ch_1", "Hi.", 1.5, 1.9),
        ("ch_0", "Good!", 4.0, 4.2),
    ]


def test_a_short_word_in_between_does_not_cut_somebody_who_talks_on() -> None:
    first = [said(w, f"{n / 2}", f"{n / 2 + 0.45}") for n, w in enumerate(["so", "the", "price"])]
    second = [said("Mhm", "0.7", "0.9")]
    channels = [
        {"channel_label": "ch_0", "items": first},
        {"channel_label": "ch_1", "items": second},
    ]
    assert turns(answer(first + second, channel_labels={"channels": channels})) == [
        ("ch_0", "so the price", 0.0, 1.45),
        ("ch_1", "Mhm", 0.7, 0.9),
    ]


def test_ready_utterances_serve_where_items_are_missing() -> None:
    data = answer([])
    data["results"]["audio_segments"] = [
        {"transcript": "Hello.", "start_time": "0.1", "end_time": "0.9", "speaker_label": "spk_0"}
    ]
    assert turns(data) == [("spk_0", "Hello.", 0.1, 0.9)]


def test_without_diarisation_sentences_stay_nameless() -> None:
    assert turns(answer(ITEMS)) == [
        (None, "Pricing, please.", 1.25, 2.0),
        (None, "Sure.", 2.5, 2.9),
    ]


def test_masked_words_are_words() -> None:
    items = [said("Call", "0.0", "0.2"), said("[PII]", "0.3", "0.9"), said("***", "1.0", "1.1")]
    assert turns(answer(items)) == [(None, "Call [PII] ***", 0.0, 1.1)]


def test_text_alone_has_no_times() -> None:
    assert turns(answer([])) == [(None, "whole", None, None)]


def test_tells_the_language() -> None:
    assert call(answer(ITEMS, language_code="en-US")).meta == {"language": "en-US"}


def test_refuses_a_description_of_the_job() -> None:
    job = {"TranscriptionJob": {"TranscriptionJobStatus": "COMPLETED", "Transcript": {}}}
    assert "TranscriptFileUri" in refusal(job)
