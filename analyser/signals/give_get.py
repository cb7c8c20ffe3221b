"""Whether the rep gets something for what is given.

A mutual agreement is worth more to both than a favour: what comes for nothing seems to be worth
nothing, and invites the next demand. Concessions are price cuts and softer terms, and work,
dates, features, trials or documents that the rep grants at once when the customer asks. A return
is anything asked for in exchange, or a next step in which the customer acts too.

Unit:    weighed share of concessions with a return, 0 to 1. Absent where nothing was given and no
         mutual step agreed.
Formula: one concession at most a turn: a price cut, or a promise on the turn that grants a
         request without probing. It has a return when a trade or a mutual step stands on the same
         turn or the rep's next one. Each weighs 1, a document 0.25. Without a concession, a mutual
         step alone is 1.
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
from collections.abc import Iterator
from dataclasses import dataclass

from analyser.annotation import Act, AnnotatedCall
from analyser.conversation import Role
from analyser.episodes import Response, request_episodes
from analyser.highlights import highlights
from analyser.matters import Matter, matter_of
from analyser.money import amounts
from analyser.reading import Moment, Reading, Severity, counted, signal
from analyser.suggestions import return_for

MOST_FREE = 3
DOCUMENT_WEIGHT = 0.25
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
        return DOCUMENT_WEIGHT if self.matter is Matter.DOCUMENT else 1.0


@signal(principle="Don't give without getting.", unit="share of concessions")
def give_get(call: AnnotatedCall) -> Reading:
    """The share of concessions that had a return."""
    given = list(_concessions(call))
    steps = call.find("mutual.step", by=Role.REP)
    if not given and not steps:
        return Reading.absent("nothing was given and no step for both sides was proposed")
    returned = [one for one in given if one.exchange is not None]
    kinds = Counter(one.matter for one in given)
    whole = sum(one.weight for one in given)
    return Reading(
        round(sum(one.weight for one in returned) / whole, 4) if given else 1.0,
        n=len(given) + len(steps),
        summary=(
            f"{_had_return(returned, given)}; {counted(len(steps), 'next step')} for both sides."
        ),
        moments=(
            *(_for_nothing(call, one) for one in _weightiest(given)),
            *highlights(
                "concession_with_return",
                "The rep gave, and asked for something in return.",
                (one.act for one in returned),
            ),
            *highlights("mutual_step", "The next step has something to do for both sides.", steps),
        ),
        details={
            "concessions": float(len(given)),
            "returned": float(len(returned)),
            "mutual_steps": float(len(steps)),
            **{f"given_{matter.value}": float(n) for matter, n in sorted(kinds.items())},
        },
    )


def _concessions(call: AnnotatedCall) -> Iterator[Concession]:
    """What the rep gives, one concession at most a turn, in order."""
    given: dict[int, tuple[Act, Act | None]] = {}
    for cut in call.find("price.cut", by=Role.REP):
        given.setdefault(cut.turn, (cut, None))
    promises = call.find("promise.commitment", "promise.over", by=Role.REP)
    for episode in request_episodes(call):
        if episode.response is Response.JUMPED:
            granted = next((p for p in promises if p.turn == episode.response_turn), None)
            if granted is not None:
                given.setdefault(granted.turn, (granted, episode.act))
    for _, (act, request) in sorted(given.items()):
        yield Concession(act, _matter(call, act, request), request, _exchange(call, act))


def _matter(call: AnnotatedCall, act: Act, request: Act | None) -> Matter:
    if request is not None:
        return matter_of(call.quote(*request.place))
    words = call.quote(*act.place)
    terms = not amounts(words) and matter_of(words) is Matter.TERMS
    return Matter.TERMS if terms else Matter.PRICE


def _exchange(call: AnnotatedCall, given: Act) -> Act | None:
    """What was asked for in return on the same turn of the rep or the next one."""
    following = next((n for n, _ in call.turns_by(Role.REP) if n > given.turn), given.turn)
    asked = call.find("price.trade", "mutual.step", by=Role.REP)
    return next((act for act in asked if act.turn in (given.turn, following)), None)


def _had_return(returned: list[Concession], given: list[Concession]) -> str:
    if not given:
        return "Nothing was given"
    return f"{len(returned)} of {counted(len(given), 'concession')} had something in return"


def _weightiest(given: list[Concession]) -> list[Concession]:
    """What was given for nothing, three at most: price first, then in the order of the talk."""
    free = [one for one in given if one.exchange is None]
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
