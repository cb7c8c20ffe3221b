"""Price cuts made before digging deeper.

A discount given before the rep has learnt why the price matters, or has got something for it,
says that the first price was not meant. Every later number is doubted with it. The larger the cut,
and the more follow without a new reason, the more.

Unit:    premature price-cut runs, weighed, less credit for a price that was held; 0 where price
         was only named or every cut was earned.
Formula: a run of cuts on one matter is premature when no probe about the concern came between
         the pressing (an objection to price, else words about a price or a price held, at most
         ten turns before) and the first cut, and the cut is not traded for anything. Each weighs 1,
         1.5 where nobody had asked; x 1.25 where the run takes off 20 % or more, x 0.75 below 5 %
         or where the price was first defended. +0.25 for each later cut of a run, earned or not,
         with nothing learnt or got since the one before (+1 at most a run). Less 0.1 for each turn
         in which the price was held (0.2 at most), unless a run was premature.
Limits:  a discount agreed by e-mail before the call looks premature here. Sizes are told only
         where figures are said and comparable; free months and terms have none.
Source:  "Trust vs. Relationship" (dig deeper, don't jump in with a lower price). A fifth off the
         price needs a quarter more deals won to break even (Winning by Design). The weights are
         a rule of thumb.

>>> from analyser.testing import marked_call
>>> call = marked_call("C: [price.objection: Too dear.]", "R: [price.cut: Say 80?]")
>>> price_discipline.measure(call).value
1.0
"""

from collections.abc import Sequence

from analyser.annotation import Act, AnnotatedCall
from analyser.conversation import Role
from analyser.episodes.price_cuts import SAME_MATTER_TURNS
from analyser.episodes.price_runs import PriceRun, clearest, price_runs
from analyser.reading import Moment, Reading, Severity, counted, percent, signal
from analyser.suggestions import before_the_price

UNPROMPTED = 1.5
LARGE_SHARE, LARGE = 0.2, 1.25
SMALL_SHARE, SMALL = 0.05, 0.75
FURTHER, MOST_FURTHER = 0.25, 1.0
CREDIT, MOST_CREDIT = 0.1, 0.2
GIVEN_AWAY = 2
"""So many further cuts for nothing, after a premature one, are grave: each is shown."""

MOST_GOOD = 3
PRESSED_TURNS = 4
"""A price is held against what the customer said so many turns before, at most, or against what
came out so lately of digging into it."""


@signal(principle="Dig deeper before touching the price.", unit="weighed premature price cuts")
def price_discipline(call: AnnotatedCall) -> Reading:
    """The weighed premature price-cut runs less the credit for a price that was held."""
    if not call.find("price", "price.objection"):
        return Reading.absent("no price was named or objected to")
    runs = price_runs(call)
    held = call.find("price.hold", by=Role.REP)
    held_turns = {act.turn for act in held}
    premature = [run for run in runs if run.premature]
    earned = [run for run in runs if not run.premature]
    further = [act for run in runs for act in run.unexplained]
    sizes = [run.size_share for run in runs if run.size_share is not None]
    waits = [run.turns_to_cut for run in runs if run.turns_to_cut is not None]
    credit = 0.0 if premature else min(MOST_CREDIT, CREDIT * len(held_turns))
    return Reading(
        round(sum(map(_weight, runs)) - credit, 4),
        n=len(runs) + len(held_turns),
        summary=(
            f"{counted(len(premature), 'premature price cut')}, {counted(len(earned), 'cut')} "
            f"after digging or for something in return, price held in "
            f"{counted(len(held_turns), 'turn')}{_further(further)}{_largest(sizes, runs)}."
        ),
        moments=(
            *(_premature(call, run) for run in premature),
            *(_earned(call, run) for run in earned),
            *(moment for run in runs if run.unexplained for moment in _again(run)),
            *_held(call, held, runs),
        ),
        details={
            "premature": float(len(premature)),
            "unprompted": float(sum(not run.episode.prompted for run in premature)),
            "earned": float(len(earned)),
            "held": float(len(held_turns)),
            "further_cuts": float(len(further)),
        }
        | ({"largest_cut_share": max(sizes)} if sizes else {})
        | ({"fewest_turns_to_cut": float(min(waits))} if waits else {}),
    )


def _weight(run: PriceRun) -> float:
    again = min(MOST_FURTHER, FURTHER * len(run.unexplained))
    if not run.premature:
        return again
    weight = 1.0 if run.episode.prompted else UNPROMPTED
    if run.size_share is not None and run.size_share >= LARGE_SHARE:
        weight *= LARGE
    if run.held_first or (run.size_share is not None and run.size_share < SMALL_SHARE):
        weight *= SMALL
    return weight + again


def _largest(sizes: list[float], runs: Sequence[PriceRun]) -> str:
    if not sizes:
        return ""
    one = len(runs) == 1 and len(runs[0].episode.cuts) == 1
    return f"; {'the cut' if one else 'the largest run of cuts'} took off {percent(max(sizes))}"


def _further(further: list[Act]) -> str:
    return f"; {counted(len(further), 'further cut')} without a new reason" if further else ""


def _premature(call: AnnotatedCall, run: PriceRun) -> Moment:
    size, in_all = _size(run)
    if run.episode.prompted:
        soon = " in the very next turn" if run.turns_to_cut == 1 else ""
        because = (
            f"The price came down{size}{soon}, before anyone asked what was behind the concern"
            f"{in_all}."
        )
    elif any(act.place < run.episode.act.place for act in call.find("price.objection")):
        because = f"The price came down once more{size}, although nobody had asked again{in_all}."
    else:
        because = f"The price came down{size} although nobody had asked for that{in_all}."
    said = "" if run.pressed is None else call.quote(*run.pressed.place)
    shown = clearest(call, run.episode.cuts)
    return Moment(
        "premature_price_cut",
        *shown.place,
        Severity.HIGH,
        because,
        before_the_price(said if run.episode.prompted else None),
        shown.probability,
        weight=_weight(run),
    )


def _size(run: PriceRun) -> tuple[str, str]:
    """What the first turn of a run takes off, and what all of it does where that is more."""
    first = "" if run.first_share is None else f" by {percent(run.first_share)}"
    if run.size_share is None or run.size_share == run.first_share:
        return first, ""
    return first, f"; all cuts together took off {percent(run.size_share)}"


def _again(run: PriceRun) -> list[Moment]:
    """Further cuts for nothing: one moment of all, or each where the rep gave way over and over."""
    further = run.unexplained
    grave = run.premature and len(further) >= GIVEN_AWAY
    times = "once more" if grave or len(further) == 1 else f"{len(further)} more times"
    return [
        Moment(
            "further_price_cut",
            *cut.place,
            Severity.HIGH if grave else Severity.MEDIUM,
            f"The rep gave way {times}, with nothing learnt and nothing got since the last cut.",
            '"Before I look at it again: what has changed since the last figure, and what would '
            'you do in return?"',
            cut.probability if grave else max(act.probability for act in further),
            weight=1.0 if grave else float(len(further)),
        )
        for cut in (further if grave else further[:1])
    ]


def _earned(call: AnnotatedCall, run: PriceRun) -> Moment:
    shown = clearest(call, run.episode.cuts)
    how = "in return for something" if run.episode.traded else "after digging into the concern"
    size, in_all = _size(run)
    return Moment(
        "earned_price_cut",
        *shown.place,
        Severity.GOOD,
        f"The price moved{size} only {how}{in_all}.",
        confidence=shown.probability,
    )


def _held(call: AnnotatedCall, held: tuple[Act, ...], runs: Sequence[PriceRun]) -> list[Moment]:
    """Praise for a price that was pressed on and held; none on the way to a premature cut."""
    cut_turns = {cut.turn for run in runs for cut in run.episode.cuts}
    soon = {
        turn
        for run in runs
        if run.premature
        for turn in range(run.episode.act.turn - SAME_MATTER_TURNS, run.episode.cuts[-1].turn)
    }
    pressed = _pressed_turns(call)
    first: dict[int, Act] = {}
    for act in held:
        after = any(act.turn - PRESSED_TURNS <= turn < act.turn for turn in pressed)
        if after and act.turn not in cut_turns | soon:
            first.setdefault(act.turn, act)
    best = sorted(first.values(), key=lambda act: (-act.probability, act.place))[:MOST_GOOD]
    return [
        Moment(
            "price_held",
            *act.place,
            Severity.GOOD,
            "The rep kept the price instead of giving in.",
            confidence=act.probability,
        )
        for act in sorted(best, key=lambda act: act.place)
    ]


def _pressed_turns(call: AnnotatedCall) -> list[int]:
    """The turns in which the customer pressed on price, and those in which the rep dug into it."""
    found: list[int] = []
    for act in call.find("price.objection", "probe"):
        if act.label == "price.objection" or (found and act.turn - found[-1] <= PRESSED_TURNS):
            found.append(act.turn)
    return found
