"""How many uploads are in the house: some at work, a few waiting, the rest asked to come back."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from api.errors import RETRY_SECONDS, TooBusy


class Gate:
    """``workers`` uploads are analysed at a time, ``waiting`` more may be in the house.

    A place is taken before the body is read: so bodies in memory are bounded too.
    """

    def __init__(self, workers: int, waiting: int) -> None:
        self._places = BoundedSemaphore(workers + waiting)
        self._workers = BoundedSemaphore(workers)

    @contextmanager
    def place(self) -> Iterator[None]:
        """A place in the house. Raises TooBusy at once when all are taken."""
        if not self._places.acquire(blocking=False):
            raise TooBusy(
                "expected a free place for the upload, found all taken by others; "
                f"send it again in {RETRY_SECONDS} seconds"
            )
        try:
            yield
        finally:
            self._places.release()

    @contextmanager
    def work(self) -> Iterator[None]:
        """A turn at work; waits for it."""
        with self._workers:
            yield
