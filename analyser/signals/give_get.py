"""Whether the rep gets something for what is given.

A mutual agreement is worth more to both than a favour: what comes for nothing seems to be worth
nothing, and invites the next demand. Concessions are price cuts and softer terms, and work,
dates, features, trials or documents that the rep grants at once when the customer asks; a meeting,
for which both give time, is none. A return is anything asked for in exchange, or a next step in
which the customer acts too.

Unit:    weighed share of concessions with a return, 0 to 1. Absent where nothing was given and no
         mutual step agreed.
Formula: one concession at most a turn: a price cut, or a promise on the turn that grants a
         request without probing. It has a return when a trade or a mutual step stands on the same
         turn, or on the rep's next one (there a price cut needs a trade). Each weighs 1, a
         document or a call back 0.25. Without a concession, a mutual step alone is 1.
Limits:  a return agreed earlier, or named only by the customer, is not seen; a small favour counts
         as much as a month of work.
Source:  "Trust vs. Relationship", "Misconceptions about Trust-based Selling". What counts as a
         return is a rule of thumb, not yet checked.

>>> from analyser.testing import marked_call
>>> call = marked_call("C: [price.objection: Too dear.]", "R: [price.cut: Say 80?]")
>>> give_get.measure(call).value
0.0
"""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from analyser.annotation import Act, AnnotatedCall
from analyser.conversation import Role
from analyser.episodes.price_cuts import price_cut_episodes
from analyser.episodes.price_runs import restates
from analyser.episodes.requests import Response, request_episodes
from analyser.highlights import highlights
from analyser.matters import SMALL, Matter, matter_of
from analyser.money import amounts
from analyser.reading import Moment, Reading, Severity, counted, signal
from analyser.suggestions import return_for

MOST_FREE = 3
SMALL_WEIGHT = 0.25
GRANTED = {
    Matter.PRICE: "Nothing was asked in return for the lower price.",
    Matter.TERMS: "The rep softened the terms and asked for nothing in return.",
    Matter.DATE: "The rep granted the date and asked for nothing towards it.",
    Matter.TRIAL: "The rep granted a trial and asked for nothing in return.",
}


@dataclass(frozen=True, slots=True)
class Concession:
    """Something given: the act that gives it, what it is about, what the customer had asked for
    (None for a price cut), and the act that asks for something in exchange, if any."""

    act: Act
    matter: Matter
    request: Act | None
    exchange: Act | None

    @property
    def weight(self) -> float:
        return SMALL_WEIGHT if self.matter in SMALL else 1.0


@signal(principle="Don't give without getting.", unit="share of concessions")
def give_get(call: AnnotatedCall) -> Reading:
    """The share of concessions that had a return."""
    given = list(_concessions(call))
    firsts = {episode.act.place for episode in price_cut_episodes(call)}
    steps = call.find("mutual.step", by=Role.REP)
    proposed = len({act.turn for act in steps})
    if not given and not steps:
        return Reading.absent("no concession was heard and no step for both sides proposed")
    returned = [one for one in given if one.exchange is not None]
    kinds = Counter(one.matter for one in given)
    whole = sum(one.weight for one in given)
    return Reading(
        round(sum(one.weight for one in returned) / whole, 4) if given else 1.0,
        n=len(given) + proposed,
        summary=(f"{_had_return(returned, given)}; {_steps(proposed)}."),
        moments=(
            *(_for_nothing(call, one) for one in _weightiest(given, firsts)),
            *highlights(
                "concession_with_return",
                "The rep gave, and asked for something in return.",
                (_as_sure(one.act, one.exchange) for one in returned if one.exchange),
            ),
            *highlights("mutual_step", "The next step has something to do for both sides.", steps),
        ),
        details={
            "concessions": float(len(given)),
            "returned": float(len(returned)),
            "mutual_steps": float(proposed),
            **{f"given_{matter.value}": float(n) for matter, n in sorted(kinds.items())},
        },
    )


def _concessions(call: AnnotatedCall) -> Iterator[Concession]:
    """What the rep gives, one concession at most a turn, in order. Who says a price again that was
    given before gives nothing more."""
    given: dict[int, tuple[Act, Act | None]] = {}
    traded = {act.place for act in call.find("price.trade", by=Role.REP)}
    for run in price_cut_episodes(call):
        for number, cut in enumerate(run.cuts):
            if cut.place in traded or not restates(call, cut, run.cuts[:number]):
                given.setdefault(cut.turn, (cut, None))
    promises = call.find("promise.commitment", "promise.over", by=Role.REP)
    for episode in request_episodes(call):
        if episode.response is Response.JUMPED:
            granted = next((p for p in promises if p.turn == episode.response_turn), None)
            asked = matter_of(call.quote(*episode.act.place))
            if granted is not None and asked is not Matter.MEETING:
                given.setdefault(granted.turn, (granted, episode.act))
    for _, (act, request) in sorted(given.items()):
        yield Concession(act, _matter(call, act, request), request, _exchange(call, act, request))


def _as_sure(given: Act, exchange: Act) -> Act:
    """What was given, as sure as what was asked for it."""
    return replace(given, probability=min(given.probability, exchange.probability))


def _matter(call: AnnotatedCall, act: Act, request: Act | None) -> Matter:
    if request is not None:
        return matter_of(call.quote(*request.place))
    words = call.quote(*act.place)
    terms = not amounts(words) and matter_of(words) is Matter.TERMS
    return Matter.TERMS if terms else Matter.PRICE


def _exchange(call: AnnotatedCall, given: Act, request: Act | None) -> Act | None:
    """What was asked for in return on the same turn of the rep or the next one; a step for both
    that comes a turn after a price cut is no return for it."""
    following = next((n for n, _ in call.turns_by(Role.REP) if n > given.turn), given.turn)
    asked = call.find("price.trade", "mutual.step", by=Role.REP)
    return next(
        (
            act
            for act in asked
            if act.turn == given.turn
            or (act.turn == following and (request or act.label == "price.trade"))
        ),
        None,
    )


def _had_return(returned: list[Concession], given: list[Concession]) -> str:
    if not given:
        return "Nothing was given"
    return f"{len(returned)} of {counted(len(given), 'concession')} had something in return"


def _steps(turns: int) -> str:
    if not turns:
        return "no next step for both sides proposed"
    return f"a next step for both sides proposed in {counted(turns, 'turn')}"


def _weightiest(given: list[Concession], firsts: Collection[tuple[int, int]]) -> list[Concession]:
    """What was given for nothing, three at most: price first, then in the order of the talk. Small
    favours and further cuts of a run are counted but not shown."""
    free = [
        one
        for one in given
        if one.exchange is None
        and (one.act.place in firsts if one.request is None else one.matter not in SMALL)
    ]
    shown = sorted(free, key=lambda one: (one.request is not None, one.act.place))[:MOST_FREE]
    return sorted(shown, key=lambda one: one.act.place)


def _for_nothing(call: AnnotatedCall, one: Concession) -> Moment:
    words = call.quote(*(one.request or one.act).place)
    because = GRANTED.get(one.matter, "The rep granted the request and asked for nothing back.")
    return Moment(
        "concession_for_nothing",
        *one.act.place,
        Severity.MEDIUM if one.request is None else Severity.LOW,
        because,
        return_for(one.matter, words),
        one.act.probability,
        weight=one.weight,
        also_turn=None if one.request is None else one.request.turn,
    )
