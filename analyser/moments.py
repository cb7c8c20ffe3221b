"""From all moments to those worth a coach's minute: one an episode, ranked, few of them high."""

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Final

from analyser.reading import Moment, Severity

MOST_HIGH: Final = 5
"""More than a handful of high moments hide each other; the rest are shown as medium."""

SURE_PRAISE: Final = 0.5
SURE_LOW: Final = 0.35
"""Praise and small faults that are less sure than this cost a coach more time than they give."""

RANK: Final = {Severity.HIGH: 0, Severity.MEDIUM: 1, Severity.LOW: 2, Severity.GOOD: 3}

_ONE_EPISODE: Final = (
    (
        frozenset({"premature_price_cut", "overpromise", "further_price_cut"}),
        frozenset({"request_jumped", "concession_for_nothing", "commitment_without_date"}),
    ),
    (
        frozenset({"request_jumped"}),
        frozenset({"concession_for_nothing", "commitment_without_date"}),
    ),
    (
        frozenset({"pressure"}),
        frozenset(
            {
                "objection_passed_over",
                "leading_question",
                "commitment_without_date",
                "concession_for_nothing",
            }
        ),
    ),
    (frozenset({"monologue"}), frozenset({"long_pitch"})),
    (frozenset({"earned_price_cut"}), frozenset({"concession_with_return"})),
    (frozenset({"request_probed"}), frozenset({"objection_probed", "digging_question"})),
    (frozenset({"objection_probed"}), frozenset({"digging_question"})),
    (frozenset({"mutual_step"}), frozenset({"concession_with_return", "commitment_with_date"})),
    (
        frozenset({"bad_news_volunteered", "limit_admitted"}),
        frozenset({"bounded_promise", "promise_corrected"}),
    ),
)
"""Kinds of which the first take the second in where both tell of one episode."""

_SAID_ALREADY: Final = {
    "premature_price_cut": frozenset({"request_jumped"}),
    "further_price_cut": frozenset({"request_jumped"}),
    "request_jumped": frozenset({"concession_for_nothing"}),
    "pressure": frozenset({"commitment_without_date", "concession_for_nothing"}),
    "request_probed": frozenset({"objection_probed"}),
}
"""Kinds that add nothing to what the first says: they go without a word."""

Named = tuple[str, Moment]


def worth_a_look(found: Sequence[Named]) -> tuple[Named, ...]:
    """The moments with the gravest first, each with the name of its signal.

    Moments of one episode become one, which says what each said; so do those of one kind in one
    turn. Doubtful praise and doubtful small faults are left out. Among those of one severity the
    weightiest and surest come first, then the earliest.
    """
    sure = [item for item in found if _is_sure(item[1])]
    kept = list(_merged(sorted(sure, key=_rank)))
    high = [item for item in sorted(kept, key=_rank) if item[1].severity is Severity.HIGH]
    eased = {id(moment) for _, moment in high[MOST_HIGH:]}
    shown = [
        (name, dataclasses.replace(moment, severity=Severity.MEDIUM))
        if id(moment) in eased
        else (name, moment)
        for name, moment in kept
    ]
    return tuple(sorted(shown, key=_rank))


def _rank(item: Named) -> tuple[float, ...]:
    moment = item[1]
    worth = moment.weight * moment.confidence
    return (RANK[moment.severity], -round(worth, 6), moment.turn, moment.sentence)


def _is_sure(moment: Moment) -> bool:
    least = {Severity.GOOD: SURE_PRAISE, Severity.LOW: SURE_LOW}.get(moment.severity, 0.0)
    return moment.confidence >= least


def _merged(ordered: Iterable[Named]) -> Iterable[Named]:
    kept: list[Named] = []
    for name, moment in sorted(ordered, key=lambda item: _precedence(item[1])):
        host = next((n for n, (_, other) in enumerate(kept) if _takes_in(other, moment)), None)
        if host is None:
            kept.append((name, moment))
        elif moment.kind in _SAID_ALREADY.get(kept[host][1].kind, ()):
            continue
        elif moment.because not in kept[host][1].because:
            owner, other = kept[host]
            told = f"{other.because} {moment.because}"
            kept[host] = (owner, dataclasses.replace(other, because=told))
    return kept


def _precedence(moment: Moment) -> int:
    return next((n for n, (heads, _) in enumerate(_ONE_EPISODE) if moment.kind in heads), 99)


def _takes_in(head: Moment, other: Moment) -> bool:
    """Whether a moment tells of an episode that another one tells more gravely."""
    if head.kind == other.kind and head.turn == other.turn:
        return True
    return bool(_turns(head) & _turns(other)) and any(
        head.kind in heads and other.kind in parts for heads, parts in _ONE_EPISODE
    )


def _turns(moment: Moment) -> set[int]:
    return {moment.turn} if moment.also_turn is None else {moment.turn, moment.also_turn}
