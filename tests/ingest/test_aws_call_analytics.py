from typing import Any

import pytest

from tests.ingest.json_calls import call, refusal, roles, turns


def said(who: str, text: str, start: int, end: int, **more: Any) -> dict[str, Any]:
    times = {"BeginOffsetMillis": start, "EndOffsetMillis": end}
    return {
        "Id": "u",
        "ParticipantRole": who,
        "Content": text,
        "Sentiment": "NEUTRAL",
        **times,
        **more,
    }


def analytics(*transcript: dict[str, Any], **more: Any) -> dict[str, Any]:
    people = [{"ParticipantRole": "AGENT"}, {"ParticipantRole": "CUSTOMER"}]
    return {
        "JobStatus": "COMPLETED",
        "LanguageCode": "en-US",
        "Channel": "VOICE",
        "Participants": people,
        "Transcript": list(transcript),
        **more,
    }


def typed(who: str, text: str | None, time: str, **more: Any) -> dict[str, Any]:
    row = {"ParticipantId": who, "AbsoluteTime": time, "Type": "MESSAGE", **more}
    return row if text is None else {**row, "Content": text, "ContentType": "text/plain"}


AGENT_ID = "11111111-2222-3333-4444-555555555555"
CUSTOMER_ID = "66666666-2222-3333-4444-555555555555"
CHAT = {
    "Channel": "CHAT",
    "CustomerMetadata": {"ContactId": "c-1"},
    "Participants": [
        {"ParticipantId": AGENT_ID, "ParticipantRole": "AGENT"},
        {"ParticipantId": CUSTOMER_ID, "ParticipantRole": "CUSTOMER"},
    ],
    "Transcript": [
        typed(AGENT_ID, None, "2026-03-04T15:00:00.000Z", Type="EVENT"),
        typed(AGENT_ID, "Hello.", "2026-03-04T15:00:02.500Z"),
        typed(AGENT_ID, "How can I help?", "2026-03-04T15:00:05.000Z"),
        typed(CUSTOMER_ID, "The invoice.", "2026-03-04T15:00:12.500Z"),
    ],
}


def test_milliseconds_become_seconds_and_overlap_is_kept() -> None:
    data = analytics(
        said("AGENT", "Thank you for calling.", 120, 5050),
        said("CUSTOMER", "Hi.", 4000, 4400),
    )
    assert turns(data) == [
        ("AGENT", "Thank you for calling.", 0.12, 5.05),
        ("CUSTOMER", "Hi.", 4.0, 4.4),
    ]
    assert roles(data) == {"AGENT": "rep", "CUSTOMER": "customer"}


def test_neighbouring_pieces_of_one_speaker_are_one_turn() -> None:
    data = analytics(said("AGENT", "Hello.", 0, 900), said("AGENT", "Ann here.", 1000, 2000))
    assert turns(data) == [("AGENT", "Hello. Ann here.", 0.0, 2.0)]


def test_contact_lens_roles_come_from_the_participants() -> None:
    row = {
        "ParticipantId": "p-7",
        "Content": "Hello.",
        "BeginOffsetMillis": 0,
        "EndOffsetMillis": 9,
    }
    data = {
        "Participants": [{"ParticipantId": "p-7", "ParticipantRole": "CUSTOMER"}],
        "Transcript": [row],
    }
    assert turns(data) == [("CUSTOMER", "Hello.", 0.0, 0.009)]
    assert roles(data) == {"CUSTOMER": "customer"}


def test_two_agents_stay_two_people() -> None:
    data = analytics(
        said("AGENT", "Hello.", 0, 900, ParticipantId="AGENT"),
        said("AGENT", "Second line here.", 1000, 1900, ParticipantId="AGENT-2"),
    )
    assert [speaker for speaker, *_ in turns(data)] == ["AGENT", "AGENT-2"]
    assert set(roles(data).values()) == {"rep"}


def test_chat_rows_stay_apart_and_start_with_the_first() -> None:
    assert turns(CHAT) == [
        ("AGENT", "Hello.", 0.0, None),
        ("AGENT", "How can I help?", 2.5, None),
        ("CUSTOMER", "The invoice.", 10.0, None),
    ]
    assert call(CHAT).id == "c-1"
    assert call(CHAT).meta["date"] == "2026-03-04T15:00:02.500Z"


def test_chat_names_and_machines_are_told() -> None:
    row = typed(
        "b", "Welcome.", "2026-03-04T15:00:00Z", DisplayName="BOT", ParticipantRole="SYSTEM"
    )
    other = typed(
        "c", "Hi.", "2026-03-04T15:00:09Z", DisplayName="Lee Okafor", ParticipantRole="CUSTOMER"
    )
    data = {"Version": "2019-08-26", "ContactId": "c-2", "Transcript": [row, other]}
    assert roles(data) == {"BOT": "other", "Lee Okafor": "customer"}


def test_real_time_segments_are_unwrapped() -> None:
    data = {"Segments": [{"Transcript": said("AGENT", "Hello.", 0, 900)}, {"Categories": {}}]}
    assert turns([data]) == [("AGENT", "Hello.", 0.0, 0.9)]


@pytest.mark.parametrize("status", ["FAILED", "IN_PROGRESS"])
def test_refuses_a_job_that_is_not_done(status: str) -> None:
    assert "job with status COMPLETED, found another" in refusal(analytics(JobStatus=status))


def test_a_status_is_not_quoted() -> None:
    told = "we are nearly broke"
    assert told not in refusal(analytics(JobStatus=told))


def test_menus_of_a_chat_are_not_speech() -> None:
    menu = typed(AGENT_ID, "{}", "2026-03-04T15:00:01Z")
    menu["ContentType"] = "application/vnd.amazonaws.connect.message.interactive"
    assert turns({**CHAT, "Transcript": [menu, *CHAT["Transcript"]]}) == turns(CHAT)
