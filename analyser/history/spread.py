"""How a score goes over calls: mean, spread, interval and trend, or why that cannot be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import fmean, median, stdev
from typing import Any, Final

MIN_CALLS: Final = 4
"""With fewer calls neither spread nor trend means anything."""

TREND_LEVEL: Final = 0.1
"""A trend is told where an order as plain as this comes by chance less often (Kendall, exact)."""

T_975: Final = (
    *(12.71, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160),
    *(2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056),
    *(2.052, 2.048, 2.045, 2.042),
)
"""Student's t at 97.5 %, for 1 to 30 degrees of freedom."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Of ``n`` scores (0 to 100) in the order of the calls: mean, standard deviation, the 95 %
    interval of the mean from ``low`` to ``high``, and ``trend`` (``rising``, ``falling`` or
    ``none``) with ``change`` in points a call. All None with ``absent_because`` saying why."""

    n: int
    mean: float | None = None
    sd: float | None = None
    low: float | None = None
    high: float | None = None
    trend: str | None = None
    change: float | None = None
    absent_because: str | None = None

    def to_dict(self) -> dict[str, Any]:
        names = ("n", "mean", "sd", "low", "high", "trend", "change", "absent_because")
        return {name: getattr(self, name) for name in names}


def spread(scores: Sequence[float | None]) -> Spread:
    """The spread of the scores that are there.

    >>> spread([50.0, 60.0, None]).absent_because
    'not enough calls: 2 with a score, 4 are needed'
    >>> spread([50.0, 55.0, 61.0, 70.0]).trend
    'rising'
    """
    told = [score for score in scores if score is not None]
    if len(told) < MIN_CALLS:
        return Spread(
            len(told),
            absent_because=f"not enough calls: {len(told)} with a score, {MIN_CALLS} are needed",
        )
    mean, sd = fmean(told), stdev(told)
    free = len(told) - 1
    half = (T_975[free - 1] if free <= len(T_975) else 1.96) * sd / len(told) ** 0.5
    slopes = [(b - a) / (j - i) for (i, a), (j, b) in combinations(enumerate(told), 2)]
    return Spread(
        len(told),
        round(mean, 1),
        round(sd, 1),
        round(max(0.0, mean - half), 1),
        round(min(100.0, mean + half), 1),
        _trend(told),
        round(median(slopes), 2),
    )


def _trend(scores: Sequence[float]) -> str:
    signs = [(b > a) - (b < a) for a, b in combinations(scores, 2)]
    balance = sum(signs)
    if _chance(len(scores), abs(balance)) >= TREND_LEVEL:
        return "none"
    return "rising" if balance > 0 else "falling"


def _chance(n: int, balance: int) -> float:
    """How often ``n`` scores in random order are at least so plainly ordered, either way."""
    counts = [1]
    for size in range(2, n + 1):
        wider = [0] * (len(counts) + size - 1)
        for inversions, ways in enumerate(counts):
            for more in range(size):
                wider[inversions + more] += ways
        counts = wider
    pairs = n * (n - 1) // 2
    as_plain = sum(ways for k, ways in enumerate(counts) if abs(pairs - 2 * k) >= balance)
    return as_plain / sum(counts)
