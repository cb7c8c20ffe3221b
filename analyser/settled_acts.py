"""Acts that plain words settle, whatever the model makes of the sentence, or tip where it leans.

``analyser/wordings`` holds the wordings. Refusals to promise are no overpromise.
"""

import re
from collections.abc import Mapping
from typing import Final

from analyser.conversation import Role
from analyser.wording import plain
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

_NO_PROMISE: Final = re.compile(
    r"\b(?:can't|cannot|can not|couldn't|won't|will not|wouldn't|don't|not going to|never"
    r"|nobody can|no one can|unable to|not able to)\s(?:\w+\s){0,2}"
    r"(?:promise|guarantee|commit|say for sure|say for certain|swear|assure|rule out|vouch"
    r"|(?:say|tell you) (?:that|whether|if))\b"
    r"|\bno guarantees?\b"
)


def settled(
    labels: Mapping[str, float],
    leanings: Mapping[str, float],
    words: str,
    role: Role | None,
) -> dict[str, float]:
    """The labels of a sentence with what its words settle.

    ``leanings`` are the model's probabilities of the labels that wordings speak for.

    >>> settled({"promise.over": 0.7}, {}, "I can't promise that it will work.", Role.REP)
    {}
    >>> settled({}, {}, "You'd be crazy not to take it.", Role.REP)
    {'pressure': 0.6}
    """
    words = plain(words)
    found = dict(labels)
    if "promise.over" in found and _NO_PROMISE.search(words):
        del found["promise.over"]
    for one in all_wordings() if role is Role.REP else ():
        enough = one.settles or leanings.get(one.label, 0.0) >= LEAN
        known = one.label in found or RIVALS[one.label] & found.keys()
        if enough and not known and one.said_in(words):
            found[one.label] = SETTLED_PROBABILITY
    return found
