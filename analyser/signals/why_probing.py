"""Whether the rep finds out the why behind a request before acting on it.

For each request: was it dug into (why, what is expected, what follows) before the rep agreed,
gave, quoted or refused? Objections count likewise, with half the weight. Jumping to an answer
gives away both the price and the chance to understand; asking in more than one way shows that
the rep wants to know.

Unit:    weighted share of requests and objections that were probed first, 0 to 1.
Formula: sum of weight x depth / sum of weights. Weight: a request 1, one for a document 0.5, an
         objection 0.5. Depth: 0 where not probed first, 0.9 with one kind of probe (why,
         expectation, consequence), 1 with two or more. Small process requests ("could you repeat
         that?") and those to be left alone are none; an objection is probed when a probe comes
         within the rep's next two turns.
Limits:  a why asked in an earlier call is not seen here; ordinary requests need no digging, yet
         count.
Source:  "Trust vs. Relationship". The weights are a rule of thumb. Vendors find that better
         sellers answer objections with a question more often (54 against 31 %, correlational).

>>> from analyser.testing import marked_call
>>> asks = "C: [request: Can you deliver by March?]"
>>> why_probing.measure(marked_call(asks, "R: [question.open+probe.why: Why March?]")).value
0.9
>>> why_probing.measure(marked_call(asks, "R: [promise.over: Yes, no problem.]")).value
0.0
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from statistics import median

from analyser.annotation import Act, AnnotatedCall
from analyser.conversation import Role
from analyser.episodes import RequestEpisode, Response, request_episodes
from analyser.matters import Matter, matter_of
from analyser.reading import Moment, Reading, Severity, counted, signal
from analyser.suggestions import probe_for, probe_for_doubt

OBJECTION_WEIGHT = 0.5
DOCUMENT_WEIGHT = 0.5
ONE_KIND = 0.9
REP_TURNS = 2
MOST_DOUBTS = 3
_STOP = re.compile(
    r"\b(?:take me off|stop (?:calling|ringing|emailing|contacting)|don't (?:call|ring|contact)"
    r"|leave (?:me|us) alone|remove me|hang up)\b",
    re.IGNORECASE,
)
HEARD = frozenset(
    {"reflect", "price.hold", "price.cut", "candour.limit", "candour.intent", "promise.bounded"}
)
GIVEN = {
    "price.cut": "came down on the price",
    "promise.over": "assured it",
    "promise.commitment": "committed to it",
    "price.state": "named a price",
}
OTHERWISE = {
    Response.DEFERRED: "The rep put the request off without asking what is behind it.",
    Response.DECLINED: "The rep refused without asking what is behind the request.",
    Response.IGNORED: "The request was passed over.",
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """An objection, the rep's turns that answer it, and the probes in them."""

    act: Act
    answers: tuple[int, ...]
    probes: tuple[Act, ...]


@signal(
    principle="Find out the why behind every request.",
    unit="share of requests and objections",
)
def why_probing(call: AnnotatedCall) -> Reading:
    """The share of requests and objections that were dug into before the rep acted."""
    requests = [e for e in request_episodes(call) if not _STOP.search(call.quote(*e.act.place))]
    doubts = list(_doubts(call, {episode.act.turn for episode in requests}))
    weighed = [(_weight(call, one), _depth(one.probes)) for one in requests]
    weighed += [(OBJECTION_WEIGHT, _depth(doubt.probes)) for doubt in doubts]
    if not weighed:
        return Reading.absent("the customer made no request and raised no objection")
    probed = [one for one in requests if one.response is Response.PROBED]
    met = [doubt for doubt in doubts if doubt.probes]
    blind = [one for one in requests if _conceded(call, one)]
    return Reading(
        round(sum(w * d for w, d in weighed) / sum(w for w, _ in weighed), 4),
        n=len(weighed),
        summary=(
            f"{len(probed)} of {counted(len(requests), 'request')} and {len(met)} of "
            f"{counted(len(doubts), 'objection')} were dug into before the rep acted; "
            f"{counted(len(blind), 'request')} granted without knowing why."
        ),
        moments=(*(_moment(call, one) for one in requests), *_doubt_moments(call, doubts)),
        details={
            "requests": float(len(requests)),
            "requests_probed": float(len(probed)),
            "objections": float(len(doubts)),
            "objections_probed": float(len(met)),
            "granted_unknown": float(len(blind)),
            **_how_deep(probed, met),
        },
    )


def _weight(call: AnnotatedCall, one: RequestEpisode) -> float:
    matter = matter_of(call.quote(*one.act.place), about_price=one.about_price)
    return DOCUMENT_WEIGHT if matter is Matter.DOCUMENT else 1.0


def _depth(probes: Sequence[Act]) -> float:
    kinds = {probe.label for probe in probes}
    return 0.0 if not kinds else ONE_KIND if len(kinds) == 1 else 1.0


def _how_deep(probed: list[RequestEpisode], met: list[Doubt]) -> dict[str, float]:
    """Kinds of probe used at most on one matter, and the median turns until the first probe."""
    dug = [(one.act.turn, one.probes) for one in probed if one.probes]
    dug += [(doubt.act.turn, doubt.probes) for doubt in met]
    if not dug:
        return {}
    return {
        "most_kinds_of_probe": float(max(len({p.label for p in probes}) for _, probes in dug)),
        "turns_to_probe": float(median(probes[0].turn - turn for turn, probes in dug)),
    }


def _doubts(call: AnnotatedCall, asked: set[int]) -> Iterator[Doubt]:
    """The first objection of each customer turn that opens no request episode."""
    first: dict[int, Act] = {}
    for act in call.find("objection", "price.objection", by=Role.CUSTOMER):
        if act.turn not in asked:
            first.setdefault(act.turn, act)
    probes = call.find("probe", by=Role.REP)
    for act in first.values():
        later = range(act.turn + 1, len(call.turns))
        rep = (n for n in later if call.turns[n].role is Role.REP)
        answers = tuple(islice(rep, REP_TURNS))
        yield Doubt(act, answers, tuple(probe for probe in probes if probe.turn in answers))


def _conceded(call: AnnotatedCall, one: RequestEpisode) -> str | None:
    """What the rep did to grant a request at once, None where it was not granted so."""
    if one.response is not Response.JUMPED or one.response_turn is None:
        return None
    done = call.labels_of(one.response_turn)
    return next((words for label, words in GIVEN.items() if label in done), "said yes")


def _moment(call: AnnotatedCall, one: RequestEpisode) -> Moment:
    if one.response is Response.PROBED:
        place = one.probes[0] if one.probes else one.act
        return Moment(
            "request_probed",
            *place.place,
            Severity.GOOD,
            "The rep asked what is behind the request before acting on it.",
            confidence=place.probability,
            also_turn=one.act.turn,
        )
    given = _conceded(call, one)
    because = (
        f"The rep {given} at once, without asking what is behind the request."
        if given
        else OTHERWISE[one.response]
    )
    return Moment(
        f"request_{one.response.value}",
        *one.act.place,
        _severity(call, one),
        because,
        probe_for(call.quote(*one.act.place), about_price=one.about_price),
        one.act.probability,
        weight=_weight(call, one),
        also_turn=one.response_turn,
    )


def _severity(call: AnnotatedCall, one: RequestEpisode) -> Severity:
    """Granting or passing over what matters is worse than putting it off; a document is little."""
    serious = one.response in (Response.JUMPED, Response.IGNORED)
    small = _weight(call, one) < 1.0 or _conceded(call, one) == GIVEN["price.state"]
    return Severity.MEDIUM if serious and not small else Severity.LOW


def _doubt_moments(call: AnnotatedCall, doubts: list[Doubt]) -> Iterator[Moment]:
    met = [doubt for doubt in doubts if doubt.probes][:MOST_DOUBTS]
    for doubt in met:
        probe = doubt.probes[0]
        yield Moment(
            "objection_probed",
            *probe.place,
            Severity.GOOD,
            "The rep asked what is behind the doubt before answering it.",
            confidence=probe.probability,
            also_turn=doubt.act.turn,
        )
    missed = [doubt for doubt in doubts if doubt.answers and not doubt.probes]
    for doubt in [d for d in missed if not _heard(call, d)][:MOST_DOUBTS]:
        yield Moment(
            "objection_passed_over",
            *doubt.act.place,
            Severity.LOW,
            "The doubt was neither asked about nor given back nor answered openly.",
            probe_for_doubt(call.quote(*doubt.act.place)),
            doubt.act.probability,
            also_turn=doubt.answers[0],
        )


def _heard(call: AnnotatedCall, doubt: Doubt) -> bool:
    return any(HEARD & call.labels_of(turn) for turn in doubt.answers)
