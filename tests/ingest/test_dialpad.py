import pytest

from analyser.conversation import Role
from analyser.errors import DamagedInput
from tests.ingest.json_calls import read

LINES = [
    {"type": "transcript", "time": "2026-03-04T15:00:05.300000", "name": "+15550001"}
    | {"contact_id": "9", "content": "[expletive] late."},
    {"type": "transcript", "time": "2026-03-04T15:00:03.300000", "name": "Dana Ruiz"}
    | {"user_id": "2", "content": "hello"},
    {"type": "moment", "time": "2026-03-04T15:00:01", "content": "price_inquiry"},
    {"type": "ai_question", "time": "2026-03-04T15:00:04", "content": "how much"},
]


def test_keeps_speech_alone_in_order_from_the_first_line() -> None:
    (call,) = read({"call_id": "1001", "lines": LINES})
    assert (call.format, call.id) == ("dialpad", "1001")
    assert [(t.speaker, t.text, t.start) for t in call.turns] == [
        ("Dana Ruiz", "hello", 0.0),
        ("+15550001", "[expletive] late.", 2.0),
    ]


def test_states_roles_by_user_and_contact() -> None:
    (call,) = read({"call_id": 1, "lines": LINES})
    assert [turn.role for turn in call.turns] == [Role.REP, Role.CUSTOMER]


@pytest.mark.parametrize(
    "lines", [pytest.param([], id="empty"), pytest.param(LINES[2:], id="moments-alone")]
)
def test_refuses_a_call_without_speech(lines: list[object]) -> None:
    with pytest.raises(DamagedInput, match="Dialpad"):
        read({"call_id": "1", "lines": lines})
