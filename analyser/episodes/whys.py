"""What there is to find out about a request or a doubt, and whether the rep did."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from analyser.annotation import Act, AnnotatedCall
from analyser.content_words import content_words
from analyser.conversation import Role
from analyser.conversation_terms import DATE_WORDS, LEAVE_ALONE
from analyser.episodes.date_words import due_words
from analyser.episodes.requests import RequestEpisode, Response
from analyser.talk_time import is_backchannel

REP_TURNS: Final = 2
SHARED_WORDS: Final = 2
TOLD_WORDS: Final = 8
"""An answer of fewer words tells little."""

_POINTS_BACK: Final = re.compile(r"\b(?:it|that|this|those|them|one)\b", re.IGNORECASE)
_REFRAIN: Final = re.compile(
    r"\b(?:i|we) (?:don't|do not) (?:want|need)\b|^\W*(?:please )?(?:don't|do not)\b", re.IGNORECASE
)
_TO_BE_SHOWN: Final = re.compile(
    r"\b(?:show|walk|talk|take|tell) (?:me|us) (?:through )?(?:how|where|what)\b", re.IGNORECASE
)
_ASKS: Final = re.compile(r"\b(?:you|i|we|it|that|need|want|must|please)\b", re.IGNORECASE)
OFFERED: Final = frozenset({"promise.commitment", "mutual.step", "candour.limit"})
PROPOSED: Final = ("promise.commitment", "mutual.step")
HEARD: Final = frozenset(
    {"reflect", "insight", "mutual.step", "question.open"}
    | {"price.hold", "price.cut", "candour.limit", "candour.intent", "promise.bounded"}
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """An objection, the rep's turns that answer it, and the probes in them."""

    act: Act
    answers: tuple[int, ...]
    probes: tuple[Act, ...]


def has_a_why(call: AnnotatedCall, one: RequestEpisode) -> bool:
    """Whether there is a why to find out: none behind a wish to be left alone or not to get
    something, or to be shown how something goes, nor where the customer takes up what the rep has
    offered or proposed, or says when that, or a deed of their own, shall be."""
    words = call.quote(*one.act.place)
    if one.response is Response.JUMPED and _TO_BE_SHOWN.search(words):
        return False
    if LEAVE_ALONE.search(words) or _REFRAIN.search(words):
        return False
    before = one.act.turn - 1
    said = call.labels_of(before) if before >= 0 else frozenset()
    offered = bool(OFFERED & said) and call.turns[before].role is Role.REP
    if offered and _POINTS_BACK.search(words) and len(content_words(words)) <= 1:
        return False
    own = "promise.commitment" in call.labels_of(one.act.turn)
    if (offered or own) and _only_a_time(words):
        return False
    return bool(probes_for(call, one)) or not _takes_up(call, one.act)


def _only_a_time(words: str) -> bool:
    """Whether a sentence holds but a day or an hour, as one that says when, and asks nobody."""
    rest = DATE_WORDS.sub(" ", words)
    return bool(due_words(words)) and not content_words(rest) and not _ASKS.search(rest)


def _takes_up(call: AnnotatedCall, request: Act) -> bool:
    """Whether a request names only what one turn of the rep had proposed."""
    asked = content_words(call.quote(*request.place))
    proposed = {act.turn for act in call.find(*PROPOSED, by=Role.REP) if act.turn < request.turn}
    return len(asked) >= SHARED_WORDS and any(
        asked <= content_words(call.turns[turn].text) for turn in proposed
    )


def probes_for(call: AnnotatedCall, one: RequestEpisode) -> tuple[Act, ...]:
    """The digging before the rep acted: in answer to the request, by asking what is wanted, which
    the request then answers, or earlier about the price or what the request names again."""
    if one.probes:
        return one.probes
    earlier = [act for act in call.find("probe", by=Role.REP) if act.place < one.act.place]
    if one.about_price:
        pressed = call.find("price.objection", by=Role.CUSTOMER)
        since = next((act.place for act in pressed if act.turn < one.act.turn), one.act.place)
        return tuple(act for act in earlier if act.place > since)
    asked = content_words(call.quote(*one.act.place))
    return tuple(
        act
        for act in earlier
        if (act.turn == one.act.turn - 1 and act.label == "probe.expectation")
        or len(asked & _talk_about(call, act, before=one.act.turn)) >= SHARED_WORDS
    )


def _talk_about(call: AnnotatedCall, probe: Act, *, before: int) -> frozenset[str]:
    """The words of a probe, of what the customer had said just then and of the answer."""
    around = range(max(0, probe.turn - 1), min(before, probe.turn + 2))
    return frozenset().union(*(content_words(call.turns[n].text) for n in around))


def doubts_of(call: AnnotatedCall, asked: Collection[int]) -> Iterator[Doubt]:
    """The first objection of each customer turn that the rep talks after, less those in ``asked``,
    which open a request. A mere "okay" is no answer where more follows."""
    first: dict[int, Act] = {}
    for act in call.find("objection", "price.objection", by=Role.CUSTOMER):
        if act.turn not in asked and not LEAVE_ALONE.search(call.quote(*act.place)):
            first.setdefault(act.turn, act)
    probes = call.find("probe", by=Role.REP)
    for act in first.values():
        later = range(act.turn + 1, len(call.turns))
        rep = [n for n in later if call.turns[n].role is Role.REP]
        said = [n for n in rep if not is_backchannel(call.turns[n])]
        answers = tuple((said or rep)[:REP_TURNS])
        if answers:
            yield Doubt(act, answers, tuple(probe for probe in probes if probe.turn in answers))


def asked_openly(call: AnnotatedCall, one: RequestEpisode) -> bool:
    """Whether an open question of the rep about a request came before its answer: none that digs
    for sure, and too much to say that nothing was asked."""
    last = one.act.turn + 2 if one.response_turn is None else one.response_turn
    asked = call.find("question.open", by=Role.REP)
    words = content_words(call.turns[one.act.turn].text)
    return any(
        one.act.turn < act.turn <= last
        and (
            _POINTS_BACK.search(call.quote(*act.place))
            or words & content_words(call.quote(*act.place))
        )
        for act in asked
    )


def was_taken_up(call: AnnotatedCall, doubt: Doubt, questions: Sequence[Act]) -> bool:
    """Whether the rep took the doubt up in some way, be it by a question about its words, or by
    telling more where the doubt itself asks to be told."""
    first = call.turns[doubt.answers[0]]
    asks = "question.info" in call.turns[doubt.act.turn].sentences[doubt.act.sentence].labels
    if asks and first.words >= TOLD_WORDS and "pressure" not in call.labels_of(doubt.answers[0]):
        return True
    if any(HEARD & call.labels_of(turn) for turn in doubt.answers):
        return True
    words = content_words(call.quote(*doubt.act.place))
    asked = [act for act in questions if act.turn in doubt.answers]
    return any(words & content_words(call.quote(*act.place)) for act in asked)
