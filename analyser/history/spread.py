"""How a score goes over calls: mean, spread, interval and trend, or why that cannot be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, combinations
from statistics import fmean, median, stdev
from typing import Any, Final

MIN_CALLS: Final = 4
"""With fewer calls neither spread nor trend means anything."""

TREND_LEVEL: Final = 0.1
"""A trend is told where an order as plain as this comes by chance less often (Kendall, exact)."""

TREND_CALLS: Final = 50
"""A trend is that of the newest so many calls: what was before is another story."""

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
    ``none``) with ``change`` in points a call, both of the newest 50. All None with
    ``absent_because`` saying why."""

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
        return too_few(len(told))
    return spread_of(len(told), fmean(told), stdev(told), told[-TREND_CALLS:])


def too_few(n: int) -> Spread:
    """The spread of so few scores that nothing can be told."""
    return Spread(n, absent_because=f"not enough calls: {n} with a score, {MIN_CALLS} are needed")


def spread_of(n: int, mean: float, sd: float, newest: Sequence[float]) -> Spread:
    """The spread of ``n`` scores, at least MIN_CALLS, of which mean and standard deviation are
    known; ``newest`` are the last TREND_CALLS of them, or all."""
    half = (T_975[n - 2] if n - 1 <= len(T_975) else 1.96) * sd / n**0.5
    slopes = [(b - a) / (j - i) for (i, a), (j, b) in combinations(enumerate(newest), 2)]
    return Spread(
        n,
        round(mean, 1),
        round(sd, 1),
        round(max(0.0, mean - half), 1),
        round(min(100.0, mean + half), 1),
        _trend(newest),
        round(median(slopes), 2),
    )


def _trend(scores: Sequence[float]) -> str:
    balance = sum((b > a) - (b < a) for a, b in combinations(scores, 2))
    if abs(balance) < _needed(len(scores)):
        return "none"
    return "rising" if balance > 0 else "falling"


@lru_cache(maxsize=TREND_CALLS)
def _needed(n: int) -> int:
    """How far the ordered pairs of ``n`` scores must outweigh the others for a trend."""
    counts = [1]
    for size in range(2, n + 1):
        # Scores in random order have so many inversions in so many of the ways there are.
        sums = list(accumulate(counts, initial=0))
        counts = [
            sums[min(k + 1, len(counts))] - sums[max(0, k + 1 - size)]
            for k in range(len(counts) + size - 1)
        ]
    pairs, ways = n * (n - 1) // 2, sum(counts)
    as_plain, inversions = 0, -1
    while as_plain / ways < TREND_LEVEL:
        inversions += 1
        as_plain += counts[inversions] * (1 if 2 * inversions == pairs else 2)
    # One less than the next: ties leave balances between.
    return pairs - 2 * inversions + 1
