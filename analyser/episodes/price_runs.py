"""Runs of price cuts looked at closely: how much, how fast, and what each further cut rested on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from analyser.annotation import Act, AnnotatedCall
from analyser.conversation import Role
from analyser.episodes.price_cuts import PriceCutEpisode, price_cut_episodes
from analyser.money import PERCENT, Amount, amounts

LEAST_LEFT: Final = 0.6
"""A figure below this share of a price is no lower price but something else: a fee, a part."""

LEAST_OFF: Final = 0.02
"""Figures closer together than this are most likely one price told twice, or two things."""

MOST_OFF: Final = 90
"""A higher percentage is no discount."""

NEAR_TURNS: Final = 2
"""So many turns back a cut may answer what the customer asked for."""

_GRANTED: Final = re.compile(
    r"^\W*(?:(?:oh|well|then|all right|alright|and|so)\W+)*(?:yes|yeah|yep|sure|ok|okay|fine|deal"
    r"|done|agreed|absolutely|certainly|of course|no problem|you(?:'ve| have)? got it"
    r"|you have it)\b",
    re.IGNORECASE,
)
_OFF: Final = re.compile(
    r"\b(?:off|discount\w*|reduc\w+|rebate|credit\w*|cheaper|knock\w*|shave\w*|take|taking|less|lower"
    r"|waive\w*|back|down by)\b",
    re.IGNORECASE,
)
_OFF_SUM: Final = re.compile(
    r"\b(?:off|discount of|rebate|credit\w*|cheaper|knock\w*|shave\w*|waive\w*|down by|less)\b",
    re.IGNORECASE,
)
_ONE_OFF: Final = re.compile(
    r"\b(?:set-?\s?up|installation|installing|onboarding|shipping|delivery|postage|training|start-?up"
    r"|joining|activation|migration)\b",
    re.IGNORECASE,
)
"""What is paid once, or beside: to waive it takes nothing off the price that was named."""

_RISE: Final = re.compile(
    r"\b(?:increases?|rises?|uplift|index\w*|inflation|interest)\b", re.IGNORECASE
)
"""A percentage of these is no discount."""

_ON_TOP: Final = re.compile(
    r"\b(?:another|further|more|extra|additional|additionally|on top|plus)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class PriceRun:
    """A run of cuts with its size and pace.

    ``size_share``: what all cuts of the run take off, 0 to 1, None where it was not said;
    ``first_share``: what those of its first turn do.
    ``turns_to_cut``: turns from the customer's last pressing on price to the first cut, None where
    nobody had pressed. ``held_first``: the rep answered the pressing with the price's worth before
    the cut. ``unexplained``: further cuts on later turns for which nothing was learnt or got since
    the cut before. ``pressed``: the customer's pressing before the first cut.
    """

    episode: PriceCutEpisode
    size_share: float | None
    first_share: float | None
    turns_to_cut: int | None
    held_first: bool
    unexplained: tuple[Act, ...]
    pressed: Act | None

    @property
    def premature(self) -> bool:
        return self.episode.premature


def price_runs(call: AnnotatedCall) -> tuple[PriceRun, ...]:
    """The runs of price cuts of a call, in order."""
    episodes = price_cut_episodes(call)
    ends = [(-1, -1), *(episode.cuts[-1].place for episode in episodes)]
    return tuple(_run(call, one, since) for one, since in zip(episodes, ends, strict=False))


def _run(call: AnnotatedCall, episode: PriceCutEpisode, since: tuple[int, int]) -> PriceRun:
    first = episode.act
    objections = call.find("price.objection", by=Role.CUSTOMER)
    pressed = [act for act in objections if since < act.place < first.place]
    held = any(
        pressed and pressed[0].place < act.place < first.place
        for act in call.find("price.hold", by=Role.REP)
    )
    return PriceRun(
        episode,
        _size(call, episode.cuts),
        _size(call, [cut for cut in episode.cuts if cut.turn == first.turn]),
        first.turn - pressed[-1].turn if pressed else None,
        held,
        tuple(_unexplained(call, episode.cuts)),
        pressed[-1] if pressed else None,
    )


def _unexplained(call: AnnotatedCall, cuts: Sequence[Act]) -> Iterator[Act]:
    learnt = call.find("probe", "price.trade", by=Role.REP)
    last = cuts[0]
    for number, cut in enumerate(cuts):
        if cut.turn != last.turn and not restates(call, cut, cuts[:number]):
            if not any(last.place < act.place <= cut.place for act in learnt):
                yield cut
            last = cut


def restates(call: AnnotatedCall, cut: Act, earlier: Sequence[Act]) -> bool:
    """Whether a cut only says again what earlier ones had come down to."""
    named = [a for act in earlier for a in amounts(call.quote(*act.place))]
    said = amounts(call.quote(*cut.place))
    return bool(said) and all(any(_is_same(one, other) for other in named) for one in said)


def _is_same(one: Amount, other: Amount) -> bool:
    """Whether two sums are one, though it be without its currency ("eighty", "eighty dollars")."""
    return one.value == other.value and (
        one.unit == other.unit
        or (PERCENT not in (one.unit, other.unit) and not (one.unit and other.unit))
    )


def clearest(call: AnnotatedCall, cuts: Sequence[Act]) -> Act:
    """The first cut of the opening turn that names a figure, else the first."""
    opening = [cut for cut in cuts if cut.turn == cuts[0].turn]
    return next((cut for cut in opening if amounts(call.quote(*cut.place))), cuts[0])


def _size(call: AnnotatedCall, cuts: Sequence[Act]) -> float | None:
    """What the cuts take off together, 0 to 1; None where no cut tells.

    A lower price stands for all that was said to come off since the last price; a percentage for
    those before it, unless it comes on top.
    """
    left, since, known = 1.0, 1.0, False
    for cut in cuts:
        share = _share_said(call, cut)
        price = None if share is not None else _lower_price(call, cut)
        known = known or share is not None or price is not None
        if share is not None:
            on_top = bool(_ON_TOP.search(call.quote(*cut.place)))
            since = since * (1.0 - share) if on_top else min(since, 1.0 - share)
        elif price is not None:
            left, since = left * (1.0 - price), 1.0
    return round(1.0 - left * since, 4) if known else None


def _share_said(call: AnnotatedCall, cut: Act) -> float | None:
    """What a cut takes off by its own words: a percentage, or a sum off the last price."""
    words = call.quote(*cut.place)
    found = amounts(words)
    if _RISE.search(words):
        return None
    shares = _shares(found)
    if shares and (_OFF.search(words) or len(shares) == len(found)):
        return max(shares)
    if _OFF_SUM.search(words):
        if _ONE_OFF.search(words):
            return None
        return _against_prices(call, cut, relative=True)
    asked = _share_asked(call, cut)
    if asked is None or _against_prices(call, cut, relative=False) is not None:
        return None
    if not found:
        return asked if _GRANTED.search(words) else None
    bare = [a.value / 100 for a in found if a.unit is None]
    return max((share for share in bare if 0 < share <= asked), default=None)


def _share_asked(call: AnnotatedCall, cut: Act) -> float | None:
    """The percentage that the customer asked for just before a cut."""
    asked = call.find("request", by=Role.CUSTOMER)
    near = [act for act in asked if cut.turn - NEAR_TURNS <= act.turn < cut.turn]
    return max(_shares(amounts(call.quote(*near[-1].place))), default=None) if near else None


def _shares(found: Sequence[Amount]) -> list[float]:
    """The percentages that may be a discount, 0 to 1."""
    return [a.value / 100 for a in found if a.unit == PERCENT and 0 < a.value <= MOST_OFF]


def _lower_price(call: AnnotatedCall, cut: Act) -> float | None:
    """What a cut takes off by naming a lower price than the last."""
    relative = _OFF_SUM.search(call.quote(*cut.place))
    return None if relative else _against_prices(call, cut, relative=False)


def _against_prices(call: AnnotatedCall, cut: Act, *, relative: bool) -> float | None:
    """The least share that an amount of the cut takes off the price named last: of several
    amounts, those that count something else are mostly further off."""
    sums = [a for a in amounts(call.quote(*cut.place)) if a.unit != PERCENT]
    for before in _prices_before(call, cut):
        steps = [
            step
            for amount in sums
            if not (amount.unit and before.unit and amount.unit != before.unit)
            and (step := _share_off(before, amount, relative=relative)) is not None
        ]
        if steps:
            return min(steps)
    return None


def _share_off(before: Amount, amount: Amount, *, relative: bool) -> float | None:
    """The share that an amount takes off a price, or leaves it lower by; None where it does not."""
    for price in before.readings:
        for value in amount.readings:
            share = value / price if relative else 1.0 - value / price
            if LEAST_OFF <= share <= 1.0 - LEAST_LEFT:
                return share
    return None


def _prices_before(call: AnnotatedCall, cut: Act) -> Iterator[Amount]:
    """What the rep named last as a price before a cut: all amounts of that sentence."""
    named = call.find("price.state", "price.hold", "price.cut", by=Role.REP)
    for act in reversed([act for act in named if act.place < cut.place]):
        found = [a for a in amounts(call.quote(*act.place)) if a.unit != PERCENT]
        if found:
            yield from reversed(found)
            return
