from typing import Any

from tests.ingest.json_calls import call, roles, turns

EPOCH = 1_772_636_400_000_000


def entry(role: str, text: str, at: int | None, user: int = 1) -> dict[str, Any]:
    times = {} if at is None else {"start_timestamp_usec": at}
    return {"text": text, "role": role, "user_id": user, **times}


def upload(*entries: dict[str, Any]) -> dict[str, Any]:
    return {"conversation_info": {}, "entries": list(entries)}


def test_microseconds_since_1970_are_counted_from_the_first() -> None:
    data = upload(entry("AGENT", "Hello.", EPOCH), entry("CUSTOMER", "Hi.", EPOCH + 2_500_000))
    assert turns(data) == [("AGENT", "Hello.", 0.0, None), ("CUSTOMER", "Hi.", 2.5, None)]
    assert roles(data) == {"AGENT": "rep", "CUSTOMER": "customer"}


def test_small_microseconds_count_from_the_recording() -> None:
    data = upload(entry("AGENT", "Hello.", 1_000_000), entry("CUSTOMER", "Hi.", 2_500_000))
    assert [start for _, _, start, _ in turns(data)] == [1.0, 2.5]


def test_one_time_for_all_is_no_time() -> None:
    data = upload(entry("AGENT", "Hello.", EPOCH), entry("CUSTOMER", "Hi.", EPOCH))
    assert [start for _, _, start, _ in turns(data)] == [None, None]


def test_entries_without_times_have_none() -> None:
    data = upload(entry("AGENT", "Hello.", None), entry("CUSTOMER", "Hi.", None))
    assert [start for _, _, start, _ in turns(data)] == [None, None]


def test_two_agents_stay_two_people() -> None:
    data = upload(
        entry("AGENT", "Hello.", 0, 1),
        entry("AGENT", "Me too.", 9, 2),
        entry("CUSTOMER", "Hi.", 10, 3),
    )
    assert roles(data) == {"AGENT 1": "rep", "AGENT 2": "rep", "CUSTOMER": "customer"}


def test_exported_segments_are_read() -> None:
    def said(role: str, text: str, start: str, end: str) -> dict[str, Any]:
        words = [{"word": text, "startOffset": start, "endOffset": end}]
        return {"text": text, "words": words, "segmentParticipant": {"role": role}}

    data = {
        "name": "projects/p/conversations/c",
        "startTime": "2026-03-04T15:00:00Z",
        "duration": "31.500s",
        "languageCode": "en-US",
        "transcript": {
            "transcriptSegments": [
                said("HUMAN_AGENT", "Hello.", "0.500s", "1s"),
                said("END_USER", "Hi.", "2s", "2.500s"),
            ]
        },
    }
    assert turns(data) == [("HUMAN_AGENT", "Hello.", 0.5, 1.0), ("END_USER", "Hi.", 2.0, 2.5)]
    assert roles(data) == {"HUMAN_AGENT": "rep", "END_USER": "customer"}
    assert call(data).meta == {
        "date": "2026-03-04T15:00:00Z",
        "duration_s": 31.5,
        "language": "en-US",
    }
