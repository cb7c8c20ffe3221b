"""Whether the rep is open about limits, intentions and bad news.

Saying what one does not know or cannot do, naming a drawback, telling why one is here and
leaving the customer free: each makes everything else more credible, bad news most, if it comes
unasked and early. Pressure does the opposite; one lever pulled undoes much openness.

Unit:    balance of open and pressing acts, -1 to 1; 0 where neither was heard. Absent where
         neither was heard in less than 150 words.
Formula: (g - p) / (g + p + 1) for g sentences that admit a limit, take a bold word back or state
         the intent and p sentences of pressure; the 1 draws small numbers towards 0. Bad news (a
         delay, a fault, a price rise) counts 1.5 in g where nobody had asked for it, 0.75 where it
         came unasked but only in the last quarter of a call of 300 words or more.
Limits:  a limit that was hidden leaves no trace in the talk; a true deadline told plainly can
         sound like pressure; bad news is told from other limits by a list of words.
Source:  "Trust: a Primer", "Trust vs. Relationship", "Misconceptions about Trust-based Selling".
         The balance is a rule of thumb; on the written training calls, whose ratings are the
         writers', it goes with rated trust (rank correlation 0.68).

>>> from analyser.testing import marked_call
>>> call = marked_call("C: Does it sync?", "R: [candour.limit: Not with that one, I am afraid.]")
>>> candour.measure(call).value
0.5
"""

import re

from analyser.annotation import Act, AnnotatedCall
from analyser.conversation import Role
from analyser.conversation_terms import LEAVE_ALONE
from analyser.episodes.promise_grades import taken_back
from analyser.highlights import highlights
from analyser.progress import progress
from analyser.reading import Moment, Reading, Severity, counted, percent, signal

MIN_WORDS = 150
RECENT_TURNS = 2
LATE_SHARE = 0.75
LONG_CALL_WORDS = 300
VOLUNTEERED, LATE = 1.5, 0.75
BAD_NEWS = re.compile(
    r"\b(?:delay\w*|late|later than|slip\w*|push(?:ed|ing) (?:it |that )?back|behind schedule"
    r"|outage|went down"
    r"|broken?\b|bugs?|mistakes?|my fault|our fault|apolog\w*|sorry (?:for|about|that)|missed"
    r"|(?:won't|can't|couldn't) (?:make|hit"
    r"|meet|keep)|price (?:rise|increase)|(?:price|cost|fee|rate)s? (?:is|are) going up"
    r"|(?:product|been|being|safety) recall(?:s|ed)?"
    r"|discontinu\w*|bad news|won't like|went wrong|got (?:it|that|this) wrong|was wrong"
    r"|failed|leaving)\b",
    re.IGNORECASE,
)
APOLOGY = re.compile(r"\b(?:sorry|apolog\w*)\b", re.IGNORECASE)
"""Said for what was admitted before, it is no news."""

ASKING = frozenset({"question.info", "request", "objection", "price.objection"})
HURRY = re.compile(
    r"\b(?:today|tonight|tomorrow|now|week|month|ends?|expires?|deadline|last chance"
    r"|\w+ left|gone|quick(?:ly)?|limited|spots?|slots?|runs? out|before it|hurry)\b",
    re.IGNORECASE,
)
REFUSAL = re.compile(
    r"^\W*(?:(?:no|nope)\b(?!\W+(?:that's (?:clear|fine|good|great|all|right|ok|okay|it)"
    r"|it's (?:fine|ok)|go (?:ahead|on)|problem|worries|questions|not at all|all (?:clear|good)"
    r"|you're right)\b)"
    r"|(?:not interested|i'm not|we're not|i don't|we don't)\b)",
    re.IGNORECASE,
)
"""A no that is more than "no, that's clear"."""

AFTER_NO = '"It sounds as if this is not right for you. Shall we leave it, or what have I missed?"'
NO_HURRY = '"When would be the right time for you to decide, and what does that depend on?"'
LEAVE_FREE = '"What speaks for it from your side, and what speaks against it?"'


@signal(principle="Be open about limits, intentions and bad news.", unit="balance of candour")
def candour(call: AnnotatedCall) -> Reading:
    """Open acts less acts of pressure, drawn towards 0 where there are few."""
    limits = _limits(call)
    intents = call.find("candour.intent", by=Role.REP)
    pressure = call.find("pressure", by=Role.REP)
    words = sum(turn.words for turn in call.turns)
    news = [act for act in limits if BAD_NEWS.search(call.quote(*act.place))]
    volunteered = [
        act
        for act in news
        if not _asked(call, act)
        and (act == limits[0] or not APOLOGY.search(call.quote(*act.place)))
    ]
    late = [act for act in volunteered if _is_late(call, act)]
    good, bad = len(limits) + len(intents), len(pressure)
    open_worth = good + (VOLUNTEERED - 1) * (len(volunteered) - len(late)) + (LATE - 1) * len(late)
    if not good and not bad and words < MIN_WORDS:
        return Reading.absent(f"too little talk to hear candour or pressure: {words} words")
    first = min((progress(call, *act.place) for act in (*limits, *intents)), default=None)
    return Reading(
        round((open_worth - bad) / (open_worth + bad + 1), 4),
        n=good + bad,
        summary=(
            f"{counted(len(limits), 'limit')} admitted, intent stated "
            f"{counted(len(intents), 'time')}{_first(first)}{_news(news, volunteered)}; "
            f"{counted(bad, 'sentence')} of pressure."
        ),
        moments=(
            *(_pressed(call, act) for act in pressure),
            *(_told_late(act) for act in late),
            *highlights(
                "bad_news_volunteered",
                "The rep brought bad news before anyone asked.",
                (act for act in volunteered if act not in late),
            ),
            *highlights(
                "limit_admitted",
                "The rep said openly what is not known, cannot be done or does not suit.",
                (act for act in limits if act not in volunteered and _is_heard(call, act)),
            ),
            *highlights(
                "intent_stated", "The rep said what it is for and left the customer free.", intents
            ),
        ),
        details={
            "limits": float(len(limits)),
            "intents": float(len(intents)),
            "pressure": float(bad),
            "bad_news": float(len(news)),
            "bad_news_volunteered": float(len(volunteered)),
        }
        | ({} if first is None else {"first_at_share": round(first, 3)}),
    )


def _limits(call: AnnotatedCall) -> list[Act]:
    """Limits that the rep admits, with bold words taken back in turns that hold no other."""
    heard = call.find("candour.limit", by=Role.REP)
    turns = {act.turn for act in heard}
    back = {act.turn: act for act in reversed(taken_back(call)) if act.turn not in turns}
    return sorted((*heard, *back.values()), key=lambda act: act.place)


def _is_heard(call: AnnotatedCall, act: Act) -> bool:
    turn, sentence = act.place
    return act.label in call.turns[turn].sentences[sentence].labels


def _asked(call: AnnotatedCall, act: Act) -> bool:
    """Whether the customer had just asked, doubted or requested something."""
    for number in range(act.turn - 1, max(-1, act.turn - 1 - RECENT_TURNS), -1):
        if call.turns[number].role is Role.CUSTOMER:
            return bool(ASKING & call.labels_of(number)) or "?" in call.turns[number].text
    return False


def _is_late(call: AnnotatedCall, act: Act) -> bool:
    long = call.words_before[-1] >= LONG_CALL_WORDS
    return long and progress(call, *act.place) >= LATE_SHARE


def _news(news: list[Act], volunteered: list[Act]) -> str:
    if not news:
        return ""
    return f"; bad news {counted(len(news), 'time')}, {len(volunteered)} unasked"


def _told_late(act: Act) -> Moment:
    return Moment(
        "late_bad_news",
        *act.place,
        Severity.LOW,
        "The bad news came only near the end of the call.",
        '"Before anything else, there is something that you will not like: …"',
        act.probability,
    )


def _first(first: float | None) -> str:
    return "" if first is None else f", the first of these after {percent(first)} of the call"


def _pressed(call: AnnotatedCall, act: Act) -> Moment:
    if _after_no(call, act):
        severity, better = Severity.HIGH, AFTER_NO
        because = "The rep pressed on after the customer had said no or raised a doubt."
    else:
        severity = Severity.MEDIUM
        because = "The rep put pressure on the customer instead of leaving them free."
        better = NO_HURRY if HURRY.search(call.quote(*act.place)) else LEAVE_FREE
    return Moment("pressure", *act.place, severity, because, better, act.probability)


def _after_no(call: AnnotatedCall, act: Act) -> bool:
    """Whether what the customer said last, just before, was a doubt or a refusal, or the customer
    had asked before to be left alone."""
    if any(LEAVE_ALONE.search(t.text) for n, t in call.turns_by(Role.CUSTOMER) if n < act.turn):
        return True
    for number in range(act.turn - 1, max(-1, act.turn - 1 - RECENT_TURNS), -1):
        if call.turns[number].role is Role.CUSTOMER:
            doubts = {"objection", "price.objection"} & call.labels_of(number)
            return bool(doubts) or bool(REFUSAL.search(call.turns[number].text))
    return False
