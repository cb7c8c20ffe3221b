"""How grave an overpromise is: how certain it sounds, who controls it, how exact it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from analyser.annotation import Act, AnnotatedCall
from analyser.content_words import content_words
from analyser.conversation import Role
from analyser.conversation_terms import DATE_WORDS
from analyser.money import amounts

ABSOLUTE, FLAT, SOFT = 1.25, 1.0, 0.75
OTHERS, PRODUCT, OWN_DEED = 1.25, 1.0, 0.8
EXACT, VAGUE = 1.2, 1.0
BOUNDED, HEDGED, CORRECTED = 0.5, 0.7, 0.25
NEXT_TURNS: Final = 1
TOLD_PROBABILITY: Final = 0.8
"""Of an act that is told by a list of words."""

_ABSOLUTE: Final = re.compile(
    r"\b(?:guarante\w+|never|always|100|hundred percent|zero|absolutely|definitely|certainly"
    r"|no doubt|without (?:a )?(?:doubt|fail)|whatever you|anything you|promise (?:you|that)"
    r"|trust me"
    r"|no problem at all|risk.free|no risk|for sure|every single|everything|my word|swear"
    r"|bet my)\b",
    re.IGNORECASE,
)
_SOFT: Final = re.compile(
    r"\b(?:should|shouldn't|won't be an issue|no worries|can do|easily|pretty much|i'm sure"
    r"|i am sure"
    r"|you'll be fine|it'll be fine|we'll sort|we'll figure)\b",
    re.IGNORECASE,
)
_HEDGE: Final = re.compile(
    r"\b(?:i think|i believe|i'd (?:say|guess|expect|hope)|probably|likely|usually|typically"
    r"|in most cases|might|may\b(?! (?:i|we)\b)|could|hopefully|roughly|as long as|provided"
    r"|assuming"
    r"|depend\w*|subject to|unless|if (?:you|we|they|it|your|the|all|everything)|once (?:you"
    r"|we|your)"
    r"|i'd need to|i need to check|let me check|have to check)\b",
    re.IGNORECASE,
)
_OTHERS: Final = re.compile(
    r"\byour (?:sales|revenue|profit|pipeline|margin|boss|team|board|cfo|ceo|customers?"
    r"|clients?|staff"
    r"|people|auditors?|business|numbers|results|costs?|return|roi|savings?)\b"
    r"|\byou(?:'ll| will| are going to|'re going to) (?:\w+ )?(?:double|triple|save|make|earn"
    r"|win|sell|see"
    r"|get (?:your money|it back)|love|be (?:the|happy|rich|amazed)|never|pay (?:it"
    r"|this) back|beat)\b"
    r"|\bpays? for itself\b|\b(?:double|triple|halve)s? (?:your|the)\b",
    re.IGNORECASE,
)
_OWN: Final = re.compile(
    r"\b(?:i'll|i will|i'd|we'll|we will|we'd|i can|we can|i'm going to|we're going to|i'm gonna"
    r"|we're gonna)\b",
    re.IGNORECASE,
)
_FIGURE: Final = re.compile(
    r"\d|\b(?:double|triple|half|twice|ten|twenty|thirty|forty|fifty)\b", re.IGNORECASE
)
_CORRECTS: Final = re.compile(
    r"\b(?:(?:should(?: not|n't) have|shouldn't've) (?:said|told|promised|put it|been so)"
    r"|(?:take|taking) (?:that|it|this|what i said|my words?) back(?! (?:to|with|for|and)\b)"
    r"|walk (?:that|it) back"
    r"|correct (?:myself|something|what i)|i (?:over(?:stated|sold|promised|did)|misspoke"
    r"|exaggerated)"
    r"|spoke too soon|got (?:ahead of|carried away)|(?:went|gone) too far"
    r"|(?:that|what i said)(?: earlier| before)? (?:was|wasn't) (?:wrong|too (?:strong|much)"
    r"|quite (?:right"
    r"|true|fair)|not (?:right|true|fair))|i was wrong (?:about|to|when)"
    r"|said (?:that )?too (?:quickly|fast)"
    r"|let me be straight(?:er)? about what i said|i (?:can't"
    r"|cannot) (?:actually )?promise (?:that|what i)"
    r"|scratch (?:what i|that(?=\W*$)))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Graded:
    """An overpromise: ``certainty`` x ``control`` x ``specificity`` x ``softened``, about 1 for a
    flat assurance about the product. ``correction`` is the sentence that took it back later."""

    act: Act
    certainty: float
    control: float
    specificity: float
    softened: float
    correction: Act | None = None

    @cached_property
    def weight(self) -> float:
        return round(self.certainty * self.control * self.specificity * self.softened, 4)


def graded_promises(call: AnnotatedCall) -> list[Graded]:
    """The rep's overpromises with their grades, in order."""
    over = call.find("promise.over", by=Role.REP)
    repairs = _repairs(call, over)
    bounded = {act.turn for act in call.find("promise.bounded", by=Role.REP)}
    return [_graded(call, act, bounded, repairs.get(act)) for act in over]


def _graded(call: AnnotatedCall, act: Act, bounded: set[int], correction: Act | None) -> Graded:
    words = call.quote(*act.place)
    certainty = ABSOLUTE if _ABSOLUTE.search(words) else SOFT if _SOFT.search(words) else FLAT
    control = OTHERS if _OTHERS.search(words) else OWN_DEED if _OWN.search(words) else PRODUCT
    rest = _ABSOLUTE.sub(" ", words)
    exact = bool(_FIGURE.search(rest) or DATE_WORDS.search(rest) or amounts(rest))
    return Graded(
        act,
        certainty,
        control,
        EXACT if exact else VAGUE,
        CORRECTED if correction else _softened(call, act, bounded),
        correction,
    )


def _softened(call: AnnotatedCall, act: Act, bounded: set[int]) -> float:
    """What a limit or a hedge in the same turn, or the rep's next one, leaves of it."""
    later = [n for n, _ in call.turns_by(Role.REP) if n > act.turn][:NEXT_TURNS]
    if act.turn in bounded or bounded & set(later):
        return BOUNDED
    around = call.turns[act.turn].sentences[max(0, act.sentence - 1) : act.sentence + 2]
    return HEDGED if any(_HEDGE.search(sentence.text) for sentence in around) else 1.0


def _repairs(call: AnnotatedCall, over: Sequence[Act]) -> dict[Act, Act]:
    """Per overpromise the later sentence that takes it back: the last one before a correction, and
    those that share its matter."""
    found: dict[Act, Act] = {}
    for told in taken_back(call):
        before = [act for act in over if act.place < told.place and act not in found]
        matter = content_words(call.quote(*told.place))
        for act in before:
            if act is before[-1] or matter & content_words(call.quote(*act.place)):
                found[act] = told
    return found


def taken_back(call: AnnotatedCall) -> list[Act]:
    """Sentences of the rep that take back what was said before, as acts of candour."""
    return [
        Act(n, place, "candour.limit", sentence.labels.get("candour.limit", TOLD_PROBABILITY))
        for n, turn in call.turns_by(Role.REP)
        for place, sentence in enumerate(turn.sentences)
        if "promise.over" not in sentence.labels and _CORRECTS.search(sentence.text)
    ]
