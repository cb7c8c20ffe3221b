"""Work shared out among processes that hold the model in common.

The workers are forked from a process of its own (``multiprocessing``'s fork server) that has
loaded the model and nothing else: its memory is theirs too, and no thread of the caller, of a
notebook say, is forked along. Where there is no forking (Windows), each worker loads it.
"""

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from multiprocessing.context import BaseContext
from typing import Final, Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

AHEAD: Final = 4
"""So many items a worker are under way, however many there are."""

PREFIX: Final = "TRUST_ANALYSER_"


def spread(
    work: Callable[[Item], Result],
    items: Iterable[Item],
    *,
    workers: int,
    lost: Callable[[Item], Result],
) -> Iterator[Result]:
    """The results in the order of the items, which are taken as they are needed.

    When a worker dies, what was under way is tried once more, each alone in a fresh process;
    ``lost`` says what stands for an item whose worker dies again.
    """
    spreading = _Spreading(work, workers, lost)
    try:
        for item in items:
            spreading.begin(item)
            if len(spreading.waiting) >= AHEAD * workers:
                yield spreading.next()
        while spreading.waiting:
            yield spreading.next()
    finally:
        spreading.pool.shutdown(cancel_futures=True)


class _Spreading(Generic[Item, Result]):
    def __init__(
        self, work: Callable[[Item], Result], workers: int, lost: Callable[[Item], Result]
    ) -> None:
        self.work, self.workers, self.lost = work, workers, lost
        self.pool = _pool(workers)
        self.waiting: deque[tuple[Item, Future[Result]]] = deque()

    def begin(self, item: Item) -> None:
        try:
            future = self.pool.submit(self.work, item)
        except BrokenProcessPool:
            self.pool.shutdown()
            self.pool = _pool(self.workers)
            future = self.pool.submit(self.work, item)
        self.waiting.append((item, future))

    def next(self) -> Result:
        item, future = self.waiting.popleft()
        try:
            return future.result()
        except BrokenProcessPool:
            return self._alone(item)

    def _alone(self, item: Item) -> Result:
        with _pool(1) as pool:
            try:
                return pool.submit(self.work, item).result()
            except BrokenProcessPool:
                return self.lost(item)


def _pool(workers: int) -> ProcessPoolExecutor:
    ours = {name: text for name, text in os.environ.items() if name.startswith(PREFIX)}
    return ProcessPoolExecutor(workers, mp_context=_context(), initializer=_begin, initargs=(ours,))


@lru_cache(maxsize=1)
def _context() -> BaseContext:
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["analyser.batch.preload"])
    return context


def _begin(environment: dict[str, str]) -> None:
    """In a worker: the caller's settings of today, and one thread, for each keeps a core busy.

    A terminal's Ctrl-C goes to all processes: the caller alone answers it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.update(environment)
    os.environ[f"{PREFIX}THREADS"] = "1"
