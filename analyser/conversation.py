"""What travels from ingest onwards: a conversation, its turns and its people."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

_SUFFIX: Final = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\]|\|.*)\s*$")


class Role(StrEnum):
    """Which side of the table somebody sits on."""

    REP = "rep"
    CUSTOMER = "customer"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's uninterrupted talk.

    ``speaker`` is the name or label in the file, None where the file names nobody.
    ``start`` and ``end`` are seconds from the start of the recording, None where not given.
    ``role`` is what the file states, None where it states nothing.
    """

    speaker: str | None
    text: str
    role: Role | None = None
    start: float | None = None
    end: float | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """What the file itself says about one of the speakers, by the label that the turns use."""

    name: str
    role: Role | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """A call as read from a file, before anything was worked out about it.

    ``meta`` holds what the file says about the call: title, date (ISO 8601), account, call_type,
    duration_s, language. ``source`` is the file's name, ``format`` the reader's. ``warnings``
    are for the user and never quote the talk.
    """

    id: str
    turns: tuple[Turn, ...]
    meta: Mapping[str, Any] = field(default_factory=dict)
    participants: tuple[Participant, ...] = ()
    source: str = ""
    format: str = "analyser_json"
    warnings: tuple[str, ...] = ()

    @property
    def speakers(self) -> tuple[str, ...]:
        """The names that speak, in order of first appearance."""
        return tuple(dict.fromkeys(t.speaker for t in self.turns if t.speaker is not None))

    def to_dict(self) -> dict[str, Any]:
        """The call as the project's own JSON; absent facts are left out, never made up."""
        meta = dict(self.meta)
        people = [
            {k: v for k, v in (("name", p.name), ("role", p.role), ("email", p.email)) if v}
            for p in self.participants
        ]
        if people:
            meta["participants"] = people
        return {"id": self.id, "meta": meta, "turns": [_turn_dict(t) for t in self.turns]}


def _turn_dict(turn: Turn) -> dict[str, Any]:
    out: dict[str, Any] = {"speaker": turn.speaker}
    if turn.role is not None:
        out["role"] = turn.role.value
    out["text"] = turn.text
    if turn.start is not None:
        out["start"] = turn.start
    if turn.end is not None:
        out["end"] = turn.end
    return out


def named_among(labels: Iterable[str], names: Iterable[str]) -> list[str]:
    """The labels of a call that names mean, in the order of the names.

    Case and blanks do not matter; what stands behind a name in brackets or after a bar may be left
    out where only one label is left with it.

    >>> named_among(["Dana Ruiz | Acme", "Lee (Borel)", "Lee (Acme)"], ["dana ruiz", "lee"])
    ['Dana Ruiz | Acme']
    """
    known = list(dict.fromkeys(labels))
    found: list[str] = []
    for name in filter(None, map(_folded, names)):
        whole = [label for label in known if _folded(label) == name]
        bare = [label for label in known if _SUFFIX.sub("", _folded(label)) == name]
        found += whole or (bare if len(bare) == 1 else [])
    return list(dict.fromkeys(found))


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
