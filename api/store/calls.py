"""What a store of calls promises, whatever it is made of."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from analyser.errors import DamagedInput


@dataclass(frozen=True, slots=True)
class KeptCall:
    """A call's report as JSON text, under the id that the store gave it."""

    id: str
    report: str


@dataclass(frozen=True, slots=True)
class CallSummary:
    """A kept call in a list. ``created_at`` is ISO 8601 in UTC; ``high_moments`` counts the
    moments of severity high."""

    id: str
    source: str
    date: str | None
    account: str | None
    trust_score: float | None
    created_at: str
    high_moments: int


@dataclass(frozen=True, slots=True)
class CallPage:
    """Calls, newest first, and the cursor that leads to older ones (None at the end)."""

    items: tuple[CallSummary, ...]
    next_cursor: int | None


class CallStore(Protocol):
    """Every method raises StoreError when the store does not answer."""

    def find(self, key: str) -> KeptCall | None:
        """The call kept under a key of content and options, if any."""

    def keep(self, key: str, report: Mapping[str, Any]) -> tuple[KeptCall, bool]:
        """Keep a report, on disk when this returns; False with the one kept first, if any."""

    def get(self, call_id: str) -> KeptCall:
        """The call of an id. Raises CallNotFound."""

    def page(self, limit: int, cursor: int | None = None) -> CallPage:
        """At most ``limit`` calls, from the newest or from where a cursor points."""

    def delete(self, call_id: str) -> None:
        """Forget a call. Raises CallNotFound."""

    def check(self) -> None:
        """Nothing, where the store answers."""

    def close(self) -> None:
        """Let go of files and connections."""


def report_text(report: Mapping[str, Any]) -> str:
    """A report as JSON text that every reader takes: no lone surrogates, no NaN.

    Both can only stem from damaged transcripts. Raises DamagedInput for facts about a call that
    are nested beyond reading.
    """
    try:
        text = json.dumps(report, ensure_ascii=False, allow_nan=False)
    except ValueError:
        text = json.dumps(_finite(report), ensure_ascii=False)
    except RecursionError as error:
        raise DamagedInput("expected plain facts about the call, found deep nesting") from error
    return text.encode("utf-8", "replace").decode("utf-8")


def _finite(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _finite(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(one) for one in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
