import pytest

from analyser.conversation import Role
from analyser.errors import DamagedInput
from tests.ingest.json_calls import read

PIECES = [
    {"speaker": {"display_name": "Dana Ruiz", "matched_calendar_invitee_email": None}}
    | {"text": "Hello.", "timestamp": "00:00:03"},
    {"speaker": {"display_name": "Dana Ruiz", "matched_calendar_invitee_email": None}}
    | {"text": "Ready?", "timestamp": "00:00:09"},
    {"speaker": {"display_name": "LEE", "matched_calendar_invitee_email": "lee@borel.test"}}
    | {"text": "Yes.", "timestamp": "01:05:32"},
]
MEETING = {
    "title": "Borel demo",
    "recording_id": 94,
    "recording_start_time": "2026-03-04T15:00:00Z",
    "recording_end_time": "2026-03-04T16:10:00Z",
    "transcript_language": "unknown",
    "recorded_by": {"name": "Dana Ruiz", "email": "dana@acme.test"},
    "calendar_invitees": [
        {"name": "Lee Okafor", "email": "lee@borel.test", "is_external": True}
        | {"matched_speaker_display_name": "LEE"}
    ],
    "transcript": PIECES,
}


@pytest.mark.parametrize(
    "data",
    [
        pytest.param({"transcript": PIECES}, id="transcript-answer"),
        pytest.param(PIECES, id="bare-list"),
        pytest.param(MEETING, id="meeting"),
        pytest.param({"items": [MEETING], "next_cursor": None}, id="page"),
    ],
)
def test_reads_start_times_only(data: object) -> None:
    (call,) = read(data)
    assert call.format == "fathom_api"
    assert [(t.speaker, t.text, t.start, t.end) for t in call.turns] == [
        ("Dana Ruiz", "Hello. Ready?", 3, None),
        ("LEE", "Yes.", 3932, None),
    ]


def test_joins_roles_from_the_invitees_and_the_recorder() -> None:
    (call,) = read(MEETING)
    assert [turn.role for turn in call.turns] == [Role.REP, Role.CUSTOMER]
    assert {p.email for p in call.participants} == {"dana@acme.test", "lee@borel.test"}
    assert call.meta["duration_s"] == 4200
    assert "language" not in call.meta


def test_states_no_role_without_invitees() -> None:
    (call,) = read({"transcript": PIECES})
    assert {turn.role for turn in call.turns} == {None}


def test_refuses_a_meeting_without_transcript() -> None:
    with pytest.raises(DamagedInput, match="Fathom"):
        read({**MEETING, "transcript": None})
