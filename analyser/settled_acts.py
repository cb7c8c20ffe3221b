"""Acts that plain words settle, whatever the model makes of the sentence.

Two short lists: refusals to promise are no overpromise, and wordings that hardly anybody uses but
to press are pressure, unless they are denied or told of somebody else.
"""

import re
from collections.abc import Mapping
from typing import Final

from analyser.conversation import Role

BLUNT_PROBABILITY: Final = 0.6

_NO_PROMISE: Final = re.compile(
    r"\b(?:can't|cannot|can not|couldn't|won't|will not|wouldn't|don't|not going to|never"
    r"|nobody can|no one can|unable to|not able to)\s(?:\w+\s){0,2}"
    r"(?:promise|guarantee|commit|say for sure|say for certain|swear|assure|rule out|vouch"
    r"|(?:say|tell you) (?:that|whether|if))\b"
    r"|\bno guarantees?\b",
    re.IGNORECASE,
)
_BLUNT: Final = re.compile(
    r"\byou(?:'d| would) be (?:crazy|mad|silly|stupid|foolish|nuts|insane|a fool) (?:not )?to\b"
    r"|\bif you don't (?:sign|buy|decide|commit) (?:today|tonight|now|right now)\b"
    r"|\b(?:offer|price|deal|discount) (?:is|will be) gone (?:today|tonight|tomorrow|after)\b"
    r"|\b(?:sign|decide) (?:today|now|tonight) or (?:it's|it is|the \w+ is) (?:gone|off)\b"
    r"|\byou(?:'ll| will|'d| would) (?:kick yourself|kick yourselves|regret (?:it|this|that))\b"
    r"|\b(?:your|the) (?:very )?last chance\b|\bonce in a lifetime\b|\bclock(?:'s| is) ticking\b"
    r"|\btime(?:'s| is) running out\b|\bact (?:now|fast)\b|\bdon't (?:want to )?miss out\b"
    r"|\b(?:offer|deal|discount) (?:expires|ends|closes|runs out|dies)"
    r" (?:today|tonight|tomorrow|at (?:noon|midnight|\w+ o'clock)"
    r"|in (?:an|one|two|\d+) (?:hour|minute))"
    r"|\bonly (?:one|two|three|a few|a couple|\d+) (?:(?:spot|seat|place|slot|unit)s? )?left\b"
    r"|\bjust sign (?:here|it|this|now|today)\b"
    r"|\bneed (?:a yes|your (?:card|signature|answer)) (?:now|today|tonight|right now|by tonight)\b"
    r"|\byour (?:competitor|rival|neighbou?r)s? (?:has|have|is|are) already\b",
    re.IGNORECASE,
)
"""Chosen on the written training calls, where they are pressure nearly every time."""

_DENIED: Final = re.compile(
    r"\b(?:not|isn't|aren't|wasn't|never|no)(?: \w+)?\s$"
    r"|\b(?:they|he|she|who|people|others|some(?:one|body)|vendors?)\b.{0,30}\b(?:say|says|said|tell"
    r"|tells|told)\b",
    re.IGNORECASE,
)


def settled(labels: Mapping[str, float], words: str, role: Role | None) -> dict[str, float]:
    """The labels of a sentence with what its words settle.

    >>> settled({"promise.over": 0.7}, "I can't promise that it will work.", Role.REP)
    {}
    >>> settled({}, "You'd be crazy not to take it.", Role.REP)
    {'pressure': 0.6}
    """
    words = words.replace("\u2019", "'")
    found = dict(labels)
    if "promise.over" in found and _NO_PROMISE.search(words):
        del found["promise.over"]
    if role is Role.REP and "pressure" not in found and _presses(words):
        found["pressure"] = BLUNT_PROBABILITY
    return found


def _presses(words: str) -> bool:
    return any(not _DENIED.search(words[: match.start()]) for match in _BLUNT.finditer(words))
