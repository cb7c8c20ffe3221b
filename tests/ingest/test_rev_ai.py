from typing import Any

from tests.ingest.json_calls import call, refusal, turns


def said(value: str, ts: float, end_ts: float) -> dict[str, Any]:
    return {"type": "text", "value": value, "ts": ts, "end_ts": end_ts, "confidence": 0.98}


def mark(value: str) -> dict[str, Any]:
    return {"type": "punct", "value": value}


def monologue(speaker: int, *elements: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"speaker": speaker, "elements": list(elements), **more}


FIRST = monologue(
    0,
    said("Right", 0.9, 1.2),
    mark(", "),
    said("the", 1.3, 1.4),
    mark(" "),
    said("price", 1.5, 2.0),
    mark("."),
)
SECOND = monologue(1, said("Which", 2.5, 2.8), mark(" "), said("one", 2.9, 3.1), mark("?"))
ANSWER = {"monologues": [FIRST, SECOND]}


def test_elements_are_joined_as_they_stand() -> None:
    assert turns(ANSWER) == [
        ("0", "Right, the price.", 0.9, 2.0),
        ("1", "Which one?", 2.5, 3.1),
    ]


def test_names_come_from_the_list_of_speakers() -> None:
    data = {**ANSWER, "speakers": [{"id": 0, "name": "Dana Ruiz"}, {"id": 1, "name": None}]}
    assert [speaker for speaker, *_ in turns(data)] == ["Dana Ruiz", "1"]


def test_neighbouring_monologues_of_one_speaker_are_one_turn() -> None:
    again = monologue(1, said("Yearly", 3.5, 4.0), mark("?"))
    assert turns({"monologues": [SECOND, again]}) == [("1", "Which one? Yearly?", 2.5, 4.0)]


def test_marks_are_not_speech_and_timeless_words_are() -> None:
    sound = {"type": "text", "value": "<crosstalk>", "ts": 0.1, "end_ts": 0.2}
    unknown = {"type": "unknown", "value": "uhm"}
    data = {"monologues": [monologue(0, sound, unknown, mark(" "), said("Yes", 1.0, 1.5))]}
    assert turns(data) == [("0", "uhm Yes", 1.0, 1.5)]


def test_overlapping_monologues_are_sorted_and_kept_whole() -> None:
    data = {"monologues": [SECOND, monologue(0, said("Wait", 2.0, 2.7))]}
    assert [start for _, _, start, _ in turns(data)] == [2.0, 2.5]


def test_reads_an_envelope() -> None:
    assert call({"transcript": ANSWER}).speakers == ("0", "1")


def test_refuses_an_empty_transcript() -> None:
    assert "no monologues" in refusal({"monologues": []})
