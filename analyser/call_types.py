"""What type of call it is: stated in its facts, or inferred from the talk with a confidence."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from analyser.annotation import AnnotatedCall
from analyser.conversation import Role

TYPES: Final = ("cold", "discovery", "demo", "negotiation", "renewal", "other")
_STATED: Final = (
    ("renewal", r"renewals?|retention|win.?back"),
    ("cold", r"cold|outbound|prospecting|outreach"),
    ("demo", r"demos?|demonstration|product tour|presentation"),
    ("negotiation", r"negotiations?|closing|pricing|procurement|contract"),
    ("discovery", r"discovery|intro|introduction|qualification|scoping|first (?:call|meeting)"),
    ("other", r"other"),
)
"""What calendars and CRM systems call the types; the first that fits counts."""


@dataclass(frozen=True, slots=True)
class CallType:
    """``name`` is None where it cannot be told. ``origin`` is ``stated`` or ``inferred``, None
    without a name. ``confidence``, 0 to 1, is that of the likeliest type also where it is too
    low to name it."""

    name: str | None = None
    origin: str | None = None
    confidence: float = 0.0


class TypeReader(Protocol):
    """The model: each type's probability, and above which the likeliest may be named."""

    def call_types(
        self, turns: Sequence[tuple[str, str]], acts: Sequence[str], n_sentences: int
    ) -> Mapping[str, float]: ...
    @property
    def call_type_threshold(self) -> float: ...


def settle_call_type(
    call: AnnotatedCall, own_types: Collection[str], reader: TypeReader
) -> CallType:
    """The type of a call. ``own_types`` are those that a profile has bands for: they are known
    where they are stated."""
    stated = stated_type(call.conversation.meta, own_types)
    if stated:
        return CallType(stated, "stated", 1.0)
    if not call.both_sides_known:
        return CallType()
    turns = [(t.role.value, t.text) for t in call.turns if t.role in (Role.REP, Role.CUSTOMER)]
    sentences = sum(len(turn.sentences) for turn in call.turns)
    found = reader.call_types(turns, [act.label for act in call.acts], sentences)
    best = max(found, key=lambda name: (found[name], name))
    confidence = round(found[best], 3)
    if confidence < reader.call_type_threshold:
        return CallType(confidence=confidence)
    return CallType(best, "inferred", confidence)


def stated_type(meta: Mapping[str, Any], own_types: Collection[str] = ()) -> str | None:
    """The type that a call's facts state, None where they state none that is known.

    >>> stated_type({"call_type": "Discovery call"}), stated_type({"call_type": "phone"})
    ('discovery', None)
    """
    words = " ".join(re.findall(r"[a-z0-9]+", str(meta.get("call_type") or "").lower()))
    for name in sorted(own_types):
        if re.search(rf"\b{name.replace('_', ' ')}\b", words):
            return name
    return next((name for name, like in _STATED if re.search(rf"\b(?:{like})\b", words)), None)
