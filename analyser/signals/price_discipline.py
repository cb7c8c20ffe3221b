"""Price cuts made before digging deeper.

A discount given before the rep has learnt why the price matters, or has got something for it,
says that the first price was not meant. Every later number is doubted with it.

Unit:    premature price-cut runs, weighed: 1 each, 1.5 where nobody had asked.
Formula: a run of cuts on one matter is premature when no probe about the concern came between
         the objection and the first cut, and the cut is not traded for anything.
Limits:  a discount agreed by e-mail before the call looks premature here.
Source:  "Trust vs. Relationship" (dig deeper, don't jump in with a lower price). The weights
         are a rule of thumb.

>>> from analyser.testing import marked_call
>>> call = marked_call("C: [price.objection: Too dear.]", "R: [price.cut: Say 80?]")
>>> price_discipline.measure(call).value
1.0
"""

from analyser.annotation import Act, AnnotatedCall
from analyser.conversation import Role
from analyser.episodes import PriceCutEpisode, price_cut_episodes
from analyser.reading import Moment, Reading, Severity, counted, signal

UNPROMPTED = 1.5
MOST_GOOD = 3


@signal(principle="Dig deeper before touching the price.", unit="weighed premature price cuts")
def price_discipline(call: AnnotatedCall) -> Reading:
    """The weighed number of premature price-cut runs; 0 where price was held or cuts earned."""
    if not call.find("price", "price.objection"):
        return Reading.absent("price never came up")
    runs = price_cut_episodes(call)
    held = call.find("price.hold", by=Role.REP)
    premature = [run for run in runs if run.premature]
    earned = [run for run in runs if not run.premature]
    return Reading(
        sum((1.0 if run.prompted else UNPROMPTED for run in premature), 0.0),
        n=len(runs) + len({act.turn for act in held}),
        summary=(
            f"{counted(len(premature), 'premature price cut')}, {counted(len(earned), 'cut')} "
            f"after digging or for something in return, price held in "
            f"{counted(len({act.turn for act in held}), 'turn')}."
        ),
        moments=(
            *(_premature(run) for run in premature),
            *(_earned(run) for run in earned),
            *_held(held, {cut.turn for run in runs for cut in run.cuts}),
        ),
        details={
            "premature": float(len(premature)),
            "earned": float(len(earned)),
            "held": float(len({act.turn for act in held})),
        },
    )


def _premature(run: PriceCutEpisode) -> Moment:
    if run.prompted:
        because = "The price came down before anyone asked what was behind the concern."
        better = (
            '"Before we talk numbers: what are you comparing it with, '
            'and what would have to be true for it to be worth it?"'
        )
    else:
        because = "The price came down although nobody had asked for that."
        better = "Name the price and its worth, and wait for what the customer says to it."
    return Moment(
        "premature_price_cut",
        *run.act.place,
        Severity.HIGH,
        because,
        better,
        run.act.probability,
    )


def _earned(run: PriceCutEpisode) -> Moment:
    how = "in return for something" if run.traded else "after digging into the concern"
    return Moment(
        "earned_price_cut",
        *run.act.place,
        Severity.GOOD,
        f"The price moved only {how}.",
        confidence=run.act.probability,
    )


def _held(held: tuple[Act, ...], cut_turns: set[int]) -> list[Moment]:
    first: dict[int, Act] = {}
    for act in held:
        if act.turn not in cut_turns:
            first.setdefault(act.turn, act)
    best = sorted(first.values(), key=lambda act: (-act.probability, act.place))[:MOST_GOOD]
    return [
        Moment(
            "price_held",
            *act.place,
            Severity.GOOD,
            "The rep kept the price and answered with its worth.",
            confidence=act.probability,
        )
        for act in sorted(best, key=lambda act: act.place)
    ]
