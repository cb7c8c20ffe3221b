"""Acts that plain words settle, whatever the model makes of the sentence, or tip where it leans.

``analyser/wordings`` holds the wordings. A few words take a label back.
"""

import re
from collections.abc import Mapping
from typing import Final

from analyser.conversation import Role
from analyser.wording import Pattern, plain
from analyser.wordings import all_wordings

SETTLED_PROBABILITY: Final = 0.6
LEAN: Final = 0.1
"""A model that gives a label so much leans to it: words that say it often are enough then."""

RIVALS: Final[Mapping[str, frozenset[str]]] = {
    "pressure": frozenset(),
    "price.cut": frozenset(),
    "candour.intent": frozenset(),
    "candour.limit": frozenset({"promise.bounded"}),
    "promise.over": frozenset({"promise.bounded", "price.cut", "question.leading"}),
    "reflect": frozenset({"question.open", "question.closed", "question.leading"}),
}
"""The labels that words can speak for, and those that mostly stand in place of one: where the model
is sure of such a rival, words do not outvote it."""

_REFUSES: Final = (
    r"\b(?:can't|cannot|can not|couldn't|won't|will not|wouldn't|don't|not going to|never"
    r"|nobody can|no one can|unable to|not able to)\s(?:\w+\s){0,2}"
)
TAKEN_BACK: Final[Mapping[str, Pattern]] = {
    "promise.over": re.compile(
        rf"{_REFUSES}(?:promise|guarantee|commit|say for sure|say for certain|swear|assure|rule out"
        rf"|vouch|(?:say|tell you) (?:that|whether|if))\b"
        rf"|{_REFUSES}(?:say|tell you|claim|pretend) (?:there|it|we|you|they|nothing|nobody"
        rf"|everything)(?:'ll| will| won't|'s going to|'re going to)\b"
        r"|\bno guarantees?\b"
    ),
    "promise.bounded": re.compile(
        r"\bbut (?:i|we)(?:'ll| can| do| will| personally)* (?:guarantee|swear)\b"
    ),
    "price.trade": re.compile(
        r"\bif (?:i|we) (?:talk|speak|ask|check|call|ring)\b(?: (?:to|with|my|our|the))*"
        r" (?:manager|boss|director|supervisor|finance|head office|vp|team)\b"
    ),
    "price.cut": re.compile(
        r"\b(?:contract|sla|agreement|terms) (?:already )?(?:gives?|says?|names?|has|have|includes?"
        r"|guarantees?|provides?|pays?)\b[^.;?]{0,60}\bcredits?\b"
        r"|\bof (?:her|his|their|your|somebody's|the team's) (?:own |working )?time\b"
    ),
}
"""Words that take a label back, whatever the model makes of the sentence: a refusal to promise, an
assurance after a limit, a condition on what the rep does alone, a credit due by the contract, what
somebody's time costs."""

INSTEAD: Final = {"promise.over": "promise.bounded", "promise.bounded": "promise.over"}
"""What a sentence is whose label was taken back, where nothing else is known of it."""


def settled(
    labels: Mapping[str, float],
    leanings: Mapping[str, float],
    words: str,
    role: Role | None,
) -> dict[str, float]:
    """The labels of a sentence with what its words settle.

    ``leanings`` are the model's probabilities of the labels that wordings speak for.

    >>> settled({"promise.over": 0.7}, {}, "I can't promise that it will work.", Role.REP)
    {'promise.bounded': 0.7}
    >>> settled({}, {}, "You'd be crazy not to take it.", Role.REP)
    {'pressure': 0.6}
    """
    words = plain(words)
    back = {n for n, said in TAKEN_BACK.items() if n in labels and said.search(words)}
    found = {name: p for name, p in labels.items() if name not in back}
    if not {"candour.limit", "pressure", *INSTEAD} & found.keys():
        found |= {other: labels[name] for name, other in INSTEAD.items() if name in back}
    for one in all_wordings() if role is Role.REP else ():
        enough = one.settles or leanings.get(one.label, 0.0) >= LEAN
        known = one.label in found or RIVALS[one.label] & found.keys()
        if enough and not known and one.said_in(words):
            found[one.label] = SETTLED_PROBABILITY
    return found
