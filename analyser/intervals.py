"""How sure a figure is: 95 % intervals of means and shares."""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

DRAWS: Final = 2000
Z: Final = 1.959964


def mean_interval(values: Sequence[float]) -> tuple[float, float] | None:
    """The bootstrap interval of a mean, drawn with a fixed seed; None for fewer than three.

    Limits: values of few calls give intervals that are too narrow.
    """
    if len(values) < 3:
        return None
    found: NDArray[np.float64] = np.asarray(values, np.float64)
    draws = np.random.default_rng(0).integers(0, len(found), (DRAWS, len(found)))
    low, high = np.percentile(found[draws].mean(1), [2.5, 97.5])
    return float(low), float(high)


def share_interval(hits: int, n: int) -> tuple[float, float]:
    """Wilson's interval of a share; 0 to 1 where nothing was counted.

    Source: E. B. Wilson, Probable inference, JASA 22 (1927).

    >>> [round(edge, 2) for edge in share_interval(8, 10)]
    [0.49, 0.94]
    """
    if n == 0:
        return 0.0, 1.0
    share, z2 = hits / n, Z * Z
    middle = share + z2 / (2 * n)
    half = Z * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return max(0.0, (middle - half) / (1 + z2 / n)), min(1.0, (middle + half) / (1 + z2 / n))
