"""What a process does from time to time, by itself: a thread with a list of chores."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Thread

from api.errors import StoreError

log = logging.getLogger("trust_analyser")


@dataclass(frozen=True, slots=True)
class Chore:
    """``do`` does a part of the work, True where there is more; it is called every so often.

    Where there is more, the next part comes after a rest of ``rest`` times what this one took.
    """

    name: str
    do: Callable[[], bool]
    every_seconds: float
    rest: float = 0


class Chores:
    """Does each chore when its time has come, and all when woken. Use it as a context."""

    def __init__(self, name: str, *chores: Chore) -> None:
        self._chores = chores
        self._due = dict.fromkeys((chore.name for chore in chores), 0.0)
        self._woken = Event()
        self._stop = Event()
        self._thread = Thread(target=self._run, name=name, daemon=True)

    def __enter__(self) -> "Chores":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._woken.set()
        self._thread.join()

    def wake(self) -> None:
        """Do everything soon."""
        self._woken.set()

    def _run(self) -> None:
        while not self._stop.is_set():
            if self._woken.is_set():
                self._woken.clear()
                self._due = dict.fromkeys(self._due, 0.0)
            for chore in self._chores:
                if self._due[chore.name] <= (began := time.monotonic()):
                    more = self._do(chore)
                    now = time.monotonic()
                    rest = chore.rest * (now - began) if more else chore.every_seconds
                    self._due[chore.name] = now + rest
            self._woken.wait(max(0, min(self._due.values()) - time.monotonic()))

    def _do(self, chore: Chore) -> bool:
        if self._stop.is_set():
            return False
        try:
            return chore.do()
        except StoreError as error:
            log.error("%s: %s", chore.name, error)
        except Exception as error:
            # The thread must live as long as the process; a message may quote the talk.
            log.error("%s: %s", chore.name, type(error).__name__)
        return False
