import json

import pytest

from analyser.conversation import Role
from analyser.errors import DamagedInput
from tests.ingest.json_calls import read


def entry(seq: int, name: str | None, kind: str, message: str, second: int) -> dict[str, object]:
    return {
        "attributes": {"type": "ConversationEntry", "url": "/x"},
        "ActorName": name,
        "ActorType": kind,
        "Message": message,
        "Seq": seq,
        "ConversationId": "c1",
        "EntryTime": f"2026-03-04T15:00:{second:02}.000+0000",
    }


ROWS = [
    entry(2, "Lee", "EndUser", "What does it cost?", 12),
    entry(1, "Dana Ruiz", "Agent", "How can I help?", 10),
    entry(3, None, "System", "Dana left.", 20),
    entry(4, None, "Bot", "Anything else?", 21),
]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param({"totalSize": 4, "done": True, "records": ROWS}, id="soql"),
        pytest.param({"status": 0, "result": {"records": ROWS}}, id="cli"),
        pytest.param(ROWS, id="bare-list"),
    ],
)
def test_reads_entries_in_order_with_roles(data: object) -> None:
    (call,) = read(data)
    assert (call.format, call.id) == ("salesforce", "c1")
    assert [(t.speaker, t.role, t.start) for t in call.turns] == [
        ("Dana Ruiz", Role.REP, 0.0),
        ("Lee", Role.CUSTOMER, 2.0),
        ("Bot", Role.OTHER, 11.0),
    ]
    assert call.meta["date"] == "2026-03-04T15:00:10Z"


def test_parts_several_conversations() -> None:
    calls = read({"records": [*ROWS, {**ROWS[0], "ConversationId": "c2"}]})
    assert [call.id for call in calls] == ["c1", "c2"]


def test_reads_connect_entries_and_their_payloads() -> None:
    content = {"abstractMessage": {"staticContent": {"text": "Forty seats."}}}
    data = {
        "conversationEntries": [
            {"messageText": "How many?", "sender": {"role": "Agent", "subject": "005"}}
            | {"clientTimestamp": 1772636400000, "clientDuration": 1500},
            {"entryPayload": json.dumps(content), "sender": {"role": "EndUser"}}
            | {"clientTimestamp": 1772636402000},
            {"entryPayload": "{broken", "sender": {"role": "EndUser"}},
        ]
    }
    (call,) = read(data)
    assert [(t.speaker, t.text, t.start, t.end) for t in call.turns] == [
        ("Agent", "How many?", 0.0, 1.5),
        ("EndUser", "Forty seats.", 2.0, None),
    ]


def test_refuses_events_alone() -> None:
    with pytest.raises(DamagedInput, match="Salesforce"):
        read({"records": [ROWS[2]]})
