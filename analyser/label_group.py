"""What the codebook holds: labels in groups, one group a file on the shelf ``acts/``."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Label:
    """One act that a sentence can perform; ``by`` names the sides whose sentences may bear it."""

    name: str
    by: frozenset[str]
    meaning: str


@dataclass(frozen=True, slots=True)
class LabelGroup:
    """Labels that belong together. Of each tuple in ``exclusive`` at most one stands on a
    sentence: the likeliest that is asserted."""

    title: str
    labels: tuple[Label, ...]
    exclusive: tuple[tuple[str, ...], ...] = ()
