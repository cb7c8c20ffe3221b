"""What a request or a concession is about, told by its words."""

import re
from enum import StrEnum
from typing import Final

from analyser.conversation_terms import DATE_WORDS, MONEY


class Matter(StrEnum):
    """The matters that a coach would tell apart."""

    PRICE = "price"
    TERMS = "terms"
    TRIAL = "trial"
    DOCUMENT = "document"
    DATE = "date"
    FEATURE = "feature"
    MEETING = "meeting"
    CONTACT = "contact"
    WORK = "work"


SMALL: Final = frozenset({Matter.DOCUMENT, Matter.MEETING, Matter.CONTACT})
"""A paper, a meeting, or to be rung, written to or visited: these need little digging."""


_TRIAL: Final = re.compile(r"\b(?:trial|pilot|poc|proof of concept|demo)\b", re.IGNORECASE)
_DOCUMENT: Final = re.compile(
    r"\b(?:send|e-?mail|forward|share|text)\b.{0,60}\b(?:quote|proposal|deck|slides?|brochure|document\w*"
    r"|contract|case stud\w+|references?|report|info\w*|details|link|copy|overview|price list|video"
    r"|recording|paper\w*|something|it|that|over|me|us)\b"
    r"|\b(?:quote|proposal|deck|brochure|case stud\w+|white ?paper)\b"
    r"|\b(?:like|have|see|get|read|need|want)\b.{0,20}\b(?:contracts?|agreement|paperwork)\b"
    r"|\b(?:in writing|on paper|in an e-?mail|by e-?mail)\b"
    r"|\b(?:put|have|get|give \w+) (?:that|it|this|the \w+|something) (?:in|down in|on)"
    r" (?:an? e-?mail|writing|paper)\b|\bwrite (?:that|it|this) (?:up|down)\b",
    re.IGNORECASE,
)
_TERMS: Final = re.compile(
    r"\b(?:terms|contract|notice|cancel\w*|net \w+|pay(?:ment|ing)?|instal\w*|monthly|clause"
    r"|liabilit\w*"
    r"|exit|lock.?in|warrant\w+|penalt\w+|deposit|upfront|up front|sign)\b",
    re.IGNORECASE,
)
_FEATURE: Final = re.compile(
    r"\b(?:feature|integrat\w*|add|build|custom\w*|support|export|import|report\w*|api|sync|connect)\b",
    re.IGNORECASE,
)
_MEETING: Final = re.compile(
    r"\b(?:set up|set|schedule|book|arrange|have|do|jump on|hop on|get on|find (?:a )?time for)"
    r" (?:a|an|another|the|our|one more)(?: [\w-]+){0,2}"
    r" (?:call|meeting|session|chat|conversation)\b"
    r"|\b(?:get|put|have) \w+(?: \w+){0,2} (?:in|into|on) (?:the|my|our|your|his|her|their)"
    r" (?:calendar|diary)\b"
    r"|\b(?:can|could|shall|should|let's|how about) (?:we )?(?:meet|speak|talk|catch up"
    r"|get together)(?: again| next \w+| on \w+| this \w+| tomorrow|\W*$)",
    re.IGNORECASE,
)
_CONTACT: Final = re.compile(
    r"\b(?:ring|call|phone|text|message|remind|write to) (?:me|us|him|her|them)\b(?! a\b)"
    r"|\blet (?:me|us) know\b|\bkeep (?:me|us) (?:posted|informed|up to date|in the loop)\b"
    r"|\b(?:talk|speak) (?:to|with)\b|\bhear (?:\w+ )?(?:from|back)\b|\bsee you\b|\bmeet\b"
    r"|\bi (?:come|stop|drop|pop|swing) (?:by|over|in|round)\b"
    r"|\b(?:in the|this|tomorrow) (?:morning|afternoon|evening)\b",
    re.IGNORECASE,
)


def matter_of(words: str, *, about_price: bool = False) -> Matter:
    """What words ask for or grant; work where nothing tells.

    >>> matter_of("Can you get it live by the end of March?").value
    'date'
    >>> matter_of("Just send me the deck by Friday.").value
    'document'
    >>> matter_of("Could we set up a call to go through the proposal?").value
    'meeting'
    """
    if MONEY.search(words) or (about_price and not _DOCUMENT.search(words)):
        return Matter.PRICE
    for matter, pattern in (
        (Matter.MEETING, _MEETING),
        (Matter.DOCUMENT, _DOCUMENT),
        (Matter.TRIAL, _TRIAL),
        (Matter.CONTACT, _CONTACT),
        (Matter.TERMS, _TERMS),
        (Matter.DATE, DATE_WORDS),
        (Matter.FEATURE, _FEATURE),
    ):
        if pattern.search(words):
            return matter
    return Matter.WORK
