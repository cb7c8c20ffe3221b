"""Progress bars for people, where they look on: in a terminal and in a notebook."""

import logging
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from tqdm import tqdm

Item = TypeVar("Item")


def bar(
    found: Iterable[Item], *, total: int | None, shown: bool | None, unit: str = " calls"
) -> Iterator[Item]:
    """The same items with a bar; ``shown`` None: on a terminal and in a notebook."""
    yield from tqdm(found, total=total, unit=unit, smoothing=0.05, **place(shown))


def place(shown: bool | None) -> dict[str, Any]:
    """Where a bar goes, if anywhere, as tqdm is told."""
    in_notebook = "ipykernel" in sys.modules
    seen = in_notebook or sys.stderr.isatty()
    if not (seen if shown is None else shown):
        return {"disable": True}
    return {"file": _Output() if in_notebook else sys.stderr, "disable": False}


class _Output:
    """One line below a notebook's cell, in place of which each further one is written: rendered
    notebooks would keep every state of a bar."""

    encoding = "utf-8"

    def __init__(self) -> None:
        self.shown: Any = None

    def write(self, text: str) -> None:
        from IPython.display import display

        line = {"text/plain": text.strip()}
        if not text.strip():
            return
        if self.shown is None:
            self.shown = display(line, raw=True, display_id=True)
        else:
            self.shown.update(line, raw=True)

    def flush(self) -> None:
        """Nothing waits."""


def say(text: str) -> None:
    """Write a line to standard error, above a bar where there is one."""
    tqdm.write(text, file=sys.stderr)


@contextmanager
def saying(logger: str) -> Iterator[None]:
    """Meanwhile what a logger tells is said, above a bar where there is one."""
    log, sayer = logging.getLogger(logger), _Sayer()
    log.addHandler(sayer)
    log.setLevel(logging.INFO)
    try:
        yield
    finally:
        log.removeHandler(sayer)
        log.setLevel(logging.NOTSET)


class _Sayer(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        say(f"analyser: {record.getMessage()}")
