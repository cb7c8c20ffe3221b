"""Damaged transcripts for the readers' tests: each is read or refused, and nothing else happens."""

import contextlib
import json
from typing import Any

from hypothesis import strategies as st

from analyser.errors import TranscriptError
from analyser.ingest import read_bytes


def read_damaged(whole: bytes, name: str, data: st.DataObject) -> None:
    """Read a file with some bytes changed and its end cut off, or not: any error but
    TranscriptError is the test's."""
    found = bytearray(whole)
    for _ in range(data.draw(st.integers(0, 8))):
        found[data.draw(st.integers(0, len(found) - 1))] = data.draw(st.integers(0, 255))
    end = data.draw(st.sampled_from([len(found), data.draw(st.integers(1, len(found)))]))
    with contextlib.suppress(TranscriptError):
        read_bytes(bytes(found[:end]), name)


def read_broken(document: Any, random: Any) -> None:
    """Read a JSON document with keys lost and other types put in, perhaps damaged as a file too.
    What is read has turns, and words in every one."""
    data = json.dumps(_broken(document, random)).encode()
    if random.random() < 0.3:
        data = data[: random.randrange(len(data))]
    if data and random.random() < 0.3:
        at = random.randrange(len(data))
        data = data[:at] + bytes([random.randrange(256)]) + data[at + 1 :]
    try:
        calls = read_bytes(data, "call.json")
    except TranscriptError:
        return
    assert all(found.turns and all(turn.text for turn in found.turns) for found in calls)


def _broken(value: Any, random: Any) -> Any:
    if random.random() < 0.05:
        return random.choice([None, "", 0, -1, [], {}, "x", [None], True, 1e300, [[1]], {"a": {}}])
    if isinstance(value, dict):
        return {key: _broken(v, random) for key, v in value.items() if random.random() > 0.05}
    if isinstance(value, list):
        return [_broken(v, random) for v in value if random.random() > 0.05]
    return value
