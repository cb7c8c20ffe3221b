"""The wire format of reps and accounts: how it goes over many calls."""

from typing import Literal

from pydantic import Field

from api.review_schemas import ID
from api.schemas import Count, Role, Score, Share, Wire

Fate = Literal["kept", "renegotiated", "broken", "silent", "open"]


class Spread(Wire):
    """How scores lie over calls: mean, standard deviation, the 95 % interval of the mean, and the
    trend of the newest 50 with its change in points a call. All null where it cannot be told,
    with the reason."""

    n: Count = Field(examples=[12], description="calls with a score")
    mean: Score | None = Field(examples=[64.2])
    sd: float | None = Field(examples=[8.1])
    low: Score | None = Field(examples=[59.1])
    high: Score | None = Field(examples=[69.3])
    trend: Literal["rising", "falling", "none"] | None = Field(examples=["none"])
    change: float | None = Field(examples=[0.4])
    absent_because: str | None = Field(examples=[None])


class Overview(Wire):
    """A rep or an account with its analysed calls."""

    name: str = Field(examples=["Ann Lee"])
    calls: Count = Field(examples=[12])
    high_moments: Count = Field(examples=[5], description="moments of severity high")
    first_day: str | None = Field(examples=["2026-01-12"])
    last_day: str | None = Field(examples=["2026-03-04"])
    trust: Spread


class OverviewList(Wire):
    """Reps or accounts by name, never in the order of a score. ``next_cursor`` leads on, null at
    the end."""

    items: list[Overview]
    next_cursor: str | None = Field(examples=["ann lee"])


class Point(Wire):
    """A call in a trend."""

    call: str = Field(examples=[ID])
    source: str = Field(examples=["acme.vtt"])
    day: str | None = Field(examples=["2026-03-04"])
    trust_score: Score | None = Field(examples=[71.4])


class Evidence(Wire):
    """The sentence of a later call that told what became of a promise."""

    call: str = Field(examples=[ID])
    date: str | None
    turn: Count
    sentence: Count
    speaker: str | None
    told: str
    match: Share
    quote: str


class LedgerEntry(Wire):
    """A promise and what became of it. ``by_hand`` says that somebody said so (POST
    /v1/commitments/{commitment_id}/fates), else the calls tell it, by their ``evidence``."""

    commitment: str | None = Field(examples=[ID])
    call: str = Field(examples=[ID])
    date: str | None = Field(examples=["2026-03-04"])
    turn: Count
    sentence: Count
    by: Role
    speaker: str | None = Field(examples=["Ann Lee"])
    to: str | None
    what: str = Field(examples=["send the security pack"])
    due: str | None = Field(examples=["2026-03-06"])
    due_text: str | None = Field(examples=["by Friday"])
    certainty: str = Field(examples=["firm"])
    quote: str
    fate: Fate
    by_hand: bool
    evidence: Evidence | None


class Statement(Wire):
    """One side of a contradiction."""

    call: str = Field(examples=[ID])
    turn: Count
    sentence: Count
    speaker: str | None
    quote: str


class Contradiction(Wire):
    """Two statements of one side that disagree."""

    topic: str = Field(examples=["price"])
    by: Role
    earlier: Statement
    later: Statement


class OverallReading(Wire):
    """What a signal says over several calls."""

    value: Share | None
    unit: str | None
    absent_because: str | None
    summary: str
    principle: str
    n: Count
    details: dict[str, float]


class OverTime(Overview):
    """A rep's or an account's calls over time. ``points`` are the newest, oldest of them first;
    of ``looked_at`` of them the reports were read together for all that follows. A rep's ledger
    holds the own promises, an account's those of both sides."""

    points: list[Point]
    looked_at: Count
    signals: dict[str, Spread] = Field(default_factory=dict)
    follow_through: OverallReading | None = None
    customer_follow_through: OverallReading | None = None
    consistency: OverallReading | None = None
    ledger: list[LedgerEntry]
    contradictions: list[Contradiction] = Field(default_factory=list)
    warnings: list[str]
