"""The deed in a promise, from its sentence alone: its words, how surely, and by when."""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from analyser.episodes.date_words import MONTHS, due_words

_LEAD: Final = re.compile(
    r"\b(?:i'll|we'll|i will|we will|i can|we can|i'm going to|we're going to"
    r"|i am going to|we are going to|i'm gonna|we're gonna|let me|i'd be happy to|happy to|i could"
    r"|we could|i shall|ill|let's"
    r"|(?:step|plan|idea) (?:is|would be|will be) (?:for (?:me|us) )?to)\s+"
    r"(?:also |just |then |definitely |certainly |go ahead and |make sure to |have to )*",
    re.IGNORECASE,
)
_CLAUSE_END: Final = re.compile(
    r"[.;?!]|,? (?:and then|but|because|so that|so (?:you|we|they|he|she)|if|when|unless)\b"
    r"| and (?:i|we)(?:'ll| will) be\b"
    r"|, (?:(?:i|you|he|she|it|we|they|that|this)(?:'(?:ll|s|re|d|ve|m))?|(?:let|give) me) "
    r"|(?<!day)(?<!when)(?<!whether) (?:he|she|they)(?:'s|'re| is| are) (?:back|away|off)\b",
    re.IGNORECASE,
)
"""Where the deed ends and another sentence begins, with or without a mark between them."""

_WHETHER: Final = re.compile(
    r"(\b(?:check|see|ask|find out|look (?:into|up)|look|confirm|clarify|test|work out)\b[^,;.]*?)"
    r" if\b",
    re.IGNORECASE,
)
"""What is to be found out: no condition."""

_NEEDS: Final = re.compile(
    r"(?:need|want|love|like|appreciate|hear|see)\b(?! to\b|(?: \w+)? (?:what|whether|how)\b)",
    re.IGNORECASE,
)
"""What the speaker wishes to have is no deed, where one is promised after it."""

_OWN_END: Final = re.compile(
    r"\s*[,—–-]\s*(?:that|it|this|which|who)(?:'s|'ll| (?:is|was|should|will|would|can|could))\b"
    r"|,? (?:so|and|then)(?: that| then)? (?:you|he|she|they)\b"
    r"|,? so (?:that )?(?:(?:your|his|her|their)\b|\w+ (?:can|could)\b)"
    r"|(?<!sure)(?<!know)(?<!see)(?<!out)(?<!tell)(?<!tell you),? (?:that|which|who)"
    r"(?: you| he| she| they)? (?:can|could|should|might|may|will|would)\b",
    re.IGNORECASE,
)
"""Where a deed ends and a sentence says what it is good for, or what others do with it."""

_OPENING: Final = re.compile(
    r"^(?:(?:then|so|and|okay|ok|great|good|perfect|sure|yes|yeah|absolutely|of course)\b[,!. ]*)+",
    re.IGNORECASE,
)
_YES_ALONE: Final = """
    absolutely answer an arrange bring can consider course do done for get good happen have i i'll
    it know make of on one over put right send so sort sure tell that them this those to together
    way we we'll will yes you you'll
"""
"""Who says no more than these words grants what was asked, in its words."""

_ASKS_YOU: Final = re.compile(
    r"\b(?:can|could|would|will) you(?: (?:please|just|also|maybe|at least))* (?P<deed>[^?]+)",
    re.IGNORECASE,
)
_FINDS_OUT: Final = re.compile(
    r"\bi(?:'ll| will| can| could| would|'d)(?: have to| need to| like to)?"
    r" (?P<deed>(?:ask|check|find out|look into|(?:talk|speak) (?:to|with)|take (?:it|that) to)\b"
    r"[^?.]+)",
    re.IGNORECASE,
)
"""What "I'll know by Friday" is the end of."""

_TURNED: Final = {"me": "you", "us": "you", "my": "your", "our": "your", "your": "my"}
"""How the words of who asks read in the mouth of who grants."""

_FAREWELL: Final = re.compile(
    r"[,.! ]{0,3}\b(?:(?:and )?(?:you )?(?:have|enjoy) (?:a|the rest of|your) [^.?!]{0,30}"
    r"\b(?:day|one|evening|afternoon|morning|weekend|night|week)"
    r"|(?:many )?thank(?:s| you)(?: so much| very much| a lot| again)?(?:,? \w+)?"
    r"|bye|goodbye|take care|(?:talk|speak) (?:soon|then)|see you(?: then| there| soon)?)\W*$",
    re.IGNORECASE,
)
_DANGLING: Final = re.compile(
    r"(?:[ ,]+(?:and|or|so|also|then|but|around|about|some ?time"
    r"|(?:which|that|it) (?:should|will|would|could|might) be))+$",
    re.IGNORECASE,
)
"""What is left hanging where a date or a condition is taken out."""

_OTHERS_PART: Final = re.compile(
    r"\b(?:and|then|if|once|when) (?:you|he|she|they)\b",
    re.IGNORECASE,
)
"""Where a sentence goes over to what somebody else does."""

_OTHERS_WHEREABOUTS: Final = re.compile(
    r"(?<!day)(?<!when)(?<!once)(?<!until)(?<!after) (?:he|she|they)(?:'s|'re| is| are)"
    r" (?:back|away|off)\b[^,;.]*",
    re.IGNORECASE,
)
_ASKED_ABOUT: Final = re.compile(
    r"\b(?:whether|if|what|how|which|why)\b[^,;.]*?"
    rf"(?P<when>\b(?:(?:in|for|over) (?:{'|'.join(MONTHS)}|q[1-4])"
    r"|(?:this|next) (?:quarter|year))\b)",
    re.IGNORECASE,
)
"""Two dates that say when something else is: somebody is away, a thing asked about comes."""

_CONDITION: Final = re.compile(
    r"\b(?:if|unless|provided|as long as|assuming|once|subject to|depending)\b", re.IGNORECASE
)
_TENTATIVE: Final = re.compile(
    r"\b(?:try|hope|hopefully|should|might|may|probably|maybe|perhaps|aim|plan to|i think|ideally"
    r"|do my best|see if|see whether|with any luck)\b",
    re.IGNORECASE,
)
_OFFER: Final = re.compile(
    r"\b(?:(?:i|we) (?:\w+ )?(?:can|could)(?!')|happy to|glad to|would you like|want me to)\b",
    re.IGNORECASE,
)
_WILL: Final = re.compile(r"\b(?:i|we)(?:'ll| will| shall)\b", re.IGNORECASE)
DEED_VERBS: Final = (
    "let you have|get|send|email|mail|share|prepare|write|draft|clear|check|ask|talk to|speak to"
    "|call|ring|put together|bring|book|set up|have|find out|sort|fix|give you|confirm|order|sign"
    "|finish|deliver|ship|introduce|invite"
)
_DATED_DEED: Final = re.compile(
    r"^(?:(?:and|so|okay|ok|then|yes|sure|great|good|thanks|fine|from my side)[, ]+)*"
    r"(?:i|we)(?:'ll| will|'m going to|'re going to| am going to| are going to| can)"
    rf"(?: also| then| definitely)? (?:{DEED_VERBS})\b",
    re.IGNORECASE,
)
"""A first person, what is to be done: with a date it is a commitment that cannot be mistaken."""


_TELLS_YOU: Final = re.compile(
    rf"(?:(?:please|just|and|then|so|okay|ok|well|yes)[, ]+)*(?P<deed>(?:{DEED_VERBS})\b[^?]+)",
    re.IGNORECASE,
)
"""What is asked for, without a question."""


class Certainty(StrEnum):
    """How surely it was said: ``firm``, an ``offer`` that awaits a yes, ``tentative``, or
    ``conditional`` on something else."""

    FIRM = "firm"
    OFFER = "offer"
    TENTATIVE = "tentative"
    CONDITIONAL = "conditional"


def certainty(words: str) -> Certainty:
    """How surely something was promised.

    >>> certainty("I'll try to get it to you."), certainty("I could send you the deck.")
    (<Certainty.TENTATIVE: 'tentative'>, <Certainty.OFFER: 'offer'>)
    >>> certainty("I'll ask them if that works and see what I can do.")
    <Certainty.FIRM: 'firm'>
    """
    own = own_part(_WHETHER.sub(r"\1 whether", words.replace("\u2019", "'")))
    if _CONDITION.search(own):
        return Certainty.CONDITIONAL
    deed, whether, _ = own.partition(" whether")
    if _TENTATIVE.search(deed + whether):
        return Certainty.TENTATIVE
    offer = _OFFER.search(own)
    # "I'll see what I can do" says what will be done, then what may come of it.
    return Certainty.OFFER if offer and not _WILL.search(own[: offer.start()]) else Certainty.FIRM


def opening(words: str) -> str:
    """What a sentence says before its promise, such as a condition."""
    lead = _lead(words)
    return words[: lead.start()] if lead else ""


def own_part(words: str) -> str:
    """A sentence up to the end of the speaker's own deed."""
    words = words.replace("\u2019", "'")
    lead = _lead(words)
    end = _OWN_END.search(words, lead.end()) if lead else None
    return words[: end.start()] if end else words


def plainly_commits(words: str) -> bool:
    """Whether a sentence that the model passed over says what somebody will do, and by when."""
    words = words.replace("\u2019", "'")
    return bool(
        _DATED_DEED.match(words)
        and not words.rstrip().endswith("?")
        and not _CONDITION.search(words)
        and due_words(words)
    )


def own_date(words: str) -> str | None:
    """The date of a sentence: of the speaker's own part where that has one, as in "I'll send it
    today and you tell me by Monday."."""
    words = _OTHERS_WHEREABOUTS.sub(" ", words.replace("\u2019", "'"))
    words = _ASKED_ABOUT.sub(lambda m: m[0][: m.start("when") - m.start()], words)
    lead = _lead(words)
    turns = _OTHERS_PART.search(words, lead.end()) if lead else None
    own = due_words(words[lead.start() : turns.start() if turns else None]) if lead else None
    return own or due_words(words)


def deed(words: str, due_text: str | None, asked: Sequence[str]) -> str:
    """What will be done, in the words of the sentence; in those of the request where it says no
    more than yes."""
    own = without_farewell(own_part(words))
    lead = _lead(own)
    rest = _WHETHER.sub(r"\1 whether", own[lead.end() :] if lead else _OPENING.sub("", own))
    if due_text and not due_text.lower().startswith("for "):
        rest = re.sub(re.escape(due_text), " ", rest, count=1)
    end = _CLAUSE_END.search(rest)
    rest = rest[: end.start()] if end and end.start() > 3 else rest
    rest = " ".join(rest.strip(" .,;!?-—").split()).replace(" ,", ",")
    found = _DANGLING.sub("", rest) or rest
    if not {word.strip(".,!") for word in found.lower().split()} - set(_YES_ALONE.split()):
        granted = next((one for one in map(_asked_deed, asked) if one), None)
        found = granted or found
    return found or words.strip()


def without_farewell(words: str) -> str:
    """A sentence less a "have a good day" or thanks at its end."""
    return _FAREWELL.sub("", words)


def _lead(words: str) -> re.Match[str] | None:
    """The words that open the promise: of several the first that a deed follows."""
    words = words.replace("\u2019", "'")
    leads = list(_LEAD.finditer(words))
    deeds = [lead for lead in leads if not _NEEDS.match(words, lead.end())]
    return next(iter(deeds or leads), None)


def _asked_deed(request: str) -> str | None:
    request = request.replace("\u2019", "'")
    found = _ASKS_YOU.search(request) or _TELLS_YOU.match(request) or _FINDS_OUT.search(request)
    if not found:
        return None
    asked = re.split(r",? (?:and|then) i(?:'ll| will)\b", found["deed"], flags=re.IGNORECASE)[0]
    verb, *words = asked.strip(" .,;!").split()
    return " ".join((verb.lower(), *(_TURNED.get(word.lower(), word) for word in words)))
