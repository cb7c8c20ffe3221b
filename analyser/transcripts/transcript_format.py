"""What a transcript format is: how it is recognised and how it is read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from analyser.conversation import Participant, Turn
from analyser.transcripts.source import Source


@dataclass(frozen=True, slots=True)
class RawCall:
    """One call as a reader found it; ingest adds the id, the source and what all calls share."""

    turns: tuple[Turn, ...]
    meta: Mapping[str, Any] = field(default_factory=dict)
    participants: tuple[Participant, ...] = ()
    id: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TranscriptFormat:
    """A format on the shelf ``ingest/``.

    ``order`` settles who is asked first (low first): containers 10, JSON shapes 20 to 79 with
    the generic one at 79, captions 80, tables 85, documents and text 90 to 98, speakerless 99.
    ``recognises`` looks at content, never at the name's suffix, is cheap, and never raises on
    content of another kind. ``read`` gives the file's calls, at least one; it raises
    DamagedInput where the shape is right but the content is not.
    """

    title: str
    order: int
    recognises: Callable[[Source], bool]
    read: Callable[[Source], list[RawCall]]
