"""What a call tells comes back as it was written, and the rules have a number."""

import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from analyser.history.history import history_of_calls
from analyser.history.keeping import RULES, form, read, written
from analyser.history.past_call import Fate, PastCall, past_call
from tests.history.past import past

CALLS = Path(__file__).parents[2] / "data" / "samples" / "history" / "calls.jsonl"
TOLD = (6, "af4f5401b30ee705")
"""The rules, and what all of the sample calls tell by them, as a hash."""


def told(line: str) -> dict[str, Any]:
    """A call of the sample as a report without a model's judgement: each "I'll" is a promise."""
    call = json.loads(line)
    turns = [
        {
            "role": turn.get("role"),
            "speaker": turn["speaker"],
            "sentences": [
                {"text": text, "labels": {}} for text in re.split(r"(?<=[.?!])\s+", turn["text"])
            ],
        }
        for turn in call["turns"]
    ]
    promises = [
        {
            "turn": number,
            "sentence": place,
            "by": turn["role"],
            "speaker": turn["speaker"],
            "what": one["text"].partition("'ll ")[2],
            "due": None,
            "due_text": None,
            "quote": one["text"],
        }
        for number, turn in enumerate(turns)
        for place, one in enumerate(turn["sentences"])
        if "'ll " in one["text"]
    ]
    return {
        "id": call["id"],
        "source": "calls.jsonl",
        "meta": call["meta"],
        "model": "none",
        "participants": [],
        "turns": turns,
        "commitments": promises,
        "trust_score": None,
        "trust": {"absent_because": "no model"},
        "signals": {},
    }


@pytest.fixture(scope="module")
def calls() -> list[PastCall]:
    lines = CALLS.read_text(encoding="utf-8").splitlines()
    return [past_call(told(line)) for line in lines]


def wordless(schema: Any) -> Any:
    """A JSON schema without what docstrings say."""
    if isinstance(schema, dict):
        return {name: wordless(one) for name, one in schema.items() if name != "description"}
    return schema


def test_the_same_rules_tell_the_same(calls: list[PastCall]) -> None:
    """Where this fails on purpose: raise RULES, and write down both."""
    parts = (wordless(form().json_schema()), history_of_calls(calls).to_dict(), calls[0].stems)
    found = json.dumps(parts, sort_keys=True)
    assert (RULES, hashlib.sha256(found.encode()).hexdigest()[:16]) == TOLD


def test_calls_come_back_as_they_were(calls: list[PastCall]) -> None:
    assert len({claim.topic for call in calls for claim in call.claims}) > 2
    assert [read(written(call)) for call in calls] == calls


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("R: Training costs extra.", id="a-charge-not-named"),
        pytest.param("R: The setup fee is 2,000 euros.", id="a-sum"),
        pytest.param("R: The app works offline.", id="yes"),
        pytest.param("R: The app doesn't work offline.", id="no"),
        pytest.param("R: Your data is hosted in Ireland.", id="places"),
    ],
)
def test_values_of_every_kind_come_back(line: str) -> None:
    call = past("one", line, date="2026-03-04")
    (claim,) = read(written(call)).claims
    assert (claim, type(claim.value)) == (call.claims[0], type(call.claims[0].value))


def test_what_somebody_said_comes_back() -> None:
    call = past("one", "R: [promise.commitment: I'll send the security pack by Friday.]")
    said = replace(call, promises=(replace(call.promises[0], fate=Fate.KEPT),))
    assert read(written(said)) == said


def test_another_name_is_that_of_claims_too() -> None:
    call = past("one", "R: The setup fee is 200 euros.").named("two")
    assert {call.id, *(claim.call for claim in call.claims)} == {"two"}
