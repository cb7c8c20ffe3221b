"""The rep's acts of pressure: those that the model asserts, and blunt ones that it missed."""

import re
from typing import Final

from analyser.annotation import Act, AnnotatedCall
from analyser.conversation import Role

BLUNT_CONFIDENCE: Final = 0.6

_BLUNT: Final = re.compile(
    r"\byou(?:'d| would) be (?:crazy|mad|silly|stupid|foolish|a fool) (?:not )?to\b"
    r"|\bif you don't (?:sign|buy|decide|commit) (?:today|tonight|now|right now)\b"
    r"|\b(?:offer|price|deal|discount) (?:is|will be) gone (?:today|tonight|tomorrow|after)\b"
    r"|\b(?:sign|decide) (?:today|now|tonight) or (?:it's|it is|the \w+ is) (?:gone|off)\b",
    re.IGNORECASE,
)
"""Wordings that hardly anybody uses but to press; a short list on purpose."""


def pressing_acts(call: AnnotatedCall) -> tuple[Act, ...]:
    """Acts of pressure of the rep, in order.

    >>> from analyser.testing import marked_call
    >>> [a.place for a in pressing_acts(marked_call("C: No.", "R: You'd be crazy not to take it."))]
    [(1, 0)]
    """
    asserted = call.find("pressure", by=Role.REP)
    seen = {act.place for act in asserted}
    missed = (
        Act(number, place, "pressure", BLUNT_CONFIDENCE)
        for number, turn in call.turns_by(Role.REP)
        for place, sentence in enumerate(turn.sentences)
        if (number, place) not in seen and _BLUNT.search(sentence.text)
    )
    return tuple(sorted((*asserted, *missed), key=lambda act: act.place))
