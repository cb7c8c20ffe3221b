"""The correlation id of the request at hand."""

from contextvars import ContextVar
from typing import Final

HEADER: Final = "X-Request-ID"
current: ContextVar[str | None] = ContextVar("request_id", default=None)


def request_id() -> str | None:
    """The id, None outside of a request."""
    return current.get()
