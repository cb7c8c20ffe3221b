import json
from typing import Any

from analyser.ingest import read_bytes
from tests.ingest.json_calls import call, refusal, roles, turns


def said(who: str, text: str, **more: Any) -> dict[str, Any]:
    return {"id": "1", "participantId": who, "text": text, **more}


def conversation(name: str, *items: dict[str, Any]) -> dict[str, Any]:
    return {"id": name, "language": "en", "modality": "text", "conversationItems": list(items)}


def request(*conversations: dict[str, Any]) -> dict[str, Any]:
    return {"analysisInput": {"conversations": list(conversations)}, "tasks": []}


CALL = conversation("c1", said("Agent", "Hello."), said("Customer", "Hi."))


def test_items_are_turns_without_times() -> None:
    assert turns(request(CALL)) == [
        ("Agent", "Hello.", None, None),
        ("Customer", "Hi.", None, None),
    ]
    assert (call(request(CALL)).id, call(request(CALL)).meta) == ("c1", {"language": "en"})


def test_roles_stand_in_the_id_or_beside_it() -> None:
    data = request(conversation("c", said("Agent", "Hello."), said("p2", "Hi.", role="Customer")))
    assert roles(data) == {"Agent": "rep", "p2": "customer"}


def test_rows_of_one_speaker_stay_apart() -> None:
    assert len(turns(request(conversation("c", said("a", "One."), said("a", "Two."))))) == 2


def test_word_timings_give_the_times_of_a_turn() -> None:
    timings = [{"word": "so", "offset": 5000000, "duration": 1000000}]
    timings += [{"word": "yes", "offset": 7000000, "duration": 3000000}]
    data = request(conversation("c", said("a", "So, yes.", audioTimings=timings)))
    assert turns(data) == [("a", "So, yes.", 0.5, 1.0)]


def test_each_conversation_is_a_call() -> None:
    data = json.dumps(request(CALL, conversation("c2", said("a", "Hello.")))).encode()
    assert [found.id for found in read_bytes(data, "x.json")] == ["c1", "c2"]


def test_refuses_conversations_without_speech() -> None:
    assert "found none" in refusal(request(conversation("c")))
