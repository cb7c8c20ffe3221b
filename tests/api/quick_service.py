"""A service with a quick analysis in place of the model, and what tests send to it."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from analyser.conversation import Conversation
from analyser.settings import Settings
from api.work.analyst import Road

on_each_database = pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)
Serve = Callable[..., TestClient]

VTT = """WEBVTT

00:00:01.000 --> 00:00:03.000
Lee Park: We need it live by {month}.

00:00:03.500 --> 00:00:05.000
Ann Lee: Why is {month} important to you?
"""


def quick_report(call: Conversation, settings: Settings) -> dict[str, Any]:
    """What the service itself looks at, and the talk: one grave moment and a good one."""
    return {
        "schema_version": "1",
        "id": call.id,
        "source": call.source,
        "model": "acts 0.0.0",
        "meta": dict(call.meta),
        "participants": [{"name": name, "role": "rep", "words": 9} for name in settings.reps],
        "trust_score": 71.4,
        "trust": {"absent_because": None},
        "signals": {},
        "moments": [moment(call, 0, "high"), moment(call, len(call.turns) - 1, "good")],
        "commitments": [
            {
                "turn": 0,
                "sentence": 0,
                "by": "rep",
                "speaker": call.turns[0].speaker,
                "what": "send the offer",
                "due": "2026-03-06",
                "due_text": "by Friday",
                "quote": call.turns[0].text,
            }
        ],
        "turns": [
            {
                "speaker": turn.speaker,
                "text": turn.text,
                "role": turn.role,
                "sentences": [
                    {"start_char": 0, "end_char": len(turn.text), "text": turn.text, "labels": {}}
                ],
            }
            for turn in call.turns
        ],
    }


def moment(call: Conversation, turn: int, severity: str) -> dict[str, Any]:
    return {
        "id": f"{severity}-{turn}",
        "kind": "premature_price_cut" if severity == "high" else "why_probe",
        "signal": "price_discipline" if severity == "high" else "why_probing",
        "turn": turn,
        "sentence": 0,
        "start_s": call.turns[turn].start,
        "severity": severity,
        "quote": call.turns[turn].text,
        "because": "The price came down before anyone asked.",
        "instead": "",
        "confidence": 0.9,
    }


QUICK = Road(lambda _settings: "acts 0.0.0", quick_report)


def vtt(month: str = "March") -> bytes:
    return VTT.format(month=month).encode()


def own_json(text: str = "We need it live by March.", **facts: Any) -> dict[str, Any]:
    turn = {"speaker": "Lee Park", "role": "customer", "text": text}
    return {"turns": [turn, {"speaker": "Ann Lee", "role": "rep", "text": "Why?"}], **facts}


def send(client: TestClient, data: bytes | None = None, name: str = "acme.vtt", **form: Any) -> Any:
    """Hand in a file, by default a small call in WebVTT."""
    content = vtt() if data is None else data
    return client.post("/v1/calls", files={"file": (name, content)}, data=form)


def send_json(client: TestClient, body: bytes, kind: str = "application/json") -> Any:
    return client.post("/v1/calls", content=body, headers={"Content-Type": kind})
