"""From all moments to those worth a coach's minute: one an episode, ranked, few of them high."""

import dataclasses
from collections import Counter
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
        frozenset({"earned_price_cut"}),
        frozenset({"concession_with_return", "concession_for_nothing", "request_jumped"}),
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
    "earned_price_cut": frozenset({"concession_with_return", "request_jumped"}),
    "overpromise": frozenset({"concession_for_nothing", "commitment_without_date"}),
    "request_jumped": frozenset({"concession_for_nothing"}),
    "objection_probed": frozenset({"digging_question"}),
    "pressure": frozenset(
        {
            *("commitment_without_date", "concession_for_nothing"),
            *("leading_question", "objection_passed_over"),
        }
    ),
    "request_probed": frozenset({"objection_probed", "digging_question"}),
}
"""Kinds that add nothing to what the first says: they go without a word."""

_SPOILT: Final = {
    "pressure": frozenset(
        {
            *("earned_price_cut", "price_held", "objection_probed", "request_probed"),
            *("digging_question", "mutual_step", "concession_with_return"),
        }
    ),
    "leading_question": frozenset({"price_held", "objection_probed", "request_probed"}),
    "overpromise": frozenset({"commitment_with_date", "concession_with_return", "price_held"}),
    "premature_price_cut": frozenset(
        {"commitment_with_date", "concession_with_return", "price_held"}
    ),
    "further_price_cut": frozenset({"commitment_with_date"}),
}
"""Praise that does not hold where the first stands on the same turn."""

MOST_OF_A_KIND: Final = 8
"""More faults of one kind tell a coach nothing new; the signal counts them all."""

MOST_PRAISED: Final = 12
"""Praise beyond this is left out; the best of every kind comes first."""

TRACKED: Final = "tracked."
"""What a team tracks by its profile is shown whatever else stands there."""

Named = tuple[str, Moment]


def worth_a_look(found: Sequence[Named]) -> tuple[Named, ...]:
    """The moments with the gravest first, each with the name of its signal.

    Moments of one episode become one, which says what each said; so do those of one kind in one
    turn, and all praise for one sentence. Doubtful praise and doubtful small faults are left out,
    and praise where something worse stands in the same turn. Among those of one severity the
    weightiest and surest come first, then the earliest.
    """
    sure = [item for item in found if _is_sure(item[1])]
    kept = _few_of_each(_merged(sorted(_unspoilt(sure), key=_rank)))
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


def _unspoilt(found: Sequence[Named]) -> list[Named]:
    spoilt = {(m.turn, kind) for _, m in found for kind in _SPOILT.get(m.kind, ())}
    return [item for item in found if (item[1].turn, item[1].kind) not in spoilt]


def _few_of_each(found: Iterable[Named]) -> list[Named]:
    """The best of each kind, in order of rank; of praise the best of every kind come first."""
    seen: Counter[str] = Counter()
    kept: list[Named] = []
    praise: list[tuple[int, Named]] = []
    for item in sorted(found, key=_rank):
        moment = item[1]
        if moment.kind.startswith(TRACKED):
            kept.append(item)
        elif moment.severity is Severity.GOOD:
            praise.append((seen[moment.kind], item))
        elif seen[moment.kind] < MOST_OF_A_KIND:
            kept.append(item)
        seen[moment.kind] += 1
    chosen = sorted(praise, key=lambda one: (one[0], _rank(one[1])))[:MOST_PRAISED]
    return [*kept, *(item for _, item in chosen)]


def _merged(ordered: Iterable[Named]) -> Iterable[Named]:
    kept: list[Named] = []
    for name, moment in sorted(ordered, key=lambda item: _precedence(item[1])):
        host = next((n for n, (_, other) in enumerate(kept) if _takes_in(other, moment)), None)
        if host is None:
            kept.append((name, moment))
        elif moment.kind in {kept[host][1].kind, *_SAID_ALREADY.get(kept[host][1].kind, ())}:
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
    praised = head.severity is other.severity is Severity.GOOD
    tracked = TRACKED in (head.kind[: len(TRACKED)], other.kind[: len(TRACKED)])
    if praised and not tracked and (head.turn, head.sentence) == (other.turn, other.sentence):
        return True
    return bool(_turns(head) & _turns(other)) and any(
        head.kind in heads and other.kind in parts for heads, parts in _ONE_EPISODE
    )


def _turns(moment: Moment) -> set[int]:
    return {moment.turn} if moment.also_turn is None else {moment.turn, moment.also_turn}
