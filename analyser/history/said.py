"""A sentence of a past call."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a past call; ``role`` is its side, None where it is not known."""

    turn: int
    sentence: int
    role: str | None
    speaker: str | None
    text: str
    labels: frozenset[str]
