"""How often somebody may ask: requests a second, attempts to sign in a minute.

Each process counts for itself, and only what is recent.
"""

from typing import Final

from limits import RateLimitItem, RateLimitItemPerMinute, RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from api.errors import TooOften

SIGN_INS: Final = RateLimitItemPerMinute(120)
"""From one address: passwords are slow to check, on purpose, and many may sit behind a proxy."""


class Limits:
    """``requests`` is how many a second one key or user may send, 0 for as many as they like."""

    def __init__(self, requests: int) -> None:
        self._counter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._requests = RateLimitItemPerSecond(requests) if requests else None

    def request(self, actor: str) -> None:
        """Count a request. Raises TooOften."""
        if self._requests is not None:
            self._count(self._requests, actor)

    def sign_in(self, address: str) -> None:
        """Count an attempt to sign in. Raises TooOften."""
        self._count(SIGN_INS, address)

    def _count(self, limit: RateLimitItem, name: str) -> None:
        if not self._counter.hit(limit, name):
            raise TooOften(f"expected at most {limit}, found more; wait a little and go on")
