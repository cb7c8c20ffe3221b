"""``follow_through`` and ``consistency`` over several calls."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean
from typing import Final

from analyser.history.ledger import Entry
from analyser.history.past_call import Fate
from analyser.history.spread import MIN_CALLS, Spread
from analyser.reading import Reading, counted, percent

BROKEN_WEIGHT: Final = 9.0
"""So many kept promises one broken one undoes. The text says ninety-nine truths to a lie; nine is a
rule of thumb, not yet checked."""

RENEGOTIATED_WEIGHT: Final = 0.5
CONTRADICTION_FACTOR: Final = 0.8
MOST_SPREAD: Final = 50.0
"""The standard deviation of scores that are 0 or 100 by turns."""


def history_follow_through(entries: Iterable[Entry]) -> Reading:
    """How far a side's promises were kept, 0 to 1: kept and half of the renegotiated ones against
    those and nine times the broken ones. Silent and open ones do not count, but are told."""
    fates = Counter(entry.fate for entry in entries)
    settled = fates[Fate.KEPT] + fates[Fate.RENEGOTIATED] + fates[Fate.BROKEN]
    if not settled:
        return Reading.absent("no promise has come due that a later call speaks of")
    good = fates[Fate.KEPT] + RENEGOTIATED_WEIGHT * fates[Fate.RENEGOTIATED]
    return Reading(
        round(good / (good + BROKEN_WEIGHT * fates[Fate.BROKEN]), 4) if good else 0.0,
        n=settled,
        summary=_told(fates, settled),
        unit="share of promises kept, a broken one weighing nine",
        details={fate.value: float(fates[fate]) for fate in Fate},
    )


def _told(fates: Mapping[Fate, int], settled: int) -> str:
    """What became of promises, for people: only what there is."""
    names = {
        Fate.KEPT: "kept",
        Fate.RENEGOTIATED: "renegotiated in time",
        Fate.BROKEN: "broken (each weighs as much as nine kept ones)",
    }
    said = ", ".join(f"{fates[fate]} {name}" for fate, name in names.items() if fates[fate])
    unsettled = [f"nothing was heard of {fates[Fate.SILENT]}"] if fates[Fate.SILENT] else []
    if still_open := fates[Fate.OPEN]:
        unsettled.append(f"{still_open} {'is' if still_open == 1 else 'are'} still open")
    rest = "; ".join(unsettled)
    told = f"Later calls tell of {counted(settled, 'promise')}: {said}."
    return f"{told} {rest[:1].upper()}{rest[1:]}." if rest else told


def history_consistency(
    spreads: Mapping[str, Spread], contradicted: int, calls: Sequence[object]
) -> Reading:
    """How alike the signals' scores are from call to call, 0 to 1: 1 less the mean standard
    deviation over 50; each contradiction takes a fifth of what is left."""
    deviations = [one.sd for one in spreads.values() if one.sd is not None]
    if len(calls) < MIN_CALLS:
        return Reading.absent(f"not enough calls: {len(calls)}, {MIN_CALLS} are needed")
    if not deviations:
        return Reading.absent(f"no signal has a score in {MIN_CALLS} calls")
    steady = max(0.0, 1.0 - fmean(deviations) / MOST_SPREAD)
    return Reading(
        round(steady * CONTRADICTION_FACTOR**contradicted, 4),
        n=len(calls),
        summary=(
            f"Over {len(calls)} calls the signals were {percent(steady)} alike; "
            f"{counted(contradicted, 'statement') if contradicted else 'no statement'} "
            "contradicted an earlier one."
        ),
        unit="sameness over calls",
        details={"steadiness": round(steady, 4), "contradictions": float(contradicted)},
    )
