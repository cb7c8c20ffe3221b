"""What a service answers, as values. Facts that a newer service adds are passed over."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar


@dataclass(frozen=True, slots=True)
class Session:
    """Who asks, and what they may do (``calls:read``, ``reviews:write``, ...)."""

    name: str
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeptCall:
    """A call in a list. ``id`` is the one to ask for it by; times are ISO 8601."""

    id: str
    state: str
    source: str
    title: str | None
    source_id: str | None
    rep: str | None
    account: str | None
    opportunity: str | None
    type: str | None
    outcome: str | None
    date: str | None
    trust_score: float | None
    high_moments: int
    model: str | None
    created_at: str
    analysed_at: str | None
    error_type: str | None
    error_detail: str | None


@dataclass(frozen=True, slots=True)
class KeptMoment:
    """A moment and its call. ``verdict`` is the newest one, None until somebody judged it;
    ``current`` is False where a later analysis no longer finds it."""

    id: str
    call: str
    kind: str
    signal: str
    severity: str
    confidence: float
    role: str | None
    turn: int
    sentence: int
    quote: str
    because: str
    instead: str
    verdict: str | None
    current: bool
    assignee: str | None
    source: str
    title: str | None
    rep: str | None
    account: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was said about a moment, by whom and when."""

    id: str
    reviewer: str
    verdict: str
    corrected: str | None
    comment: str | None
    created_at: str


@dataclass(frozen=True, slots=True)
class Job:
    """Work behind the requests: counts of its items; ``finished_at`` is None until none waits."""

    id: str
    kind: str
    created_at: str
    finished_at: str | None
    waiting: int
    done: int
    failed: int


@dataclass(frozen=True, slots=True)
class JobItem:
    """One file or call of a job. ``call`` is the id of what came of it; ``is_new`` is False
    where that was kept before."""

    name: str
    state: str
    call: str | None
    is_new: bool
    error_type: str | None
    error_detail: str | None


@dataclass(frozen=True, slots=True)
class KeptReport:
    """The report of a kept call; notebooks show it, ``analyser.plots`` draw it."""

    call: str
    facts: Mapping[str, Any] = field(repr=False)

    def to_dict(self) -> dict[str, Any]:
        """The report's one JSON form."""
        return dict(self.facts)

    def _repr_html_(self) -> str:
        from analyser.page.document import framed

        return framed([self.facts])


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A call that was handed in under ``name``, and its id at the service. ``is_new`` is False
    where the service had it before; ``report`` is None where a key may not read it."""

    name: str
    call: str
    is_new: bool
    report: KeptReport | None = None


Value = TypeVar("Value")


def value_of(kind: type[Value], facts: Mapping[str, Any]) -> Value:
    """The value of a JSON object; what it leaves out is None.

    >>> value_of(Uploaded, {"name": "a.vtt", "call": "1", "is_new": True, "more": 0}).report
    """
    return kind(**{one.name: facts.get(one.name) for one in fields(kind)})  # type: ignore[arg-type]
