"""Past calls written down, so that what one call tells is worked out once."""

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from analyser.history.past_call import PastCall

if TYPE_CHECKING:
    from pydantic import TypeAdapter

RULES: Final = 6
"""Rises whenever the same reports come to tell something else: what was written down under other
rules is worked out anew. ``tests/history/test_keeping.py`` says when."""


def written(call: PastCall) -> str:
    """A past call as JSON; a price without a figure is ``Infinity``."""
    from pydantic_core import to_json

    return to_json(call, inf_nan_mode="constants").decode()


def read(text: str) -> PastCall:
    """The past call that was written."""
    return form().validate_json(text)


@lru_cache(maxsize=1)
def form() -> "TypeAdapter[PastCall]":
    """What is written down."""
    from pydantic import TypeAdapter

    return TypeAdapter(PastCall)
