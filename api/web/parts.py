"""Lists that grow, a part of them on a page: the rest comes when somebody opens it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar

from fastapi import Query

from api.call_query import LARGEST

T = TypeVar("T")
Skip = Annotated[int, Query(ge=0, le=LARGEST)]


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """What of a list is shown, from the ``skip``th on, and how many come ``after``; ``size`` are
    shown at a time."""

    shown: Sequence[T]
    skip: int
    after: int
    size: int

    @property
    def following(self) -> int:
        """How many to skip for what comes after."""
        return self.skip + len(self.shown)

    @property
    def before(self) -> int:
        """How many to skip for what comes before."""
        return max(0, self.skip - self.size)


def part_of(found: Sequence[T], size: int, skip: int = 0, *, whole: bool = False) -> Part[T]:
    """So many of a list, or all of it.

    >>> part_of("abcde", 2, 2)
    Part(shown='cd', skip=2, after=1, size=2)
    """
    if whole:
        return Part(found, 0, 0, len(found))
    shown = found[skip : skip + size]
    return Part(shown, skip, max(0, len(found) - skip - len(shown)), size)
