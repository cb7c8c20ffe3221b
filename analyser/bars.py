"""Progress bars for people, where they look on: in a terminal and in a notebook."""

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

from tqdm import tqdm

Item = TypeVar("Item")


def bar(
    found: Iterable[Item], *, total: int | None, shown: bool | None, unit: str = " calls"
) -> Iterator[Item]:
    """The same items with a bar; ``shown`` None: on a terminal and in a notebook."""
    hidden = not (looked_at() if shown is None else shown)
    yield from tqdm(found, total=total, unit=unit, disable=hidden, smoothing=0.05)


def looked_at() -> bool:
    """Whether somebody sees a bar."""
    return "ipykernel" in sys.modules or sys.stderr.isatty()


def say(text: str) -> None:
    """Write a line to standard error, above a bar where there is one."""
    tqdm.write(text, file=sys.stderr)
