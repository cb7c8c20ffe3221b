"""Requests, and what the rep did first about each.

Judged from acts alone, by the codebook. Where acts are silent a few words of the answer decide
("yes", "no", "let me check"); these lists are short on purpose.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from analyser.annotation import Act, AnnotatedCall
from analyser.conversation import Role
from analyser.episodes.price_cuts import SAME_MATTER_TURNS

ANSWER_TURNS: Final = 8
"""A request that the rep has not taken up after so many turns is dropped."""

GIVES: Final = frozenset({"price.cut", "price.state", "promise.over", "promise.commitment"})
"""Acts by which a request is granted, beside a mere yes."""

CAREFUL: Final = frozenset({"promise.bounded", "candour.limit"})
"""Acts that refuse, or grant with a condition."""

NOD_WORDS: Final = 2
"""A yes of so many words may only say that the rep has heard."""

_YES: Final = re.compile(
    r"^\W*(?:yes|yeah|yep|yup|sure|(?:of )?course|absolutely|i could|you (?:can|could)"
    r"|certainly|ok|okay|no problem|no worries"
    r"|definitely|will do|done|happy to|can do|deal|fine|gladly|for sure|you got it|consider it"
    r"|you can have|that (?:i|we) can do|(?:i|we) can (?:do|arrange|manage) (?:that|it|this))\b",
    re.IGNORECASE,
)
_NO: Final = re.compile(
    r"^\W*(?:no|nope|(?:(?:absolutely|certainly|definitely|of course) )?not|unfortunately|sorry"
    r"|(?:i'm |i am )?afraid|(?:i|we) (?:can't|cannot|don't|couldn't|won't)|that's not)\b",
    re.IGNORECASE,
)
_CANNOT: Final = re.compile(
    r"\b(?:can't|cannot|couldn't|won't be able|unable|not (?:able|possible|allowed)|isn't possible"
    r"|(?:doesn't|don't|won't) (?:let|allow)|against (?:our|the) (?:policy|rules)"
    r"|(?:won't|wouldn't) (?:do|have|take|go|accept|want|sign|wear)|i'm afraid|rather not|rather we"
    r"|i(?:'m| am) not (?:signing|paying|doing|giving|selling)|(?:don't|do not) have that"
    r"|i'd prefer"
    r"|not something (?:we|i) (?:do|offer)|nobody (?:can|signs|does)"
    r"|(?:we|they) don't (?:do|offer|sell|make|take|ship|rent|split|hold|sign))\b",
    re.IGNORECASE,
)
_NO_AND_YES: Final = re.compile(
    r"^\W*(?:(?:no|not a) (?:problem|worries|bother|trouble|issue)|not at all|sorry,? (?:yes|sure)"
    r"|no,? (?:that's|it's) (?:fine|ok|okay|alright|no (?:problem|bother))|no,? of course"
    r"|no,? (?:i|we) (?:\w+n't|would not|do not) either|no,? (?:you're|you are) right)\b",
    re.IGNORECASE,
)
"""Sentences that begin with a no and grant all the same."""

_DEFER: Final = re.compile(
    r"\b(?:let me (?:\w+ )?(?:check|ask|see|find|look|confirm|talk|speak|take)"
    r"|let me (?:call|ring|phone) (?!you\b)"
    r"|(?:get|come|circle) back"
    r"|i(?:'ll| will| must| should| could| can) (?:\w+ )?(?:check|ask|find out|confirm|try"
    r"|look into"
    r"|see (?:what|if|whether)|take (?:it|that) (?:back|away|to))"
    r"|(?:need|have|had|got|want|like) to (?:\w+ )?(?:check|ask|confirm|verify|see|speak|talk"
    r"|run (?:it|that|this)|run by|get (?:it|that|this|our|my|his|her|the)"
    r"|take (?:\w+ )?(?:back|away|to))"
    r"|(?:need|want) (?:my|our|his|her|their|the) \w+(?:'s)? (?:approval|okay|ok|sign-off|blessing"
    r"|to (?:approve|okay|agree|sign|say)))\b",
    re.IGNORECASE,
)
_CONDITION: Final = re.compile(
    r"^\W*(?:(?:only |but )?if|as long as|provided|when)\b|\b(?:yes|doable|feasible|deal)\b"
    r"|\b(?:i|we) (?:can|could|think (?:i|we) can) (?!(?:only )?(?:say|promise|guarantee|tell)\b)",
    re.IGNORECASE,
)
"""A careful answer that grants what was asked, with its condition."""

_TO_FIND_OUT: Final = re.compile(
    r"\b(?:find (?:\w+ )?out|check|ask|look (?:into|up|at))\b", re.IGNORECASE
)
"""Where this is what was asked for, to do it is no delay."""

_QUICK: Final = re.compile(
    r"\b(?:repeat|say that again|share your screen|speak up|zoom in|scroll|slow down|hold on"
    r"|wait a|bear with|hear me|call me back"
    r"|(?:call|ring|phone|text|email)(?: me| us)? (?:first|ahead|before you (?:come|leave))"
    r"|(?:send|give|text|tell) me your (?:e-?mail|address|(?:phone )?number|name|details))\b",
    re.IGNORECASE,
)


class Response(StrEnum):
    """What the rep does first about a request."""

    PROBED = "probed"
    JUMPED = "jumped"
    DEFERRED = "deferred"
    DECLINED = "declined"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class RequestEpisode:
    """A customer's request, the rep's first response to it, and the turn of that response
    (None where it was ignored). ``probes`` are the digging questions before it was settled."""

    act: Act
    response: Response
    response_turn: int | None
    probes: tuple[Act, ...] = ()
    about_price: bool = False


def request_episodes(call: AnnotatedCall) -> tuple[RequestEpisode, ...]:
    """The request episodes, in order."""
    return tuple(_answered(call, act) for act in _opening_requests(call))


def _opening_requests(call: AnnotatedCall) -> Iterator[Act]:
    """The first request of each turn, less small process requests, haggling that goes on, and what
    the rep's talk ends before."""
    last_price_turn: int | None = None
    last_of_rep = max((number for number, _ in call.turns_by(Role.REP)), default=-1)
    seen: set[int] = set()
    for act in call.find("request", by=Role.CUSTOMER):
        if act.turn in seen or act.turn > last_of_rep or _QUICK.search(call.quote(*act.place)):
            continue
        seen.add(act.turn)
        if "price.objection" in call.labels_of(act.turn):
            goes_on = (
                last_price_turn is not None and act.turn - last_price_turn <= SAME_MATTER_TURNS
            )
            last_price_turn = act.turn
            if goes_on:
                continue
        yield act


def _answered(call: AnnotatedCall, request: Act) -> RequestEpisode:
    about_price = "price.objection" in call.labels_of(request.turn)
    response, turn = _response_to(call, request)
    probes = tuple(
        act
        for act in call.find("probe")
        if turn is not None and request.turn < act.turn <= turn + 2
    )
    if about_price and response is Response.JUMPED and (dug := _dug_before(call, request)):
        response, probes = Response.PROBED, dug
    kept = probes if response is Response.PROBED else ()
    return RequestEpisode(request, response, turn, kept, about_price)


def _response_to(call: AnnotatedCall, request: Act) -> tuple[Response, int | None]:
    """What the rep did about a request, and on which turn."""
    talked_on = None
    last = min(len(call.turns), request.turn + 1 + ANSWER_TURNS)
    for number in range(request.turn + 1, last):
        if call.turns[number].role is Role.REP:
            found = _response_in(call, number, call.quote(*request.place))
            if found is Response.JUMPED and (asked := _asked_first(call, number)) is not None:
                return Response.PROBED, asked
            if found is not None:
                return found, number
            if talked_on is None and not _passes_over(call, number):
                talked_on = number
        elif number > request.turn + 1 and "request" in call.labels_of(number):
            break
    # What passes nothing over is taken as an answer given at once.
    return (Response.IGNORED, None) if talked_on is None else (Response.JUMPED, talked_on)


def _passes_over(call: AnnotatedCall, turn: int) -> bool:
    """Whether the rep goes on with another question or with pressure."""
    return any(name.startswith("question.") or name == "pressure" for name in call.labels_of(turn))


def _dug_before(call: AnnotatedCall, request: Act) -> tuple[Act, ...]:
    """The probes into the price concern that came shortly before the request, where nothing had
    been given yet."""
    pressed = call.find("price.objection", by=Role.CUSTOMER)
    given = call.find("price.cut", by=Role.REP)
    if any(cut.place < request.place for cut in given):
        return ()
    return tuple(
        act
        for act in call.find("probe", by=Role.REP)
        if pressed[0].place < act.place < request.place
        and request.turn - act.turn <= SAME_MATTER_TURNS
    )


def _asked_first(call: AnnotatedCall, number: int) -> int | None:
    """The rep's next turn, where this one says yes, does nothing yet and asks leave for a question
    first, and that one digs."""
    labels = call.labels_of(number)
    if "question.check" not in labels or labels & GIVES:
        return None
    following = next((n for n, _ in call.turns_by(Role.REP) if n > number), None)
    if following is None or not any(s.startswith("probe.") for s in call.labels_of(following)):
        return None
    return following


def _response_in(call: AnnotatedCall, number: int, asked: str) -> Response | None:
    """What a rep's turn does about an open request, None where it does nothing yet.

    A refusal, a delay or a mere "okay" is not the last word of its turn: a concession or a probe
    after it counts.
    """
    kept: Response | None = None
    for sentence in call.turns[number].sentences:
        labels, words = sentence.labels.keys(), sentence.text.replace("\u2019", "'")
        if any(label.startswith("probe.") for label in labels):
            return Response.PROBED
        if labels & {"price.cut", "promise.over"}:
            return Response.JUMPED
        refuses = _says_no(words)
        if (
            kept is not Response.JUMPED
            and _DEFER.search(words)
            and not ("promise.commitment" in labels and _TO_FIND_OUT.search(asked))
        ):
            kept = Response.DEFERRED
        elif kept is not None:
            continue
        elif "promise.commitment" in labels and not (refuses and "candour.limit" in labels):
            return Response.JUMPED
        elif labels & CAREFUL and not refuses and _CONDITION.search(words):
            kept = Response.JUMPED
        elif labels & {"price.hold", *CAREFUL}:
            kept = Response.DECLINED
        elif "price.state" in labels:
            return Response.JUMPED
        elif says_yes(words):
            kept = Response.JUMPED
            if len(words.split()) > NOD_WORDS:
                return kept
        elif refuses:
            kept = Response.DECLINED
    return kept


def says_yes(words: str) -> bool:
    """Whether an answer begins with a yes and says no nowhere, or begins with a no that grants."""
    words = words.replace("\u2019", "'")
    return bool(_NO_AND_YES.match(words) or (_YES.match(words) and not _says_no(words)))


def _says_no(words: str) -> bool:
    return bool(_NO.match(words) or _CANNOT.search(words))
