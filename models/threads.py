"""Threads that each work alone.

How a matrix product is shared out among threads changes its last bits. So no product is shared:
each batch of windows is one thread's work, and the result is the same for any number of them.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from typing import TypeVar

import torch

Item = TypeVar("Item")
Result = TypeVar("Result")

THREADS_VARIABLE = "TRUST_ANALYSER_THREADS"
"""Environment: the number of threads of a process; without it as many as it may use cores."""


def thread_count() -> int:
    """How many threads this process analyses with, at least 1."""
    stated = os.environ.get(THREADS_VARIABLE, "")
    if stated.isdigit() and int(stated) > 0:
        return int(stated)
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


@lru_cache(maxsize=1)
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(thread_count(), "acts", initializer=_alone)


def _alone() -> None:
    torch.set_num_threads(1)


def in_threads(work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
    """The results in the order of the items; few are under way at once, however many there are."""
    _alone()
    waiting: deque[Future[Result]] = deque()
    for item in items:
        waiting.append(_pool().submit(work, item))
        if len(waiting) > 2 * thread_count():
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def side_by_side(work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
    """The results in the order of the items, as many at a time as there are threads: for calls,
    of which a short one keeps one thread busy. ``work`` may use ``in_threads`` itself."""
    _alone()
    with ThreadPoolExecutor(thread_count(), initializer=_alone) as pool:
        yield from pool.map(work, items)
