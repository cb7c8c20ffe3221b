"""Shelf of wordings: one group of labels a file, each with how its labels are plainly said.

They were written from the codebook and measured on the labelled training calls: `make wordings`
prints how often each is said there and how often the label stands.
"""

from functools import lru_cache

import analyser.wordings as shelf
from analyser.shelf import collect
from analyser.wording import Wording, Wordings


@lru_cache(maxsize=1)
def all_wordings() -> tuple[Wording, ...]:
    """Every wording of the shelf, in order of file and place."""
    return tuple(one for group in collect(shelf, Wordings).values() for one in group.of)
