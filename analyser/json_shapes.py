"""Looking into JSON of unknown origin without ever stumbling over its types."""

from collections.abc import Callable, Iterator
from typing import Any, Final

MAX_DEPTH: Final = 3
MAX_LOOKED_INTO: Final = 60
"""Envelopes are small: an object with more keys than this is data, not an envelope."""

Object = dict[str, Any]
Shape = Callable[[Object], bool]


def mapping(value: object) -> Object:
    """The value if it is a JSON object, else an empty one."""
    return value if isinstance(value, dict) else {}


def rows(value: object) -> list[Object]:
    """The objects of a JSON list, none for anything else."""
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def text_of(value: object) -> str:
    """The value if it is a string, else an empty one."""
    return value if isinstance(value, str) else ""


def first(row: Object, *keys: str) -> Any:
    """The first of the keys' values that is there and not null, else None."""
    return next((row[key] for key in keys if row.get(key) is not None), None)


def documents(data: object, shape: Shape) -> list[Object]:
    """The objects of a shape: the top level, one in an envelope, or each row of a list.

    An answer of a service is often saved inside others (``{"data": {"result": {...}}}``), and
    several answers as a list or as JSON Lines. A list counts when its first object is of the shape.

    >>> documents({"data": {"monologues": []}}, lambda d: "monologues" in d)
    [{'monologues': []}]
    """
    if isinstance(data, list):
        found = [_inside(row, shape, MAX_DEPTH) for row in data[:1]]
        if not found or found[0] is None:
            return []
        each = (_inside(row, shape, MAX_DEPTH) for row in data)
        return [row for row in each if row is not None]
    one = _inside(data, shape, MAX_DEPTH)
    return [] if one is None else [one]


def _inside(data: object, shape: Shape, depth: int) -> Object | None:
    """The object of the shape nearest to the top, in the first row of a list at most."""
    level: list[object] = [data]
    for _ in range(depth + 1):
        objects = [row for row in level if isinstance(row, dict)]
        for row in objects:
            if shape(row):
                return row
        level = [value for row in objects for value in _values(row)]
    return None


def _values(row: Object) -> Iterator[object]:
    if len(row) <= MAX_LOOKED_INTO:
        for value in row.values():
            yield value[0] if isinstance(value, list) and len(value) == 1 else value
