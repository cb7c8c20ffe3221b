"""Who lets whom finish: pauses and overlaps between the sides, from measured times only."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from analyser.annotation import AnnotatedCall, AnnotatedTurn
from analyser.conversation import Role
from analyser.talk_time import BACKCHANNEL_WORDS, timing_of

OVERLAP_SECONDS: Final = 0.5
"""Shorter overlaps are ordinary turn-taking."""

LONGEST_PAUSE: Final = 20.0
"""Longer silences are a screen being shared or somebody gone, not patience."""


@dataclass(frozen=True, slots=True)
class Handover:
    """The customer's turn ``before`` and the rep's turn ``after`` it; ``gap`` in seconds from the
    end of the one to the start of the other, negative where they overlap."""

    before: int
    after: int
    gap: float


def handovers(call: AnnotatedCall) -> list[Handover]:
    """Each time the rep follows the customer, both with measured times; empty where times are
    estimated or none, or each turn begins where the last one ends: then pauses were not measured.
    Back-channels of either side ("mm, right") are no turns of their own."""
    if timing_of(call) != "measured":
        return []
    found = [
        Handover(a, b, round(gap, 3))
        for a, b in pairwise(_real_turns(call))
        if call.turns[a].role is Role.CUSTOMER
        and call.turns[b].role is Role.REP
        and (gap := _gap(call.turns[a], call.turns[b])) is not None
    ]
    return found if any(one.gap for one in found) else []


def interruptions(found: list[Handover]) -> list[Handover]:
    """The handovers in which the rep began while the customer was still talking."""
    return [one for one in found if one.gap <= -OVERLAP_SECONDS]


def patience_seconds(found: list[Handover]) -> float | None:
    """The median pause before the rep speaks, in seconds from 0; None without handovers."""
    pauses = sorted(max(0.0, one.gap) for one in found if one.gap <= LONGEST_PAUSE)
    if not pauses:
        return None
    middle = len(pauses) // 2
    return pauses[middle] if len(pauses) % 2 else (pauses[middle - 1] + pauses[middle]) / 2


def switches(call: AnnotatedCall) -> int:
    """How often the word passes from one side to the other, back-channels left out."""
    return sum(call.turns[a].role is not call.turns[b].role for a, b in pairwise(_real_turns(call)))


def _real_turns(call: AnnotatedCall) -> Iterator[int]:
    for number, turn in enumerate(call.turns):
        if turn.role in (Role.REP, Role.CUSTOMER) and turn.words > BACKCHANNEL_WORDS:
            yield number


def _gap(before: AnnotatedTurn, after: AnnotatedTurn) -> float | None:
    if before.end is None or after.start is None:
        return None
    return after.start - before.end
