"""The one call that an input holds, in whatever form it comes."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analyser.batch.input import is_transcript
from analyser.conversation import Conversation
from analyser.errors import DamagedInput, TranscriptError
from analyser.ingest import read_bytes, read_path

OneCall = str | Path | bytes | Mapping[str, Any] | Conversation
"""A path, the text or bytes of a transcript, a dict in the project's own JSON, a Conversation."""


def conversation_of(call: OneCall, *, gong_calls: Path | None = None) -> Conversation:
    """The one call that the input holds. Raises TranscriptError where it holds several."""
    if isinstance(call, Conversation):
        return call
    if isinstance(call, Mapping):
        found = read_bytes(json_of(call), str(call.get("id") or "call"))
    elif isinstance(call, bytes):
        found = read_bytes(call, "call")
    elif isinstance(call, str) and is_transcript(call):
        found = read_bytes(call.encode(errors="replace"), "call")
    else:
        found = read_path(Path(call), gong_calls=gong_calls)
    if len(found) > 1:
        raise TranscriptError(
            f"{found[0].source}: expected one call, found {len(found)}; use analyse_many"
        )
    return found[0]


def json_of(call: Mapping[str, Any]) -> bytes:
    """A call's dict as JSON. Raises DamagedInput."""
    try:
        return json.dumps(call).encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise DamagedInput(
            "call: expected a dict that can be written as JSON, found values that cannot; "
            "give texts, numbers, lists and dicts"
        ) from error
