"""Concrete sentences that would have served better, fitted to what the customer asked.

Templates only: they ask, and never put a fact, a price or a promise into the rep's mouth.
"""

import re
from typing import Final

from analyser.conversation_terms import MONEY
from analyser.matters import Matter, matter_of
from analyser.money import PERCENT, amount_words, amounts
from analyser.spoken_dates import dates_in

_RIVAL: Final = re.compile(
    r"\b(?:already (?:have|use|got|work)|happy with|current (?:vendor|supplier|provider|system)"
    r"|competitor|(?:other|another|one more|different)"
    r" (?:vendor|supplier|provider|company|quote|bid|firm)s?)\b",
    re.IGNORECASE,
)
_THINK: Final = re.compile(r"\b(?:think (?:about|it over|on it)|sleep on it)\b", re.IGNORECASE)
_TIMING: Final = re.compile(
    r"\bnot (?:now|yet|ready)\b|\b(?:right|good|best) time\b|\btoo (?:busy|early|soon)\b"
    r"|\bnext (?:year|quarter|month|season)\b|\b(?:rush|hurry|heads[ -]down|swamped|snowed under)\b"
    r"|\bin the middle of\b|\bnext (?:few|couple of|two|three|six) (?:weeks|months)\b"
    r"|\btaking our time\b|\bdown the (?:road|line)\b",
    re.IGNORECASE,
)
_OTHERS_SAY: Final = re.compile(
    r"\b(?:(?:talk|speak) (?:to|with)|let me ask|s?he(?:'ll| will| won't|'d)|sign (?:it|off)"
    r"|(?:my|our|the) (?:boss|manager|director|board|wife|husband|partner|owner|cfo|ceo))\b",
    re.IGNORECASE,
)
_PAID: Final = re.compile(
    r"\b(?:we|i)(?:'re| are| were| was|'m| am)? (?:\w+ )?(?:had|pay|paid|paying|at)\b"
    r"|\b(?:at the moment|now|before|currently)\b",
    re.IGNORECASE,
)
_ELSEWHERE: Final = re.compile(
    r"\b(?:quoted|cheaper|lower|less|charges?|(?:they|he|she|others?|another|competitor)(?:'s|'re)?)\b",
    re.IGNORECASE,
)
_OURS: Final = re.compile(
    r"\b(?:your (?:\w+ )?(?:price|quote|proposal|offer|figure|number|rate|fee|bid|estimate)s?"
    r"|you(?:'re| are| were)(?: \w+)? (?:at|asking|charging|quoting)"
    r"|you(?:'ve)? (?:quoted|asked|said|want|charge))\b",
    re.IGNORECASE,
)
_CLAUSES: Final = re.compile(
    r"[.;!?—–,]\s|\s(?:but|while|whereas|and (?=(?:you|your|we|they|he|she|it|i|our|my|the)\b))\s?",
    re.IGNORECASE,
)
_BY_SO_MUCH: Final = re.compile(
    r"(?:\d|k|grand|hundred|thousand|quid|pounds?|dollars?|bucks|euros?)\s"
    r"(?:more|less|cheaper|dearer|higher|lower|extra)\b",
    re.IGNORECASE,
)
"""What tells two prices apart is neither of them."""

LEAST_FIGURE: Final = 20
"""A bare figure below this is most likely a part of one, as in "under four"."""


_PROBES: Final = {
    Matter.PRICE: (
        '"Help me understand what is behind that: is it the budget itself, '
        'or what you would get for it? What are you comparing it with?"'
    ),
    Matter.TRIAL: '"What would you need to see in it to be sure, and who would judge that?"',
    Matter.TERMS: (
        '"What is it about those terms that worries you? What would they protect you from?"'
    ),
    Matter.DOCUMENT: (
        '"Gladly. So that it answers the right thing: who will read it, and what for?"'
    ),
    Matter.FEATURE: '"What would that let you do, and how do you get by without it today?"',
    Matter.DATE: '"What makes that day important, and what happens if it can\'t be done by then?"',
    Matter.MEETING: '"Gladly. What would you like to have settled when we are done?"',
    Matter.CONTACT: '"Gladly. What would you like to have settled by then?"',
    Matter.WORK: '"So that I get this right: what is behind it, and what would a good outcome be?"',
}


_IMAGINE: Final = re.compile(
    r"\b(?:wouldn't|would(?: you)? not|imagine|what if|how (?:great|good|nice))\b", re.IGNORECASE
)
_WANT: Final = re.compile(
    r"\byou(?:'d| would| do|'ll)? (?:\w+ )?(?:want|like|need|love|rather)\b|\bdon't you want\b",
    re.IGNORECASE,
)


def probe_for(request: str, *, about_price: bool) -> str:
    """A sentence that digs under a request.

    >>> probe_for("Can you get it live by the end of March?", about_price=False)
    '"What makes the end of March important, and what happens if it can\\'t be done by then?"'
    """
    matter = matter_of(request, about_price=about_price)
    dates = dates_in(request)
    if matter is Matter.DATE and dates:
        return f'"What makes {dates[0]} important, and what happens if it can\'t be done by then?"'
    return _PROBES[matter]


def before_the_price(pressed: str | None) -> str:
    """What to say before the price moves; ``pressed`` are the customer's words, None where nobody
    had pressed.

    >>> before_the_price("Could you do it for 80?")
    '"How did you get to 80, and what would have to be in it to be worth more to you?"'
    >>> before_the_price("We were expecting 45, and your proposal is at 62.")
    '"How did you get to 45, and what would have to be in it to be worth more to you?"'
    >>> before_the_price("We had something at 120 before.")
    '"What do you get for 120 today, and what would you miss in it?"'
    """
    if pressed is None:
        return "Name the price and its worth, and wait for what the customer says to it."
    named = [
        a
        for a in amounts(_without_ours(pressed))
        if len(a.readings) <= 2 and (a.unit is not None or a.value >= LEAST_FIGURE)
    ]
    where = "there" if _ELSEWHERE.search(pressed) else "today" if _PAID.search(pressed) else None
    if named and where:
        if named[-1].unit == PERCENT or _BY_SO_MUCH.search(pressed):
            return '"What is in the other offer, and what would you miss in it?"'
        figure = amount_words(named[-1])
        return f'"What do you get for {figure} {where}, and what would you miss in it?"'
    if named:
        return (
            f'"How did you get to {amount_words(named[-1])}, '
            'and what would have to be in it to be worth more to you?"'
        )
    return (
        '"Before we talk numbers: what are you comparing it with, '
        'and what would have to be true for it to be worth it?"'
    )


def _without_ours(pressed: str) -> str:
    """The customer's words without the clauses that name the seller's own price."""
    clauses = _CLAUSES.split(pressed)
    return "; ".join(clause for clause in clauses if not _OURS.search(clause))


def return_for(matter: Matter, words: str) -> str:
    """What to ask for in exchange for something that is about to be given.

    >>> return_for(Matter.DATE, "Can you set it up by Friday?")
    '"For that to work by Friday, who on your side would have to do what, and when?"'
    """
    dates = dates_in(words, preposition=True)
    if matter is Matter.PRICE:
        return (
            '"If we found a way on the price, what could you do in return: '
            'the term, the volume, the date of signing, a reference?"'
        )
    if matter is Matter.TERMS:
        return '"If we found a way on those terms, what could you commit to in return?"'
    if matter is Matter.DOCUMENT:
        return '"Once you have read it, shall we take half an hour to go through it together?"'
    if matter is Matter.CONTACT:
        return '"Gladly. What will you have had time to look at by then?"'
    if matter is Matter.TRIAL:
        return '"If it shows what you need to see, what would be the next step on your side?"'
    if dates:
        return f'"For that to work {dates[0]}, who on your side would have to do what, and when?"'
    return '"Once you have that, what would be the next step on your side, and by when?"'


def probe_for_doubt(doubt: str) -> str:
    """A sentence that digs under an objection.

    >>> probe_for_doubt("I am not sure my team would use it.")
    '"What makes you say that, and what would have to be different for it to work for you?"'
    """
    if MONEY.search(doubt):
        return _PROBES[Matter.PRICE]
    if _RIVAL.search(doubt):
        return '"What do you value about the other one, and what would you change if you could?"'
    if _OTHERS_SAY.search(doubt):
        return '"Who else has a say in it, and what will matter most to them?"'
    if _TIMING.search(doubt):
        return '"What has to happen on your side first, and when would be a good time for it?"'
    if _THINK.search(doubt):
        return '"What would you want to think through, and with whom? What would help with that?"'
    return '"What makes you say that, and what would have to be different for it to work for you?"'


def leading_instead(question: str) -> str:
    """How to ask without the answer inside.

    >>> leading_instead("Wouldn't it be great if that took a minute?")
    '"What would that change for you, if anything?"'
    """
    if _IMAGINE.search(question):
        return '"What would that change for you, if anything?"'
    if _WANT.search(question):
        return '"What matters most to you in this, and what matters less?"'
    return '"How do you see that, and how is it for you today?"'
