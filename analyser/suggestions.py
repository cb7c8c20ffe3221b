"""Concrete sentences that would have served better, fitted to what the customer asked.

Templates only: they ask, and never put a fact, a price or a promise into the rep's mouth.
"""

import re
from typing import Final

from analyser.conversation_terms import DATE_WORDS, MONEY
from analyser.matters import Matter, matter_of
from analyser.money import amount_words, amounts

_PREPOSITION: Final = re.compile(r"^(?:by|on|before|until|within|in|for|at)\s+", re.IGNORECASE)
_RIVAL: Final = re.compile(
    r"\b(?:already (?:have|use|got|work)|happy with|current (?:vendor|supplier|provider|system)"
    r"|competitor|other (?:vendor|supplier|provider)s?)\b",
    re.IGNORECASE,
)
_LATER: Final = re.compile(
    r"\b(?:think (?:about|it over)|not (?:now|yet|ready|the right time)|next (?:year|quarter)"
    r"|too (?:busy|early|soon)"
    r"|talk (?:to|with) (?:my|our))\b",
    re.IGNORECASE,
)
_EVER: Final = re.compile(
    r"\b(?:never|always|every|any|all|whatever|no matter|zero|cannot|can't|won't)\b", re.IGNORECASE
)
_OUTCOME: Final = re.compile(
    r"\d|%|\b(?:double|triple|half|twice|percent|save|saving|return|revenue|sales"
    r"|pays? for itself)",
    re.IGNORECASE,
)


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
    Matter.WORK: '"So that I get this right: what is behind it, and what would a good outcome be?"',
}


def probe_for(request: str, *, about_price: bool) -> str:
    """A sentence that digs under a request.

    >>> probe_for("Can you get it live by the end of March?", about_price=False)
    '"What makes by the end of March important, and what happens if it can\\'t be done by then?"'
    """
    matter = matter_of(request, about_price=about_price)
    if matter is Matter.DATE and (date := DATE_WORDS.search(request)):
        day = date.group(0).strip()
        return f'"What makes {day} important, and what happens if it can\'t be done by then?"'
    return _PROBES[matter]


def before_the_price(pressed: str | None) -> str:
    """What to say before the price moves; ``pressed`` are the customer's words, None where nobody
    had pressed.

    >>> before_the_price("Could you do it for 80?")
    '"How did you get to 80, and what would have to be in it to be worth more to you?"'
    """
    if pressed is None:
        return "Name the price and its worth, and wait for what the customer says to it."
    named = [amount for amount in amounts(pressed) if len(amount.readings) <= 2]
    if named:
        return (
            f'"How did you get to {amount_words(named[-1])}, '
            'and what would have to be in it to be worth more to you?"'
        )
    return (
        '"Before we talk numbers: what are you comparing it with, '
        'and what would have to be true for it to be worth it?"'
    )


def bounded_instead(promise: str, *, own_deed: bool = False) -> str:
    """How to say what was promised with its limit in view; ``own_deed``: the rep would do it.

    >>> bounded_instead("You will be live by Friday.")
    '"What I can tell you about Friday is what it depends on: …"'
    """
    if date := DATE_WORDS.search(promise):
        day = _PREPOSITION.sub("", date.group(0).strip())
        return f'"What I can tell you about {day} is what it depends on: …"'
    if _OUTCOME.search(promise):
        return '"Here is the range that others have seen, and what decides where you would land: …"'
    if own_deed:
        return '"Let me find out what we can really do. By when do you need to know?"'
    if _EVER.search(promise):
        return '"Here is where it does that well, and here is where it has its limits: …"'
    return '"Here is what I am sure of, and here is what I have to check before I say yes: …"'


def return_for(matter: Matter, words: str) -> str:
    """What to ask for in exchange for something that is about to be given.

    >>> return_for(Matter.DATE, "Can you set it up by Friday?")
    '"For that to work by Friday, who on your side would have to do what, and when?"'
    """
    date = DATE_WORDS.search(words)
    if matter is Matter.PRICE:
        return (
            '"If we found a way on the price, what could you do in return: '
            'the term, the volume, the date of signing, a reference?"'
        )
    if matter is Matter.TERMS:
        return '"If we found a way on those terms, what could you commit to in return?"'
    if matter is Matter.DOCUMENT:
        return '"Once you have read it, shall we take half an hour to go through it together?"'
    if matter is Matter.TRIAL:
        return '"If it shows what you need to see, what would be the next step on your side?"'
    if date:
        return (
            f'"For that to work {date.group(0).strip()}, who on your side would have to do what, '
            'and when?"'
        )
    return '"Once you have that, what would be the next step on your side, and by when?"'


def probe_for_doubt(doubt: str) -> str:
    """A sentence that digs under an objection.

    >>> probe_for_doubt("I am not sure my team would use it.")
    '"What makes you say that, and what would have to be different for it to work for you?"'
    """
    if MONEY.search(doubt):
        return _PROBES[Matter.PRICE]
    if _RIVAL.search(doubt):
        return '"What do you value about what you have, and what would you change if you could?"'
    if _LATER.search(doubt):
        return '"What would you want to think through, and with whom? What would help with that?"'
    return '"What makes you say that, and what would have to be different for it to work for you?"'
