"""Progress bars for people, where they look on: in a terminal and in a notebook."""

import sys
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from tqdm import tqdm

Item = TypeVar("Item")


def bar(
    found: Iterable[Item], *, total: int | None, shown: bool | None, unit: str = " calls"
) -> Iterator[Item]:
    """The same items with a bar; ``shown`` None: on a terminal and in a notebook."""
    yield from tqdm(found, total=total, unit=unit, smoothing=0.05, **place(shown))


def place(shown: bool | None) -> dict[str, Any]:
    """Where a bar goes, if anywhere, as tqdm is told. Notebooks take standard error for trouble."""
    in_notebook = "ipykernel" in sys.modules
    seen = in_notebook or sys.stderr.isatty()
    return {
        "file": sys.stdout if in_notebook else sys.stderr,
        "disable": not (seen if shown is None else shown),
    }


def say(text: str) -> None:
    """Write a line to standard error, above a bar where there is one."""
    tqdm.write(text, file=sys.stderr)
