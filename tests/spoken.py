"""Calls as plain lines, for tests that go the whole road."""

import json
from typing import Any

SIDES = {"R": ("Ann", "rep"), "C": ("Lee", "customer"), "O": ("Kim", "other")}
TALK = (
    "R: What is it that makes March so important to you and to your board?",
    "C: Our contract with the old supplier ends then. Could you be live by that time?",
    "R: I can look into it with the team and tell you by Friday.",
    "C: Good. And the price is more than we have, I am afraid.",
)


def spoken(*lines: str, **facts: Any) -> dict[str, Any]:
    """A call in the project's own JSON, of lines such as ``"R: Hello."``; a line of another
    speaker, as in ``"Sam: Hello."``, states no role."""
    turns = []
    for line in lines or TALK:
        side, text = line.split(": ", 1)
        name, role = SIDES.get(side, (side, None))
        turns.append({"speaker": name, "text": text} | ({"role": role} if role else {}))
    return {"turns": turns, **facts}


def spoken_bytes(*lines: str, **facts: Any) -> bytes:
    return json.dumps(spoken(*lines, **facts)).encode()
