"""Chores: done in their time, at once where there is more, with a rest where one is asked."""

import time
from collections.abc import Iterator
from threading import Event

from api.work.chores import Chore, Chores

PART = 0.02


def parts(wanted: int, enough: Event) -> Iterator[bool]:
    """A part that takes a while, so many times; True where there is more."""
    for n in range(wanted):
        time.sleep(PART)
        yield n < wanted - 1
    enough.set()
    while True:
        yield False


def took(rest: float) -> float:
    """Seconds that five parts take."""
    enough = Event()
    work = parts(5, enough)
    began = time.monotonic()
    with Chores("test", Chore("parts", lambda: next(work), every_seconds=0.01, rest=rest)):
        assert enough.wait(30)
    return time.monotonic() - began


def test_a_chore_with_a_rest_leaves_the_processor_to_others() -> None:
    assert took(rest=9) >= 4 * 10 * PART


def test_a_chore_that_fails_is_called_again() -> None:
    calls: list[int] = []
    enough = Event()

    def do() -> bool:
        calls.append(1)
        if len(calls) > 2:
            enough.set()
        raise ValueError

    with Chores("test", Chore("fails", do, every_seconds=0.01)):
        assert enough.wait(30)
