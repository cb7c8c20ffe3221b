"""Sentences of a later call that tell what became of a promise: done, not done, or moved.

What a sentence tells is read from its words and, where it answers a question, from the question:
"Did the deck arrive?", "It did." What it is about is settled in ``ledger.py``.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from analyser.episodes.date_words import COUNTS, UNIT, due_words
from analyser.history.said import Said


class Told(StrEnum):
    """What a sentence tells about a promise. ``LATE`` is done, but after the day it was due."""

    DONE = "done"
    LATE = "late"
    NOT_DONE = "not_done"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Outcome:
    """``about`` holds the stems of the sentence itself, ``context`` those of what it answers or
    refers back to (empty where it stands alone). ``answers`` tells a reply to a question,
    ``direct`` one by a yes or no, or to a question that takes for granted that something was
    there; ``weak`` a sentence that shows only that something was there ("the visit was long");
    ``unused`` one that says only that its own side has not used the thing yet ("we haven't read
    it"), which breaks no promise to hand it over."""

    said: Said
    told: Told
    about: frozenset[str]
    context: frozenset[str]
    answers: bool = False
    direct: bool = False
    weak: bool = False
    unused: bool = False


_NOT: Final = r"(?:n't| not| never)"
_HELD: Final = (
    r"(?:done|got|gotten|had|received|seen|sent|heard|managed|started|been|come|gone|finished|found"
    r"|arrived|reached|happened|landed|turned|shown|made|written|asked|spoken|called|signed|gotten"
    r"|looked|chased|fixed|ordered|booked|checked|prepared|caught|pulled)"
)
_DEED: Final = (
    r"(?:get|send|do|manage|happen|come|arrive|make|reach|receive|go|have|finish|see|hear|call|ring"
    r"|ask|find|show|turn|land|book|write|sign|speak|talk|check|deliver|ship|bring|mail|email)"
)
NOT_DONE: Final = re.compile(
    r"\bstill (?:do(?:n't| not)|have(?:n't| not)|has(?:n't| not)|did(?:n't| not)|waiting|no\b"
    r"|nothing|missing|owes?|need to|not\b|outstanding|on my (?:desk|list))"
    rf"|\bnever (?:got|came|arrived|reached|received|saw|turned up|happened|showed|sent|went|made"
    r"|did|heard|landed|appeared|materiali[sz]ed)"
    rf"|(?:\b(?:have|has|had)|'ve){_NOT}(?: yet| even| actually| really| quite)? {_HELD}"
    rf"|\b(?:was|were) (?:going|supposed|meant) to {_DEED}\b"
    rf"|\b(?:did)(?:n't| not)(?: even| actually| quite)? {_DEED}\b"
    r"|\b(?:is|are|was|were)(?:n't| not)(?: quite| yet| even)? (?:done|ready|finished|there|sent"
    r"|here|signed|in\b|out\b|booked|written|complete)"
    r"|\bdon't think (?:i|we)(?:'ve)?(?: ever| actually)? (?:saw|seen|got|had|received|heard"
    r"|sent)\b"
    r"|\b(?:they|he|she|who)(?:'ve|'s| have| has)?(?: just)? (?:pulled|backed|dropped) out\b"
    r"|\bcold feet\b"
    r"|\bforgot(?:ten)?\b|\bslipped (?:my|his|her|our|through)|\bran out of time"
    r"|\bdropped the ball|\bfell (?:through|off)|\bout of my mind|\bstill on my (?:desk|list|plate)"
    r"|\bno sign of|\bnothing (?:came|arrived|from|yet|has|turned)|\bnot yet\b|\bno news"
    rf"|\bcould(?:n't| not) (?:get|find|make|do|send|reach|finish)|\bwas(?:n't| not) able"
    r"|\bgot stuck|\bgot (?:lost|buried)|\bwe(?:'re| are) missing|\bdidn't get (?:round|around)"
    r"|\bi owe you\b|\bfail(?:ed)? to\b|\bwhere(?:'s| is| are) (?:it|they|the|that|those|my|our)\b",
    re.IGNORECASE,
)
_USE: Final = (
    r"(?:look(?:ed|ing)?|read(?:ing)?|review(?:ed|ing)?|(?:go|gone|went|going) (?:through|over)"
    r"|sign(?:ed|ing)?|try|tried|trying|shar(?:e|ed|ing)|us(?:e|ed|ing)|open(?:ed|ing)?"
    r"|discuss(?:ed|ing)?|test(?:ed|ing)?)\b"
)
_ON_THE_WAY: Final = (
    r"(?: (?:had|have|got|gotten|get|found|find|managed?|been able|able|started?|yet|even|ever"
    r"|actually|really|quite|properly|all|an?|the|any|enough|much|chance|time|moment|minute|round"
    r"|around|to|for))*"
)
"""What may stand between "haven't" or "did you" and the use, as in "had the time to read"."""

UNUSED: Final = re.compile(
    r"(?P<yours>\byou(?:r \w+(?: \w+)?)? ?)?"
    r"(?:\b(?:(?:have|has|had|did|could)(?:n't| not)|never|still (?:needs?|have|has|got) to"
    rf"|(?:have|has) yet to)|'ve not){_ON_THE_WAY} (?:{_USE}|(?:time|chance)\b)",
    re.IGNORECASE,
)
"""That something was not used; ``yours`` where that is said of the other side."""

_USED: Final = re.compile(
    r"\b(?:you(?:'ve)?|your \w+|they|he|she|every(?:body|one)|any(?:body|one)|people)"
    rf"{_ON_THE_WAY} {_USE}",
    re.IGNORECASE,
)
"""A question whether somebody of the other side used something."""

_NOT_THERE: Final = re.compile(
    r"\bnever (?:got|came|arrived|reached|received|saw|turned up|showed|sent|landed|appeared)"
    r"|\bnothing (?:came|arrived|from|has)|\bno sign of|\bwhere(?:'s| is| are)\b"
    r"|\bstill (?:waiting|missing|no\b)"
    r"|(?:n't|\bnot)(?: ever| even| yet| actually)? (?:(?:get|got|had) (?:it|them|that|anything)\b"
    r"|received?|come|came|arrived?|reach(?:ed)?|sen[dt]|seen?)\b",
    re.IGNORECASE,
)
"""That a thing did not come, whatever else is said of it."""

LATE: Final = re.compile(
    r"\b(?:days?|weeks?|hours?) (?:too )?late\b|\bcame (?:in )?late\b|\btoo late\b"
    r"|\blater than (?:i|we|you|promised)"
    r"|\b(?:days?|weeks?) after (?:(?:i|we|you)(?:'d| had)? (?:said|promised)|it was due)"
    r"|\bsorry (?:it|that|they) (?:was|were) late|\boverdue\b|\bafter the deadline",
    re.IGNORECASE,
)
_MORE: Final = (
    r"(?:until|till|(?:(?:a|of|another|more|bit|little|few|extra|some|couple|good|full|working"
    rf"|business|\d+|{'|'.join(COUNTS)}) )*(?:longer|time|{UNIT})|a (?:bit|little)(?=[.,;!?]|$))"
)
MOVES: Final = re.compile(
    r"\b(?P<verb>push|move|shift|bump|postpone|delay|extend)(?:ed|d|ing)?\b[^.?!]{0,60}?"
    r"\b(?:to|until|till|back|by|out|from)\b",
    re.IGNORECASE,
)
MOVED: Final = re.compile(
    rf"\b(?:needs?|wants?|takes?|asked (?:me |us |you )?for|give me|give us"
    rf"|allow (?:me|us)) {_MORE}\b"
    r"|\b(?:won't|will not|not going to|(?:is|are)n't going to|can't|cannot|not be able to) "
    r"(?:now )?(?:make|be (?:done|ready|able|finished|there|with)|have|hit|finish|get|do|happen"
    r"|manage|come)\b"
    r"|\b(?:going to|gonna|will|'ll|might|may) (?:slip|be late|be delayed|take longer|run over)"
    r"|\b(?:run|runn)ing (?:late|behind)|\b(?:is|are|has been|have been|been) (?:slipping|delayed"
    r"|pushed|moved|postponed)|\b(?:instead|rather than|instead of)\b[^.?!]{0,40}?(?:\d|day\b"
    r"|week|month|originally|as planned)|'ll be the \w+ instead|\btake longer than"
    r"|\blater than (?:planned|expected|hoped)|\bhow about (?:the|on) \w+ instead",
    re.IGNORECASE,
)
_PAST: Final = (
    r"(?:sent|came|got|went|read|saw|spoke|rang|met|brought|ran|did|found|gave|took|told|wrote|built"
    r"|put|made|sat|had|heard|left|drove|bought|chose|paid|was|were|done|gone|seen|been|spoken"
    r"|taken|written|given|met|held|led|drew|tore|\w{2,}ed)"
)
DONE: Final = re.compile(
    rf"\b{_PAST}\b|\bthanks? (?:you )?(?:very much |so much |again )?for (?:the|your|those|that"
    r"|sending|getting|all)|\bas (?:promised|agreed|i said|you said|discussed|you can see)"
    r"|\bin (?:my|your|our|the) (?:inbox|post|mail|diary)|\bhere (?:it|they|he|she) (?:is|are)"
    r"|\b(?:is|are|it's|that's|they're|he's|she's) (?:up|live|done|ready|fixed|in place|signed"
    r"|sorted|in the|on the|through|installed|booked|attached|here)\b",
    re.IGNORECASE,
)
BETWEEN_US: Final = re.compile(
    r"\b(?:sent|came|arrived|reached|landed|received|mailed|emailed|posted|shipped|forwarded"
    r"|delivered|uploaded|turned up)\b|\b(?:got|had|read|seen|saw) (?:your|my)\b"
    r"|\b(?:thanks|thank you|cheers)\b|\bas (?:i |you |we )?(?:said|promised|agreed|discussed)\b"
    r"|\b(?:inbox|diary)\b|\bhere (?:it|they|he|she) (?:is|are)\b|\b(?:yesterday|already)\b"
    r"|\b(?:got|had) (?:\w+ ){1,3}(?:off|from) (?:you|me|us)\b"
    r"|\b(?:this|same|last|that) (?:morning|afternoon|evening|night|day|week|\w+day)\b"
    r"|\bthe (?:minute|moment)\b"
    r"|\bon (?:\w+day|the (?:\w+[- ])?(?:\d{1,2}(?:st|nd|rd|th)?|first|second|third|\w+th))\b",
    re.IGNORECASE,
)
"""That something went from one side to the other, was thanked for, or was done on some day."""

OWED: Final = re.compile(
    r"\b(?:still|yet|forgot|forgotten|owe|slipped|no (?:sign|news) of|ran out of time|outstanding"
    r"|sorry|dropped the ball|embarrassed)\b|\bnever (?:got|came|arrived|reached|received|turned up"
    r"|happened|showed|sent|did|made|saw|heard|landed|appeared)\b"
    r"|n't (?:get|got|send|sent|do|done|come|arrive|receive|had"
    r"|happen|manage|reach|make|finish|ready|write|written|ask|asked|call|called|ring|spoken"
    r"|booked|checked|signed|started|think)\b|\bwhere's (?:it|that|my|our)\b",
    re.IGNORECASE,
)
"""That something is not there which somebody waits for."""

IF: Final = re.compile(
    r"\b(?:if|would|unless)\b|'d (?!said|told|promised|agreed|asked)", re.IGNORECASE
)

_WAS: Final = re.compile(r"\b(?:was|were)\b", re.IGNORECASE)
_MISSES: Final = re.compile(
    r"\bwhere(?:'s| is| are)\b|\byou (?:said|promised)\b|\bstill\b|\bdon't think\b"
)
"""A question with one of these asks for what did not come."""

PRESUMES: Final = re.compile(
    r"\b(?:make sense|any good|any use|useful|helpful|hold up|how did you (?:like|find|get on with)"
    r"|what (?:did|do) (?:you|they|he|she) (?:think|make|say) (?:of|about))\b",
    re.IGNORECASE,
)
"""A question that asks how something was takes for granted that it was there."""

_UNREAL: Final = re.compile(
    r"\b(?:will|'ll|would|'d (?:like|love|want|need|have|rather|prefer)|if|should|could|can you"
    r"|going to|gonna|might|need to|have to|supposed to|want(?:ed)? to|used to|let's|let me"
    r"|shall|when do|until|'d not)\b",
    re.IGNORECASE,
)
_AHEAD: Final = re.compile(r"(?:by|until|till|before|within|no later)\b", re.IGNORECASE)
_YES: Final = re.compile(
    r"^(?:(?:oh|well|ha|ah|so|and|um|uh|thanks|hi|hello)[, ]+)*(?:yes|yeah|yep|yup|sure did"
    r"|of course|absolutely|indeed|pretty much|more or less"
    r"|(?:it|they|we|i|he|she|that|you)(?: all| both)? "
    r"(?:(?:did|has|have|had)\b(?!n't| not)|(?:was|were|do|does|is|are)(?=$|[,.!;])))",
    re.IGNORECASE,
)
_NO: Final = re.compile(
    r"^(?:(?:oh|well|ha|ah|so|and|um|uh|hi|hello)[, ]+)*"
    r"(?:no\b(?! (?:problem|worries|drama|complaints|idea))|nope"
    r"|not (?:yet|really|quite|at all)|nothing|(?:i'm |we're )?afraid not"
    r"|(?:it|they|we|i|he|she|that|you) (?:did|was|were|has|have|is|are|do|does)(?:n't| not))"
    r"|^(?:what|which) \w+(?: \w+)?\?$",
    re.IGNORECASE,
)
_ASKS: Final = re.compile(
    r"^(?:(?:and|so|okay|ok|oh|well|hi|hello|good|great|thanks|right|[\w]+,)[, ]+)*"
    r"(?:did|have|has|was|were|how|what did|what was|any (?:luck|news|word|progress)|is the|are the"
    r"|where|when did|who)\b",
    re.IGNORECASE,
)
_LOOKS_BACK: Final = re.compile(
    r"\b(?:did|have|has|had|was|were|got|come|came|arrived?|reach(?:ed)?|receive[ds]?"
    r"|any (?:luck|news|word|progress|sign)|(?:is|are) (?:the|it|that|they|your|my)|where|how"
    r"|what about)\b|^(?:(?:okay|ok|right|good|great|well)[, ]+)*and (?:the|your|my|our|those)\b",
    re.IGNORECASE,
)
"""A question that may ask what became of something."""

_REFERS: Final = re.compile(
    r"\b(?:it|them|they|that|those|this|one|him|her|he|she|did|done|didn't|both)\b", re.IGNORECASE
)


def outcomes(sentences: Sequence[Said], abouts: Sequence[frozenset[str]]) -> Iterator[Outcome]:
    """The outcomes that a call tells, in the order of the talk; ``abouts`` are the stems of each
    sentence (``matter``)."""
    for place, said in enumerate(sentences):
        if said.role not in ("rep", "customer"):
            continue
        text = plain(said.text)
        asked = _question_before(sentences, abouts, place)
        told = _answer(text) if asked is not None else None
        if told is not None and asked is not None:
            context = _joined(abouts, asked)
            told = _sharper(told, text)
            unused = _is_unused(told, sentences, place, asked)
            yield Outcome(said, told, abouts[place], context, True, True, unused=unused)
            continue
        told = _told(sentences, place, text)
        if told is None:
            continue
        context = frozenset[str]()
        if asked is not None:
            context = _joined(abouts, asked)
        elif _REFERS.search(text) or told is not Told.DONE:
            context = _joined(abouts, _before(sentences, place))
        weak = told is Told.DONE and not DONE.search(_WAS.sub(" ", text))
        direct = any(PRESUMES.search(plain(sentences[n].text)) for n in asked or ())
        unused = _is_unused(told, sentences, place, asked or ())
        yield Outcome(said, told, abouts[place], context, asked is not None, direct, weak, unused)


def _is_unused(told: Told, sentences: Sequence[Said], place: int, asked: Sequence[int]) -> bool:
    """Whether a sentence says of its own side, or in answer to a question, that it has not used
    something, and not that it did not come."""
    text = plain(sentences[place].text)
    if told is not Told.NOT_DONE or _NOT_THERE.search(text):
        return False
    found = UNUSED.search(text)
    own = found is not None and not found["yours"]
    return own or any(_USED.search(plain(sentences[n].text)) for n in asked)


def _told(sentences: Sequence[Said], place: int, text: str) -> Told | None:
    """What a sentence tells that is no plain answer. Questions tell nothing, but for those that
    take for granted that something was there and are not set right, or that ask to move it."""
    told = told_by(text)
    if told is Told.MOVED or not _asks(sentences[place]):
        return told
    if not PRESUMES.search(text):
        return told if told is Told.NOT_DONE and _MISSES.search(text) else None
    following = sentences[place + 1 : place + 2]
    return None if any(_NO.search(plain(said.text)) for said in following) else Told.DONE


def told_by(text: str, promised: str = "") -> Told | None:
    """What a sentence (see ``plain``) tells by its own words, None where nothing; ``promised`` are
    the words of the deed that it is about: who moves what was to be moved, does as promised.

    >>> told_by("i never got round to it"), told_by("the pack went out on tuesday")
    (<Told.NOT_DONE: 'not_done'>, <Told.DONE: 'done'>)
    >>> told_by("can we push it to the 20th"), told_by("i'll send it tomorrow")
    (<Told.MOVED: 'moved'>, None)
    >>> told_by("we moved it to the new server", promised="move your records to the new server")
    <Told.DONE: 'done'>
    """
    moves = MOVES.search(text)
    if MOVED.search(text) or (moves and not re.search(rf"\b{moves['verb']}", promised.lower())):
        return Told.MOVED
    if LATE.search(text):
        return Told.LATE
    if NOT_DONE.search(text) or UNUSED.search(text):
        return Told.NOT_DONE
    if found := DONE.search(text):
        ahead = _UNREAL.search(text[: found.start()]) or _AHEAD.match(due_words(text) or "")
        return None if ahead else Told.DONE
    return None


_APOSTROPHES: Final = re.compile(
    r"\b(do|did|have|has|is|are|was|were|would|could|should|had|does)nt\b|\b(wo|ca)nt\b",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """The words in lower case with straight apostrophes, those that raw speech lacks put in."""
    text = " ".join(text.lower().replace("\u2019", "'").split())
    return _APOSTROPHES.sub(lambda m: f"{m[1] or m[2]}n't", text)


def _sharper(told: Told, text: str) -> Told:
    """An answer that goes on to say more: "it did, but a week late"."""
    own = told_by(text)
    return own if own in (Told.LATE, Told.MOVED) or (own and told is Told.NOT_DONE) else told


def _answer(text: str) -> Told | None:
    if _NO.search(text):
        return Told.NOT_DONE
    return Told.DONE if _YES.search(text) else None


def _asks(said: Said) -> bool:
    return said.text.rstrip().endswith("?") or bool(_ASKS.match(plain(said.text)))


def _question_before(
    sentences: Sequence[Said], abouts: Sequence[frozenset[str]], place: int
) -> list[int] | None:
    """The sentences of the question that a turn's first sentence answers, None where it answers
    none: the last of the turn before, with what led up to it there where it says no matter."""
    said = sentences[place]
    if said.sentence != 0 or place == 0:
        return None
    before = sentences[place - 1]
    if before.role == said.role or not _asks(before) or not _LOOKS_BACK.search(plain(before.text)):
        return None
    if abouts[place - 1]:
        return [place - 1]
    return [n for n in (place - 2, place - 1) if n >= 0 and sentences[n].turn == before.turn]


def _before(sentences: Sequence[Said], place: int) -> list[int]:
    """What a sentence may refer back to: the one before in its turn, else the turn before."""
    said = sentences[place]
    own = [n for n in (place - 2, place - 1) if n >= 0 and sentences[n].turn == said.turn]
    if own:
        return own
    return [
        n for n in range(max(0, place - 3), place) if sentences[n].turn == sentences[place - 1].turn
    ]


def _joined(abouts: Sequence[frozenset[str]], places: Sequence[int]) -> frozenset[str]:
    return frozenset().union(*(abouts[n] for n in places))
