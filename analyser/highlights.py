"""Good moments: the few acts of a kind that are shown as praise."""

from collections.abc import Iterable
from typing import Final

from analyser.annotation import Act
from analyser.reading import Moment, Severity

MOST: Final = 3
"""More praise of one kind than this tells a coach nothing new."""


def highlights(kind: str, because: str, acts: Iterable[Act]) -> list[Moment]:
    """The surest acts, three at most, as good moments in the order of the talk.

    >>> highlights("insight_given", "The rep knew it.", [Act(2, 0, "insight", 0.9)])[0].turn
    2
    """
    best = sorted(acts, key=lambda act: (-act.probability, act.place))[:MOST]
    return [
        Moment(kind, *act.place, Severity.GOOD, because, confidence=act.probability)
        for act in sorted(best, key=lambda act: act.place)
    ]
