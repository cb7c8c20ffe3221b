"""Contradictions: what one side claims in a later call against what it claimed in an earlier."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import Final

from analyser.history.claims import Claim
from analyser.history.outcomes import plain
from analyser.history.past_call import PastCall
from analyser.history.places import apart

SAME_SUBJECT: Final = 0.6
"""The share of the shorter claim's words that both hold, from which they are about one thing."""

_CHANGED: Final = re.compile(
    r"\b(?:no longer|not|any ?more|now|instead|moved?|moving|migrat\w+|relocat\w+|switch\w*"
    r"|chang\w+)\b"
)
"""Words of a change of place."""

SAME_FEATURE: Final = 0.75
"""A feature needs more: many sentences of a call speak of one product."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two claims of one side that disagree; ``topic`` is that of the later one."""

    topic: str
    earlier: Claim
    later: Claim


def contradictions(calls: Sequence[PastCall]) -> tuple[Contradiction, ...]:
    """The contradictions of an account's calls, given in order: each claim with the one that it
    disagrees with, of those that no later claim on the same subject has replaced; at most one a
    sentence."""
    before: list[Claim] = []
    found: list[Contradiction] = []
    for call in calls:
        seen: set[tuple[int, int]] = set()
        for later in call.claims:
            place = (later.said.turn, later.said.sentence)
            rivals = [one for one in before if _on_one(one, later) and _disagree(one, later)]
            if rivals and place not in seen:
                seen.add(place)
                nearest = max(rivals, key=lambda one: len(one.subject & later.subject))
                found.append(Contradiction(later.topic, nearest, later))
        replaced = [one for one in before if any(_on_one(one, new) for new in call.claims)]
        before = [one for one in before if one not in replaced] + list(call.claims)
    return tuple(found)


def _on_one(earlier: Claim, later: Claim) -> bool:
    """Whether claims of one side are on one subject; sums, in units that can be compared."""
    if earlier.said.role != later.said.role or earlier.topic != later.topic:
        return False
    shared = len(earlier.subject & later.subject)
    shorter = min(len(earlier.subject), len(later.subject))
    needed = SAME_FEATURE if later.topic == "feature" else SAME_SUBJECT
    if not shared or shared / shorter < needed:
        return False
    return later.topic != "price" or _of_one_kind(earlier, later)


def _of_one_kind(earlier: Claim, later: Claim) -> bool:
    """Whether sums can be held against each other: one a month is none a year, and a charge that
    is not named may be any."""
    values = {earlier.value, later.value}
    return 0.0 in values or (inf not in values and earlier.unit == later.unit)


def _disagree(earlier: Claim, later: Claim) -> bool:
    """Whether the values of claims on one subject differ."""
    if isinstance(earlier.value, frozenset) and isinstance(later.value, frozenset):
        if later.topic == "place":
            return _places_differ(earlier, later, earlier.value, later.value)
        return not earlier.value & later.value
    return earlier.value != later.value


def _places_differ(
    earlier: Claim, later: Claim, before: frozenset[str], now: frozenset[str]
) -> bool:
    """Whether a place is denied that was named, or the other way round, or a further one is named
    that is surely another: a town may lie in the country named before."""
    if earlier.unit or later.unit:
        return earlier.unit != later.unit and bool(before & now)
    further = now - before
    said_so = further and _CHANGED.search(plain(later.said.text))
    return bool(said_so) or any(all(apart(one, old) for old in before) for one in further)
