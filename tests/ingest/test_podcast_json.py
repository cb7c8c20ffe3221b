from typing import Any

from tests.ingest.json_calls import turns


def said(body: str, start: float, end: float, **more: Any) -> dict[str, Any]:
    return {"startTime": start, "endTime": end, "body": body, **more}


def podcast(*segments: dict[str, Any]) -> dict[str, Any]:
    return {"version": "1.0.0", "segments": list(segments)}


def test_words_become_turns() -> None:
    data = podcast(
        said("Thanks", 0.5, 0.75, speaker="Dana"),
        said("all", 0.75, 1.0, speaker="Dana"),
        said(".", 1.0, 1.0, speaker="Dana"),
        said("Sure", 2.0, 2.5, speaker="Lee"),
    )
    assert turns(data) == [("Dana", "Thanks all.", 0.5, 1.0), ("Lee", "Sure", 2.0, 2.5)]


def test_a_segment_without_speaker_continues_the_one_before() -> None:
    data = podcast(
        said("Thanks", 0.5, 0.75, speaker="Dana"),
        said("all.", 0.75, 1.0),
        said("Sure.", 2.0, 2.5, speaker="Lee"),
        said("Why?", 2.5, 3.0, speaker=""),
    )
    assert turns(data) == [("Dana", "Thanks all.", 0.5, 1.0), ("Lee", "Sure. Why?", 2.0, 3.0)]


def test_segments_of_one_span_keep_their_order() -> None:
    data = podcast(*(said(body, 0.5, 2.0, speaker="Dana") for body in ("We", "can", "start.")))
    assert turns(data) == [("Dana", "We can start.", 0.5, 2.0)]


def test_nobody_is_named_where_the_file_names_nobody() -> None:
    assert turns(podcast(said("Thanks.", 0.5, 1.0))) == [(None, "Thanks.", 0.5, 1.0)]
