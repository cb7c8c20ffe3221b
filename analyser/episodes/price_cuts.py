"""Runs of price cuts on one matter: whether the rep was pressed, dug first, or got something."""

from dataclasses import dataclass
from typing import Final

from analyser.annotation import Act, AnnotatedCall
from analyser.conversation import Role

SAME_MATTER_TURNS: Final = 10
"""Cuts, or haggling over price, no further apart than this are one matter. Fitted on training
calls: nine of ten second cuts within it go on with the first."""


@dataclass(frozen=True, slots=True)
class PriceCutEpisode:
    """A run of cuts on one matter. ``prompted``: the customer had pressed on price; ``probed``:
    the concern was dug into before the first cut; ``traded``: something was got in return."""

    act: Act
    cuts: tuple[Act, ...]
    prompted: bool
    probed: bool
    traded: bool

    @property
    def premature(self) -> bool:
        """Nothing was learnt and nothing was got."""
        return not (self.probed or self.traded)


def price_cut_episodes(call: AnnotatedCall) -> tuple[PriceCutEpisode, ...]:
    """The runs of price cuts, in order."""
    runs: list[list[Act]] = []
    for cut in call.find("price.cut", by=Role.REP):
        if runs and cut.turn - runs[-1][-1].turn <= SAME_MATTER_TURNS:
            runs[-1].append(cut)
        else:
            runs.append([cut])
    starts = [None, *(run[-1] for run in runs)]
    return tuple(_judged(call, run, before) for run, before in zip(runs, starts, strict=False))


def _judged(call: AnnotatedCall, run: list[Act], before: Act | None) -> PriceCutEpisode:
    first = run[0]
    since = (-1, -1) if before is None else before.place

    def heard(label: str, by: Role) -> list[Act]:
        return [act for act in call.find(label, by=by) if since < act.place < first.place]

    pressed = heard("price.objection", Role.CUSTOMER)
    # Who held the price was pressed, however the customer put it; it may have been dug into before.
    held = [] if pressed else heard("price.hold", Role.REP)
    opened = pressed[0].place if pressed else (max(since[0], first.turn - SAME_MATTER_TURNS), -1)
    probes = [act for act in heard("probe", Role.REP) if opened < act.place]
    trades = {act.place for act in call.find("price.trade", by=Role.REP)}
    return PriceCutEpisode(
        first,
        tuple(run),
        prompted=bool(pressed or held),
        probed=bool(probes) and bool(pressed or held),
        traded=first.place in trades,
    )
