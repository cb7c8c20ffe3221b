"""Runs of price cuts on one matter: whether the rep was pressed, dug first, or got something."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from analyser.annotation import Act, AnnotatedCall
from analyser.conversation import Role
from analyser.matters import Matter, matter_of
from analyser.money import amounts

SAME_MATTER_TURNS: Final = 10
"""Cuts, or haggling over price, no further apart than this are one matter. Fitted on training
calls: nine of ten second cuts within it go on with the first."""

_PRICE_TALK: Final = re.compile(
    r"\b(?:expensive|pric(?:e[sdy]?|ing|ier)|budgets?|cheap\w*|discounts?|bucks|dollars|pounds|euros"
    r"|afford\w*|costs?|(?:went|gone|goes|going) up|too (?:much|high))\b|[$£€]",
    re.IGNORECASE,
)
"""What a customer says who is troubled by a price, beside what the model hears as such."""

_DIGIT: Final = re.compile(r"\d")
_GIVES_WAY: Final = re.compile(
    r"\b(?:off|discount\w*|lower\w*|down|reduc\w*|free|waiv\w*|throw|less|minus|instead|deal|do|take"
    r"|accept|let (?:it|you|them|us)|let's|knock|give|offer|drop\w*|go(?:ing)?|sell|settle|meet|cut"
    r"|only|just|yours|(?:how|what) about|what if|if i|would you|could you|make it|includ\w*"
    r"|cheaper|best|final|sharpen|match|credit\w*|saving|half|works?|from|falls?|change"
    r"|at the price|then|it is)\b",
    re.IGNORECASE,
)
"""Written with the labelled training calls in view: of 1,993 cuts there none is a call's first sum,
unasked, without one of these."""


@dataclass(frozen=True, slots=True)
class PriceCutEpisode:
    """A run of cuts on one matter. ``prompted``: the customer had pressed on price, or talked of it
    without only asking, or the rep had held it; ``probed``: the concern was dug into between that
    and the first cut; ``traded``: something was got in return."""

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
    cuts = call.find("price.cut", by=Role.REP)
    no_cut = _first_sum(call, cuts)
    for cut in cuts:
        if cut is no_cut:
            continue
        if runs and cut.turn - runs[-1][-1].turn <= SAME_MATTER_TURNS:
            runs[-1].append(cut)
        else:
            runs.append([cut])
    starts = [None, *(run[-1] for run in runs)]
    return tuple(_judged(call, run, before) for run, before in zip(runs, starts, strict=False))


def _first_sum(call: AnnotatedCall, cuts: Sequence[Act]) -> Act | None:
    """The cut that names the first sum of a call, unasked and with no words that give way: it comes
    down from nothing, as in "So that's three hundred a month for the van."."""
    cut = next((one for one in cuts if amounts(call.quote(*one.place))), None)
    if cut is None or _GIVES_WAY.search(call.quote(*cut.place)):
        return None
    if any(act.place < cut.place for act in call.find("price.objection", by=Role.CUSTOMER)):
        return None
    before = [turn.text for turn in call.turns[: cut.turn]]
    before += [one.text for one in call.turns[cut.turn].sentences[: cut.sentence]]
    return None if any(_DIGIT.search(text) or amounts(text) for text in before) else cut


def _judged(call: AnnotatedCall, run: list[Act], before: Act | None) -> PriceCutEpisode:
    first = run[0]
    since = (-1, -1) if before is None else before.place

    def heard(label: str, by: Role) -> list[Act]:
        return [act for act in call.find(label, by=by) if since < act.place < first.place]

    pressed = [act.place for act in heard("price.objection", Role.CUSTOMER)]
    pressed += [
        act.place for act in heard("request", Role.CUSTOMER) if _asks_less(call.quote(*act.place))
    ]
    pressed.sort()
    # Who held the price was pressed, however the customer put it.
    lately = max(since, (first.turn - SAME_MATTER_TURNS, -1))
    if not pressed:
        pressed = [place for place in _price_talk(call) if lately < place < first.place]
    if not pressed and heard("price.hold", Role.REP):
        pressed = [lately]
    probes = [act for act in heard("probe", Role.REP) if pressed and pressed[0] < act.place]
    trades = {act.place for act in call.find("price.trade", by=Role.REP)}
    return PriceCutEpisode(
        first,
        tuple(run),
        prompted=bool(pressed),
        probed=bool(probes),
        traded=first.place in trades,
    )


def _asks_less(words: str) -> bool:
    """Whether a request is one to pay less."""
    return matter_of(words) is Matter.PRICE


def _price_talk(call: AnnotatedCall) -> Iterator[tuple[int, int]]:
    """Where the customer says something about a price, and does not only ask for it."""
    for number, turn in call.turns_by(Role.CUSTOMER):
        for place, sentence in enumerate(turn.sentences):
            asks = "question.info" in sentence.labels or sentence.text.rstrip().endswith("?")
            if not asks and _PRICE_TALK.search(sentence.text):
                yield number, place
