"""A keyword tracker, as conversation-analysis products sell it: the baseline of the experiments."""

import re
from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, str]] = {
    "question.open": r"^(so |and |okay |well )*(how|what|tell me|walk me|describe|why)\b",
    "question.closed": r"^(so |and |okay |well )*(do|does|did|is|are|was|have|has|can|could|will|"
    r"would|who|when|where|which|how (many|much|long|often))\b",
    "question.leading": r"wouldn't you|don't you (think|want)|you'd agree|isn't it|right\?$",
    "question.check": r"make sense|can you (hear|see)|any questions|how are you|share my screen|"
    r"good time|sound good",
    "probe.why": r"\bwhy\b|what makes you|what's behind|tell me more|say more",
    "probe.expectation": r"what (would|does) .*(look like|expect|ideal)|compared (to|with) what|"
    r"had in mind|hoping for",
    "probe.consequence": r"what happens if|what (does|is) (it|that) cost|impact|"
    r"if you (miss|don't)",
    "promise.commitment": r"\bi('ll| will)\b|\bwe('ll| will)\b|i can send|let me (send|check|get)",
    "promise.over": r"guarantee|promise you|100 ?(%|percent)|no problem at all|trust me|never fail|"
    r"absolutely will|whatever you need|always work",
    "promise.bounded": r"typically|depends on|can't promise|roughly|usually takes|can't guarantee|"
    r"let me confirm",
    "price.state": r"[$£€₹]\s?\d|\d+ (dollars|euros|pounds|per (seat|user|month|year)|a month|"
    r"a year)",
    "price.cut": r"discount|\boff\b|knock|waive|free month|lower the price|come down|"
    r"i (can|could) do \d|credit",
    "price.trade": r"if you (sign|commit|pay|prepay|take|go)|in (return|exchange)|"
    r"for a .*reference",
    "price.hold": r"price is (firm|fixed|what)|can't (go|come|do) (any )?lower|no discount|"
    r"worth (every|the)|standard price",
    "candour.limit": r"don't know|not sure|can't do|we don't (have|support|offer)|honest(ly)?|"
    r"mistake|not a (good )?fit|my fault|sorry",
    "candour.intent": r"if (it's )?not.*(fine|say so|no)|see (if|whether) there's a fit|"
    r"reason (for|i) (my )?call",
    "pressure": r"today only|only today|last chance|limited|expires|miss out|act (now|fast)|"
    r"running out|before it's",
    "reflect": r"sounds like|it seems|so (what )?you('re| are)|what i('m| am) hearing|if i heard",
    "insight": r"other (customers|companies|clients)|benchmark|studies|research|on average|"
    r"we('ve| have) seen|i('d| would) recommend",
    "mutual.step": r"next step|shall we|does (monday|tuesday|wednesday|thursday|friday)|"
    r"calendar|set up a (call|meeting)|book",
    "request": r"can you|could you|send (me|us)|i('d| would) like|we need|i want|please",
    "question.info": r"\?$|^(how|what|does|do|is|are|can|when|who|which|where)\b",
    "price.objection": r"expensive|too (much|high|dear|steep)|budget|cheaper|afford|discount|"
    r"better price|lower",
    "objection": r"not (sure|interested|convinced|ready)|worried|concern|already (have|use)|"
    r"don't (think|need)|no thanks|\bbut\b",
}
"""By label what it looks for, in lower case: the lists that vendors show, by our own lights."""

_FOUND: Final = {label: re.compile(pattern) for label, pattern in WORDS.items()}


def keyword_labels(sentence: str) -> frozenset[str]:
    """The labels whose words stand in the sentence, whoever says it.

    >>> sorted(keyword_labels("I can do 80, but only today."))
    ['objection', 'pressure', 'price.cut']
    """
    text = sentence.lower().replace("’", "'")
    return frozenset(label for label, found in _FOUND.items() if found.search(text))
