"""Plain wordings that speak for a label: what is said, and what takes it back."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

Pattern = re.Pattern[str]

SOON: Final = (
    r"(?:now|today|tonight|tomorrow|this (?:minute|second|hour|afternoon|morning|evening|call)"
    r"|right (?:now|away)|on the spot|before (?:we|i|you) (?:hang up|leave|go|get off)"
    r"|by (?:noon|midnight|tonight|tomorrow|close of play|end of day|five|four|three))"
)
"""Parts that several wordings share."""

SUM: Final = r"(?:[$£€]?\d[\d,.]*k?|\w*(?:ty|teen)|(?:\w+ )?(?:hundred|thousand|grand))\b"
NOT: Final = r"\b(?:not|never|no|nor|nobody|without|can't|cannot|\w+n't)\b"
ASKED: Final = (
    r"^(?:(?:so|and|but|well|okay|now|then|right)[, ]+)*(?:do|does|did|is|are|was|were|can|could"
    r"|will|would|have|has|had|should|what|when|where|who|which|how|why)\b|\?\W*$"
)
TAGGED: Final = (
    r"\b(?:right|eh|hey|(?:do|don't|did|are|aren't|would|wouldn't|is|isn't|does|doesn't)"
    r" (?:you|he|she|it|they))\W*$"
)
HEDGED: Final = (
    r"\b(?:if|unless|typical\w*|usual\w*|normally|depend\w*|most(?:ly)?|might|(?<!by )(?<!in"
    r" )(?<!of )(?<!\d )may|could|would"
    r"|probably|likely|about|around|roughly|think|believe|hope|hoping|expect|as long as|provided"
    r"|assuming|once|some|sometimes|often|contract|sla|agreement|policy|warranty|in writing"
    r"|average|between|can't promise|cannot|can not|nobody|no one|not sure|don't know|should"
    r"|refund|up to|or so|maybe|perhaps|unlikely|aim|plan|target|try|guess|said|says|told|whether"
    r"|subject to|until)\b"
)


def plain(words: str) -> str:
    """The words in small letters and with straight apostrophes."""
    return words.lower().replace("\u2019", "'")


@dataclass(frozen=True)
class Wording:
    """One way of saying something that bears ``label``, in a rep's mouth.

    ``says`` and ``unless`` are patterns over the words of a sentence, ``unless`` names what takes
    it back: a denial, a condition, a question, somebody else's words. ``settles``: said so, the
    label stands whatever the model makes of it; otherwise only where the model leans to it.
    ``like`` is a sentence that says it, ``unlike`` one that only looks so. Patterns know small
    letters and straight apostrophes only: words go through ``plain`` first.

    >>> sold = Wording("few-left", "pressure", r"only one left", "Only one left!", "Not only one.")
    >>> sold.said_in(plain("There is ONLY one left")), sold.said_in("one left the room")
    (True, False)
    """

    name: str
    label: str
    says: str
    like: str
    unlike: str
    unless: str | None = None
    settles: bool = True

    @cached_property
    def _says(self) -> Pattern:
        return re.compile(self.says)

    @cached_property
    def _unless(self) -> Pattern | None:
        return None if self.unless is None else re.compile(self.unless)

    def said_in(self, words: str) -> bool:
        """Whether a sentence, made ``plain``, says it."""
        return bool(self._says.search(words)) and not (
            self._unless is not None and self._unless.search(words)
        )


@dataclass(frozen=True, slots=True)
class Wordings:
    """The wordings of one group of labels."""

    of: tuple[Wording, ...]
