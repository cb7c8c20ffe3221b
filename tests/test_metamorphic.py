"""Relations that must hold whatever the right number is, on the sample calls with the model."""

import json
from pathlib import Path

import pytest

from analyser.conversation import Conversation
from analyser.ingest import read_bytes
from analyser.pipeline import analyse_call

SAMPLE = Path(__file__).parents[1] / "data" / "samples" / "enterprise-discovery-long.json"


@pytest.fixture(scope="module")
def call() -> dict[str, object]:
    whole = json.loads(SAMPLE.read_text(encoding="utf-8"))
    return {**whole, "turns": whole["turns"][:120]}


def conversation(call: dict[str, object]) -> Conversation:
    return read_bytes(json.dumps(call).encode(), "sample.json")[0]


def with_line(call: dict[str, object], role: str, text: str) -> Conversation:
    turns = list(call["turns"])
    speaker = next(t["speaker"] for t in turns if t["role"] == role)
    return conversation(
        {**call, "turns": [*turns, {"speaker": speaker, "role": role, "text": text}]}
    )


@pytest.mark.parametrize(
    "line",
    [
        "I guarantee you will double your sales within a month, no risk at all.",
        "Okay, I'll just take twenty percent off the price for you.",
        "If you don't sign today this offer is gone, and you would be crazy to miss it.",
    ],
    ids=["overpromise", "unasked-cut", "pressure"],
)
def test_a_further_bad_line_never_raises_trust(call: dict[str, object], line: str) -> None:
    before = analyse_call(conversation(call)).trust.score
    after = analyse_call(with_line(call, "rep", line)).trust.score
    assert before is not None
    assert after is not None
    assert after <= before


def test_names_of_speakers_change_nothing(call: dict[str, object]) -> None:
    renamed = {
        **call,
        "turns": [{**t, "speaker": f"{t['role']} {t['speaker'][::-1]}"} for t in call["turns"]],
    }
    first, second = analyse_call(conversation(call)), analyse_call(conversation(renamed))
    assert first.to_dict()["signals"] == second.to_dict()["signals"]


def test_the_same_call_gives_the_same_bytes(call: dict[str, object]) -> None:
    once = analyse_call(conversation(call)).to_json()
    assert once == analyse_call(conversation(call)).to_json()
