"""Whether the rep finds out the why behind a request before acting on it.

For each request: was it dug into (why, what is expected, what follows) before the rep agreed,
gave, quoted or refused? Objections count likewise, with half the weight. Jumping to an answer
gives away both the price and the chance to understand.

Unit:    weighted share of requests and objections that were probed first, 0 to 1.
Formula: (probed requests + 0.5 x probed objections) / (requests + 0.5 x objections); small
         process requests ("could you repeat that?") are none; an objection is probed when a
         probe comes within the rep's next two turns.
Limits:  a why asked in an earlier call is not seen here; ordinary requests ("send me the
         brochure") need no digging, yet count.
Source:  "Trust vs. Relationship". The weight of objections is a rule of thumb.

>>> from analyser.testing import marked_call
>>> asks = "C: [request: Can you deliver by March?]"
>>> why_probing.measure(marked_call(asks, "R: [question.open+probe.why: Why March?]")).value
1.0
>>> why_probing.measure(marked_call(asks, "R: [promise.over: Yes, no problem.]")).value
0.0
"""

from itertools import islice

from analyser.annotation import Act, AnnotatedCall
from analyser.conversation import Role
from analyser.episodes import RequestEpisode, Response, request_episodes
from analyser.reading import Moment, Reading, Severity, counted, signal
from analyser.suggestions import probe_for

OBJECTION_WEIGHT = 0.5
REP_TURNS = 2

WHAT_HAPPENED = {
    Response.JUMPED: "The rep acted on the request at once, without asking what is behind it.",
    Response.DEFERRED: "The rep put the request off without asking what is behind it.",
    Response.DECLINED: "The rep refused without asking what is behind the request.",
    Response.IGNORED: "The request was passed over.",
}
SEVERITY = {
    Response.JUMPED: Severity.MEDIUM,
    Response.DEFERRED: Severity.LOW,
    Response.DECLINED: Severity.LOW,
    Response.IGNORED: Severity.MEDIUM,
}


@signal(
    principle="Find out the why behind every request.",
    unit="share of requests and objections",
)
def why_probing(call: AnnotatedCall) -> Reading:
    """The share of requests and objections that were dug into before the rep acted."""
    requests = request_episodes(call)
    asked = {episode.act.turn for episode in requests}
    objections = _objections(call, asked)
    total = len(requests) + OBJECTION_WEIGHT * len(objections)
    if not total:
        return Reading.absent("the customer made no request and raised no objection")
    probed = [r for r in requests if r.response is Response.PROBED]
    met = [act for act in objections if _met_with_probe(call, act)]
    return Reading(
        round((len(probed) + OBJECTION_WEIGHT * len(met)) / total, 4),
        n=len(requests) + len(objections),
        summary=(
            f"{len(probed)} of {counted(len(requests), 'request')} and {len(met)} of "
            f"{counted(len(objections), 'objection')} were dug into before the rep acted."
        ),
        moments=tuple(_moment(call, episode) for episode in requests),
        details={
            "requests": float(len(requests)),
            "requests_probed": float(len(probed)),
            "objections": float(len(objections)),
            "objections_probed": float(len(met)),
        },
    )


def _objections(call: AnnotatedCall, asked: set[int]) -> list[Act]:
    """The first objection of each customer turn that opens no request episode."""
    first: dict[int, Act] = {}
    for act in call.find("objection", "price.objection", by=Role.CUSTOMER):
        if act.turn not in asked:
            first.setdefault(act.turn, act)
    return list(first.values())


def _met_with_probe(call: AnnotatedCall, objection: Act) -> bool:
    later = range(objection.turn + 1, len(call.turns))
    answers = islice((n for n in later if call.turns[n].role is Role.REP), REP_TURNS)
    return any(label.startswith("probe.") for n in answers for label in call.labels_of(n))


def _moment(call: AnnotatedCall, episode: RequestEpisode) -> Moment:
    if episode.response is Response.PROBED:
        place = episode.probes[0] if episode.probes else episode.act
        return Moment(
            "request_probed",
            *place.place,
            Severity.GOOD,
            "The rep asked what is behind the request before acting on it.",
            confidence=place.probability,
        )
    return Moment(
        f"request_{episode.response.value}",
        *episode.act.place,
        SEVERITY[episode.response],
        WHAT_HAPPENED[episode.response],
        probe_for(call.quote(*episode.act.place), about_price=episode.about_price),
        episode.act.probability,
    )
