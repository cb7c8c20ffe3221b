"""Shelves: folders in which each file defines one thing, named after the file."""

import importlib
import pkgutil
from types import ModuleType
from typing import TypeVar

T = TypeVar("T")


def collect(package: ModuleType, kind: type[T]) -> dict[str, T]:
    """Take from each file of a package the thing it is named after, sorted by name.

    Raises TypeError when a file does not define a ``kind`` under its own name, so that a
    misspelt file fails at once instead of silently missing.
    """
    things: dict[str, T] = {}
    for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda i: i.name):
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        thing = getattr(module, info.name, None)
        if not isinstance(thing, kind):
            raise TypeError(
                f"{module.__name__} must define a {kind.__name__} called {info.name!r}, "
                f"but has {type(thing).__name__}"
            )
        things[info.name] = thing
    return things
