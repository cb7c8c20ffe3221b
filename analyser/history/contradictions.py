"""Contradictions: what one side claims in a later call against what it claimed in an earlier."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import Final

from analyser.history.claims import Claim
from analyser.history.past_call import PastCall

SAME_SUBJECT: Final = 0.6
"""The share of the shorter claim's words that both hold, from which they are about one thing."""

SAME_FEATURE: Final = 0.75
"""A feature needs more: many sentences of a call speak of one product."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two claims of one side that disagree; ``topic`` is that of the later one."""

    topic: str
    earlier: Claim
    later: Claim


def contradictions(calls: Sequence[PastCall]) -> tuple[Contradiction, ...]:
    """The contradictions of an account's calls, given in order: each later claim with the last
    earlier one that it disagrees with, at most one a sentence."""
    before: list[Claim] = []
    found: list[Contradiction] = []
    for call in calls:
        seen: set[tuple[int, int]] = set()
        for later in call.claims:
            place = (later.said.turn, later.said.sentence)
            rivals = [one for one in before if _disagree(one, later)]
            if rivals and place not in seen:
                seen.add(place)
                nearest = max(rivals, key=lambda one: len(one.subject & later.subject))
                found.append(Contradiction(later.topic, nearest, later))
        before += call.claims
    return tuple(found)


def _disagree(earlier: Claim, later: Claim) -> bool:
    if earlier.said.role != later.said.role or earlier.topic != later.topic:
        return False
    shared = len(earlier.subject & later.subject)
    shorter = min(len(earlier.subject), len(later.subject))
    needed = SAME_FEATURE if later.topic == "feature" else SAME_SUBJECT
    if not shared or shared / shorter < needed:
        return False
    if later.topic == "price":
        return _prices_differ(earlier, later)
    if isinstance(earlier.value, frozenset) and isinstance(later.value, frozenset):
        # Another month disagrees; a further place disagrees even where the old one stays.
        same = earlier.value & later.value
        return not same if later.topic == "date" else not later.value <= earlier.value
    return earlier.value != later.value


def _prices_differ(earlier: Claim, later: Claim) -> bool:
    """Whether sums differ that are of one kind: a sum a month is none a year."""
    values = {earlier.value, later.value}
    if inf in values:
        return 0.0 in values
    return len(values) > 1 and (0.0 in values or earlier.unit == later.unit)
