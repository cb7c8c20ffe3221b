"""Reports and conversations as the bytes that are kept."""

import json
import math
import zlib
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from analyser.conversation import Conversation, Participant, Role, Turn
from analyser.errors import DamagedInput


def pack(text: str) -> bytes:
    """Text as packed bytes.

    >>> unpack(pack("Grüße"))
    'Grüße'
    """
    return zlib.compress(text.encode())


def unpack(data: bytes) -> str:
    """The text in packed bytes."""
    return zlib.decompress(data).decode()


def pack_conversation(call: Conversation) -> bytes:
    """A conversation with everything that was read. Raises DamagedInput for facts about it that
    are nested beyond reading."""
    try:
        return pack(json.dumps(asdict(call)))
    except RecursionError as error:
        raise _nested() from error


def unpack_conversation(data: bytes) -> Conversation:
    """The conversation as it was packed."""
    found = json.loads(unpack(data))
    turns = [Turn(**{**turn, "role": _role(turn["role"])}) for turn in found.pop("turns")]
    people = [Participant(**{**p, "role": _role(p["role"])}) for p in found.pop("participants")]
    warnings = tuple(found.pop("warnings"))
    return Conversation(**found, turns=tuple(turns), participants=tuple(people), warnings=warnings)


def _role(stated: str | None) -> Role | None:
    return None if stated is None else Role(stated)


def _nested() -> DamagedInput:
    return DamagedInput("expected plain facts about the call, found deep nesting")


def report_text(report: Mapping[str, Any]) -> str:
    """A report as JSON text that every reader takes: no lone surrogates, no NaN.

    Both can only stem from damaged transcripts. Raises DamagedInput for facts about a call that
    are nested beyond reading.
    """
    try:
        text = json.dumps(report, ensure_ascii=False, allow_nan=False)
    except ValueError:
        text = json.dumps(_finite(report), ensure_ascii=False)
    except RecursionError as error:
        raise _nested() from error
    return text.encode("utf-8", "replace").decode("utf-8")


def _finite(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _finite(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(one) for one in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
