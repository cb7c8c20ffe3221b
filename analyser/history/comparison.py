"""Whether somebody's scores differ from everybody else's: told only where they plainly do."""

from collections.abc import Sequence
from math import sqrt
from statistics import NormalDist, fmean, variance
from typing import Final, Literal

FEWEST: Final = 8
"""With fewer calls on either side nothing is compared."""
Difference = Literal["above", "below", "none"]


def difference(
    own: Sequence[float], others: Sequence[float], comparisons: int = 1
) -> Difference | None:
    """Which side of the others' mean score one's own plainly lies; ``none`` where that cannot be
    said, None of too few calls.

    Plainly: a 95 % interval of the difference of the means (Welch) leaves out nought, made wider
    for as many comparisons as stand side by side (Bonferroni).
    Limits: calls of one account are not independent; the normal distribution makes intervals of
    few calls a little too narrow.

    >>> difference([70.0, 72.0] * 6, [50.0, 58.0] * 20, 12)
    'above'
    >>> difference([52.0, 60.0] * 6, [50.0, 58.0] * 20), difference([90.0], [10.0] * 20)
    ('none', None)
    """
    if min(len(own), len(others)) < FEWEST:
        return None
    wide = NormalDist().inv_cdf(1 - 0.025 / comparisons)
    half = wide * sqrt(variance(own) / len(own) + variance(others) / len(others))
    apart = fmean(own) - fmean(others)
    return "none" if abs(apart) <= half else "above" if apart > 0 else "below"
