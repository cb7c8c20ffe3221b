"""The wire format of review: moments over all calls, and what people say about them."""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, field_validator

from analyser.codebook import LABELS
from api.schemas import CallIn, Count, Role, Share, Wire

Said = Literal["confirmed", "dismissed", "unsure"]
Severity = Literal["high", "medium", "low", "good"]
ID = "0195a1c2-7e4b-7c3d-9a51-3f0e6b2d8c17"


class Transcript(CallIn):
    """A call as it was read: what may be handed in again."""

    model_config = ConfigDict(extra="allow")

    turns: list[Any]


class ReviewMoment(Wire):
    """A moment and its call. ``verdict`` is the newest one, null until somebody judged it;
    ``assignee`` is the id of the user who is to look at it."""

    id: str = Field(examples=[ID])
    kind: str = Field(examples=["premature_price_cut"])
    signal: str = Field(examples=["price_discipline"])
    severity: Severity
    confidence: Share
    role: Role | None
    turn: Count
    sentence: Count
    quote: str
    because: str
    instead: str
    verdict: Said | None
    assignee: str | None = Field(examples=[None])
    call: str = Field(examples=[ID], description="the id that the call is kept under")
    source: str = Field(examples=["acme.vtt"])
    rep: str | None = Field(examples=["Ann Lee"])
    account: str | None = Field(examples=["Acme"])
    date: str | None = Field(examples=["2026-03-04T10:00:00Z"])


class MomentList(Wire):
    """Moments, gravest and surest first. ``next_cursor`` leads on, null at the end."""

    items: list[ReviewMoment]
    next_cursor: str | None = Field(examples=[ID])


class VerdictIn(Wire):
    """What somebody says about a moment. ``corrected`` is the codebook's label that the sentence
    bears instead, with ``dismissed`` alone; the moment's own label says that the sentence was read
    right, and is no such moment all the same."""

    verdict: Said = Field(examples=["dismissed"])
    corrected: str | None = Field(None, examples=["price.state"])
    comment: Annotated[str | None, Field(max_length=2000, pattern=r"^[^\x00]*$")] = None

    @field_validator("corrected")
    @classmethod
    def _is_known(cls, corrected: str | None) -> str | None:
        if corrected is not None and corrected not in LABELS:
            raise ValueError(f"expected a label of the codebook: {', '.join(LABELS)}")
        return corrected


class Verdict(Wire):
    """What was said about a moment, by whom and when."""

    model_config = ConfigDict(from_attributes=True, extra="ignore")

    id: str = Field(examples=[ID])
    reviewer: str = Field(examples=[f"user:{ID}"])
    verdict: Said
    corrected: str | None
    comment: str | None
    created_at: str = Field(examples=["2026-03-04T16:20:11.402Z"])


class VerdictList(Wire):
    """All that was said about a moment, newest first."""

    items: list[Verdict]


class Assignment(Wire):
    """Whose moment it is to look at: a user's id, or null for nobody's."""

    user: str | None = Field(examples=[ID])


class Lesson(Wire):
    """A line of the export: see docs/learning.md."""

    text: str
    role: Literal["rep", "customer"]
    label: str = Field(examples=["price.cut"])
    verdict: Said
    corrected: str | None
    call: str
    turn: Count
    sentence: Count
    before: list[dict[str, Any]]
    reviewer: str = Field(examples=[f"user:{ID}"])


class Agreement(Wire):
    """On one kind of moment: how many verdicts confirm what was found (``unsure`` ones aside), and
    Cohen's kappa between coaches over the ``pairs`` of verdicts on one moment. Intervals of 95 %;
    null where it cannot be told. The engine calls each moment one, so that between it and coaches
    the share that they confirm stands in place of a kappa."""

    kind: str = Field(examples=["premature_price_cut"])
    judged: Count
    confirmed: Count
    unsure: Count
    confirmed_share: Share | None
    confirmed_interval: tuple[float, float] | None
    pairs: Count
    agreed: Count
    kappa: float | None = Field(ge=-1, le=1)
    kappa_interval: tuple[float, float] | None


class AgreementList(Wire):
    """Kinds of moments that somebody judged, by name."""

    items: list[Agreement]
