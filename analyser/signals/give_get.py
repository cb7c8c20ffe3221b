"""Whether the rep gets something for what is given.

A mutual agreement is worth more to both than a favour: what comes for nothing seems to be worth
nothing, and invites the next demand. Concessions are price cuts and softer terms, and work,
dates or documents that the rep grants at once when the customer asks. A return is anything asked
for in exchange, or a next step in which the customer acts too.

Unit:    share of concessions with a return, 0 to 1. Absent where nothing was given and no mutual
         step agreed.
Formula: one concession at most a turn: a price cut, or a promise on the turn that grants a
         request without probing. It has a return when a trade or a mutual step stands on the same
         turn or the rep's next one. Without a concession, a mutual step alone is 1.
Limits:  a return agreed earlier, or named only by the customer, is not seen; sending a brochure
         counts as much as a month of work.
Source:  "Trust vs. Relationship", "Misconceptions about Trust-based Selling". What counts as a
         return is a rule of thumb, not yet checked.

>>> from analyser.testing import marked_call
>>> call = marked_call("C: [price.objection: Too dear.]", "R: [price.cut: Say 80?]")
>>> give_get.measure(call).value
0.0
"""

from collections.abc import Iterator
from dataclasses import dataclass

from analyser.annotation import Act, AnnotatedCall
from analyser.conversation import Role
from analyser.conversation_terms import DATE_WORDS
from analyser.episodes import Response, request_episodes
from analyser.highlights import highlights
from analyser.reading import Moment, Reading, Severity, counted, signal

MOST_FREE = 3


@dataclass(frozen=True, slots=True)
class Concession:
    """Something given: the act that gives it, what the customer had asked for (None for a price
    cut), and the act that asks for something in exchange, if any."""

    act: Act
    request: Act | None
    exchange: Act | None


@signal(principle="Don't give without getting.", unit="share of concessions")
def give_get(call: AnnotatedCall) -> Reading:
    """The share of concessions that had a return."""
    given = list(_concessions(call))
    steps = call.find("mutual.step", by=Role.REP)
    if not given and not steps:
        return Reading.absent("nothing was given and no step for both sides was proposed")
    returned = [one for one in given if one.exchange is not None]
    return Reading(
        round(len(returned) / len(given), 4) if given else 1.0,
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
        yield Concession(act, request, _exchange(call, act))


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
    if one.request is None:
        severity, because = Severity.MEDIUM, "The price came down and nothing was asked in return."
        better = (
            '"If we found a way on the price, what could you do in return: '
            'the term, the volume, the date of signing, a reference?"'
        )
    elif date := DATE_WORDS.search(call.quote(*one.request.place)):
        severity, because = (
            Severity.LOW,
            "The rep granted the date and asked for nothing towards it.",
        )
        better = (
            f'"For that to work {date.group(0).strip()}, who on your side would have to do what, '
            'and when?"'
        )
    else:
        severity, because = Severity.LOW, "The rep granted the request and asked for nothing back."
        better = '"Once you have that, what would be the next step on your side, and by when?"'
    return Moment(
        "concession_for_nothing", *one.act.place, severity, because, better, one.act.probability
    )
