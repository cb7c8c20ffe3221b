"""Shelf of signals: one a file, found by walking the folder."""

from functools import lru_cache

from analyser import signals as _shelf
from analyser.reading import Signal
from analyser.shelf import collect


@lru_cache(maxsize=1)
def all_signals() -> dict[str, Signal]:
    """The signals on the shelf by name."""
    return collect(_shelf, Signal)
