from typing import Any

import pytest

from tests.ingest.json_calls import call, turns


def word(text: str, start: float, end: float | None) -> dict[str, Any]:
    return {
        "text": text,
        "start_timestamp": {"relative": start, "absolute": "2026-03-04T15:00:00Z"},
        "end_timestamp": None if end is None else {"relative": end},
    }


def entry(name: str | None, *words: dict[str, Any], **person: Any) -> dict[str, Any]:
    about = {"id": 100, "name": name, "is_host": True, "platform": "desktop", **person}
    return {"participant": about, "words": list(words)}


ENTRIES = [
    entry("Dana Ruiz", word("Right,", 0.5, 0.9), word("sure.", 1.0, 1.4), email="dana@acme.test"),
    entry("Lee Okafor", word("Good.", 2.0, None)),
]
EXPECTED = [("Dana Ruiz", "Right, sure.", 0.5, 1.4), ("Lee Okafor", "Good.", 2.0, None)]
OLDER = [
    {
        "speaker": who,
        "speaker_id": 1,
        "language": "en",
        "words": [{"text": text, "start_timestamp": start, "end_timestamp": end, "confidence": 1}],
    }
    for who, text, start, end in EXPECTED
]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(ENTRIES, id="entries"),
        pytest.param(OLDER, id="older-form"),
        pytest.param({"transcript": ENTRIES}, id="in-an-envelope"),
        pytest.param(
            [{"event": "transcript.data", "data": {"data": e, "bot": {}}} for e in ENTRIES],
            id="live-events",
        ),
    ],
)
def test_entries_become_turns(data: Any) -> None:
    assert turns(data) == EXPECTED


def test_a_null_name_is_nobody() -> None:
    assert turns([entry(None, word("Hello.", 0.0, 0.5)), *ENTRIES])[0][0] is None


def test_the_address_is_told() -> None:
    assert [(p.name, p.email) for p in call(ENTRIES).participants] == [
        ("Dana Ruiz", "dana@acme.test"),
        ("Lee Okafor", None),
    ]


def test_partial_live_events_are_dropped() -> None:
    partial = {"event": "transcript.partial_data", "data": {"data": ENTRIES[1]}}
    final = [{"event": "transcript.data", "data": {"data": e}} for e in ENTRIES]
    assert turns([final[0], partial, final[1]]) == EXPECTED
