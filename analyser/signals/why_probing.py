"""Whether the rep finds out the why behind a request before acting on it.

For each request: was it dug into (why, what is expected, what follows) before the rep agreed,
gave, quoted or refused? Objections count likewise, with half the weight. Jumping to an answer
gives away both the price and the chance to understand; asking in more than one way shows that
the rep wants to know.

Unit:    weighted share of requests and objections that were probed first, 0 to 1.
Formula: sum of weight x depth / sum of weights. Weight: a request 1, one for a document or a call
         back 0.5, an objection 0.5. Depth: 0 where not probed first, 0.9 with one kind of probe
         (why, expectation, consequence), 1 with two or more. What was dug into earlier in the call
         counts: after the first price concern, where request and probe share two words, or by
         asking just before what is wanted. No requests are: process ("could you repeat that?"), to
         be left alone or spared something, to be shown how something goes, taking up what the rep
         had offered or proposed, and saying when. An objection is probed when a probe comes within
         the rep's next two turns.
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

from collections.abc import Iterator, Sequence
from statistics import median

from analyser.annotation import Act, AnnotatedCall
from analyser.conversation import Role
from analyser.episodes.requests import RequestEpisode, Response, request_episodes, says_yes
from analyser.episodes.whys import (
    Doubt,
    asked_openly,
    doubts_of,
    has_a_why,
    probes_for,
    was_taken_up,
)
from analyser.matters import SMALL, Matter, matter_of
from analyser.reading import Moment, Reading, Severity, counted, signal
from analyser.suggestions import probe_for, probe_for_doubt

OBJECTION_WEIGHT = 0.5
SMALL_WEIGHT = 0.5
ONE_KIND = 0.9
MOST_DOUBTS = 3
WEIGHTY = frozenset({Matter.PRICE, Matter.TERMS, Matter.TRIAL, Matter.DATE, Matter.FEATURE})
"""Matters in which acting without knowing why costs most."""

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


@signal(
    principle="Find out the why behind every request.",
    unit="share of requests and objections",
)
def why_probing(call: AnnotatedCall) -> Reading:
    """The share of requests and objections that were dug into before the rep acted."""
    requests = [one for one in request_episodes(call) if has_a_why(call, one)]
    doubts = list(doubts_of(call, {episode.act.turn for episode in requests}))
    weighed = [(_weight(call, one), _depth(probes_for(call, one))) for one in requests]
    weighed += [(OBJECTION_WEIGHT, _depth(doubt.probes)) for doubt in doubts]
    if not weighed:
        return Reading.absent("the customer made no request and raised no objection")
    probed = [one for one in requests if probes_for(call, one)]
    met = [doubt for doubt in doubts if doubt.probes]
    blind = [one for one in requests if _conceded(call, one) and not _asked_about(call, one)]
    return Reading(
        round(sum(w * d for w, d in weighed) / sum(w for w, _ in weighed), 4),
        n=len(weighed),
        summary=(
            f"{_shares(probed, requests, met, doubts)} dug into before the rep acted"
            f"{_granted(blind)}."
        ),
        moments=(*_request_moments(call, requests), *_doubt_moments(call, doubts)),
        details={
            "requests": float(len(requests)),
            "requests_probed": float(len(probed)),
            "objections": float(len(doubts)),
            "objections_probed": float(len(met)),
            "granted_unknown": float(len(blind)),
            **_how_deep(call, probed, met),
        },
    )


def _shares(
    probed: Sequence[object],
    requests: Sequence[object],
    met: Sequence[object],
    doubts: Sequence[object],
) -> str:
    parts = [
        f"{len(some)} of {counted(len(whole), noun)}"
        for some, whole, noun in ((probed, requests, "request"), (met, doubts, "objection"))
        if whole
    ]
    alone = len(requests) + len(doubts) == 1
    return f"{' and '.join(parts)} {'was' if alone else 'were'}"


def _granted(blind: Sequence[object]) -> str:
    return f"; {counted(len(blind), 'request')} granted without knowing why" if blind else ""


def _matter(call: AnnotatedCall, one: RequestEpisode) -> Matter:
    return matter_of(call.quote(*one.act.place), about_price=one.about_price)


def _weight(call: AnnotatedCall, one: RequestEpisode) -> float:
    return SMALL_WEIGHT if _matter(call, one) in SMALL else 1.0


def _depth(probes: Sequence[Act]) -> float:
    kinds = {probe.label for probe in probes}
    return 0.0 if not kinds else ONE_KIND if len(kinds) == 1 else 1.0


def _how_deep(
    call: AnnotatedCall, probed: list[RequestEpisode], met: list[Doubt]
) -> dict[str, float]:
    """Kinds of probe used at most on one matter, and the median turns until the first probe, 0
    where it came before the request."""
    dug = [(one.act.turn, probes_for(call, one)) for one in probed]
    dug += [(doubt.act.turn, doubt.probes) for doubt in met]
    if not dug:
        return {}
    return {
        "most_kinds_of_probe": float(max(len({p.label for p in probes}) for _, probes in dug)),
        "turns_to_probe": float(median(max(0, probes[0].turn - turn) for turn, probes in dug)),
    }


def _conceded(call: AnnotatedCall, one: RequestEpisode) -> str | None:
    """What the rep did to grant a request at once, None where it was not granted so."""
    if one.response is not Response.JUMPED or one.response_turn is None:
        return None
    done = call.labels_of(one.response_turn)
    given = next((words for label, words in GIVEN.items() if label in done), None)
    return given or ("said yes" if says_yes(call.turns[one.response_turn].text) else "answered it")


def _asked_about(call: AnnotatedCall, one: RequestEpisode) -> bool:
    return bool(probes_for(call, one)) or asked_openly(call, one)


def _request_moments(call: AnnotatedCall, requests: Sequence[RequestEpisode]) -> Iterator[Moment]:
    """A moment for each request but those whose why was known (the doubt that was dug into has its
    own), those asked about in a way that may not dig, and those held off with the price."""
    for one in requests:
        answer = () if one.response_turn is None else call.labels_of(one.response_turn)
        held = one.response is Response.DECLINED and "price.hold" in answer
        if any(probe.place < one.act.place for probe in one.probes):
            continue
        if one.response is Response.PROBED or not (held or _asked_about(call, one)):
            yield _moment(call, one)


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
        f"The rep {given}{_how_soon(call, one)} without asking what is behind the request."
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


def _how_soon(call: AnnotatedCall, one: RequestEpisode) -> str:
    between = range(one.act.turn + 1, one.response_turn or 0)
    return "" if any(call.turns[n].role is Role.REP for n in between) else " at once,"


def _severity(call: AnnotatedCall, one: RequestEpisode) -> Severity:
    """Granting or passing over what matters is worse than putting it off."""
    serious = one.response in (Response.JUMPED, Response.IGNORED)
    small = _matter(call, one) not in WEIGHTY or _conceded(call, one) == GIVEN["price.state"]
    return Severity.MEDIUM if serious and not small else Severity.LOW


def _doubt_moments(call: AnnotatedCall, doubts: list[Doubt]) -> Iterator[Moment]:
    met = [doubt for doubt in doubts if doubt.probes][:MOST_DOUBTS]
    own = call.find("question.closed", by=Role.REP)
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
    missed = [doubt for doubt in doubts if not doubt.probes]
    for doubt in [d for d in missed if not was_taken_up(call, d, own)][:MOST_DOUBTS]:
        yield Moment(
            "objection_passed_over",
            *doubt.act.place,
            Severity.LOW,
            "The doubt was neither asked about nor given back nor answered openly.",
            probe_for_doubt(call.quote(*doubt.act.place)),
            doubt.act.probability,
            also_turn=doubt.answers[0],
        )
