from typing import Any

from tests.ingest.json_calls import call, turns


def said(text: str, start: float, end: float, speaker: str = "S1", **more: Any) -> dict[str, Any]:
    best = {"content": text, "confidence": 0.9, "speaker": speaker, "language": "en"}
    times = {"start_time": start, "end_time": end}
    return {"type": "word", "alternatives": [best], **times, **more}


def mark(text: str, at: float, speaker: str = "S1", **more: Any) -> dict[str, Any]:
    row = said(text, at, at, speaker, attaches_to="previous", is_eos=True)
    return {**row, "type": "punctuation", **more}


RESULTS = [said("Right", 0.5, 1.0), mark(",", 1.0), said("sure", 1.1, 1.5), mark(".", 1.5)]
RESULTS += [said("Good", 2.0, 2.5, "S2"), mark("!", 2.5, "S2")]
V2 = {
    "format": "2.9",
    "job": {"id": "j", "duration": 31, "created_at": "2026-03-04T15:00:00.000Z"},
    "metadata": {"type": "transcription", "transcription_config": {"language": "en"}},
    "results": RESULTS,
}
EXPECTED = [("S1", "Right, sure.", 0.5, 1.5), ("S2", "Good!", 2.0, 2.5)]


def test_version_2_joins_words_and_punctuation() -> None:
    assert turns(V2) == EXPECTED
    assert call(V2).meta == {
        "date": "2026-03-04T15:00:00.000Z",
        "duration_s": 31.0,
        "language": "en",
    }


def test_version_1_matches_words_to_speakers_by_time() -> None:
    def timed(name: str, time: str, duration: str) -> dict[str, str]:
        return {"name": name, "time": time, "duration": duration}

    data = {
        "format": "1.0",
        "job": {"lang": "en", "duration": 31},
        "speakers": [timed("F1", "0.520", "1.000"), timed("M1", "1.980", "0.500")],
        "words": [
            timed("Right", "0.500", "0.500"),
            timed("sure", "1.100", "0.400"),
            timed(".", "1.500", "0.000"),
            timed("Good", "2.000", "0.500"),
            timed(".", "2.500", "0.000"),
        ],
    }
    assert turns(data) == [("F1", "Right sure.", 0.5, 1.5), ("M1", "Good.", 2.0, 2.5)]


def test_an_unknown_speaker_is_nobody() -> None:
    assert turns({"results": [said("Hello", 0.0, 0.5, "UU"), mark(".", 0.5, "UU")]}) == [
        (None, "Hello.", 0.0, 0.5)
    ]


def test_a_channel_is_a_speaker() -> None:
    rows = [
        said("Hello", 0.0, 0.5, "", channel="Agent"),
        said("Hi", 1.0, 1.5, "", channel="Caller"),
    ]
    assert [speaker for speaker, *_ in turns({"results": rows})] == ["Agent", "Caller"]


def test_a_saved_live_stream_counts_final_messages_only() -> None:
    stream = [
        {"message": "RecognitionStarted"},
        {"message": "AddPartialTranscript", "results": RESULTS[:1]},
        {"message": "AddTranscript", "results": RESULTS[:4]},
        {"message": "AddTranscript", "results": RESULTS[4:]},
    ]
    assert turns(stream) == EXPECTED


def test_marks_attach_to_the_side_that_the_file_says() -> None:
    rows = [
        said("all", 0.0, 0.2),
        mark("-", 0.2, attaches_to="both"),
        said("in", 0.2, 0.4),
        mark("(", 0.5, attaches_to="next"),
        said("yearly", 0.5, 0.9),
        mark("&", 1.0, attaches_to="none"),
    ]
    assert [text for _, text, *_ in turns({"results": rows})] == ["all-in (yearly &"]
