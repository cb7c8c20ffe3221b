"""The wire format of review: moments over all calls, and what people say about them."""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, StringConstraints, field_validator

from analyser.codebook import LABELS
from api.schemas import CallIn, Count, Role, Share, Wire

Said = Literal["confirmed", "dismissed", "unsure"]
Severity = Literal["high", "medium", "low", "good"]
ID = "0195a1c2-7e4b-7c3d-9a51-3f0e6b2d8c17"


class Transcript(CallIn):
    """A call as it was read: what may be handed in again."""

    model_config = ConfigDict(extra="allow")

    turns: list[Any]


Written = Annotated[str, Field(min_length=1, max_length=2000, pattern=r"^[^\x00]*$")]
Title = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]*$"
    ),
]
CommitmentFate = Literal["kept", "broken", "renegotiated"]


class ReviewMoment(Wire):
    """A moment and its call. ``verdict`` is the newest one, null until somebody judged it;
    ``assignee`` is the id of the user who is to look at it; ``current`` is false where a later
    analysis no longer finds it."""

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
    current: bool
    assignee: str | None = Field(examples=[None])
    call: str = Field(examples=[ID], description="the id that the call is kept under")
    source: str = Field(examples=["acme.vtt"])
    title: str | None = Field(examples=["Acme: first talk"])
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


class MomentEvent(Wire):
    """What was done with a moment. ``target`` is the id of the user who is to look at it (null for
    nobody), or of the collection; a judgement has a verdict; ``text`` is what was written."""

    at: str = Field(examples=["2026-03-04T16:20:11.402Z"])
    actor: str = Field(examples=[f"user:{ID}"])
    what: Literal["judged", "commented", "assigned", "collected", "removed", "taken_back"]
    target: str | None = Field(examples=[None])
    verdict: Said | None
    corrected: str | None = Field(examples=[None])
    text: str | None = Field(examples=["Asked first, gave in later."])


class MomentHistory(Wire):
    """All that was done with a moment, newest first."""

    items: list[MomentEvent]


class CommentIn(Wire):
    """What somebody writes."""

    text: Written = Field(examples=["Ask what the deadline is for before you offer a date."])


class Comment(Wire):
    """What somebody wrote about a call, or about the moment of an id."""

    id: str = Field(examples=[ID])
    moment: str | None = Field(examples=[ID])
    author: str = Field(examples=[f"user:{ID}"])
    text: str = Field(examples=["Ask what the deadline is for before you offer a date."])
    created_at: str = Field(examples=["2026-03-04T16:20:11.402Z"])


class CommentList(Wire):
    """Comments, oldest first."""

    items: list[Comment]


class CollectionIn(Wire):
    """A collection to be."""

    name: Title = Field(examples=["Why before how much"])
    about: Written | None = Field(None, examples=["Reps who asked before they gave a price."])


class CollectionChange(Wire):
    """What changes of a collection; what is left out stays."""

    name: Title | None = Field(None, examples=["Why before how much"])
    about: Written | None = Field(None, examples=["Reps who asked before they gave a price."])


class Collection(Wire):
    """Moments put together by hand; ``size`` counts those that whoever asks may see."""

    id: str = Field(examples=[ID])
    name: str = Field(examples=["Why before how much"])
    about: str | None = Field(examples=["Reps who asked before they gave a price."])
    created_by: str = Field(examples=[f"user:{ID}"])
    created_at: str = Field(examples=["2026-03-04T16:20:11.402Z"])
    size: Count = Field(examples=[7])


class CollectionList(Wire):
    """A team's collections, by name."""

    items: list[Collection]


class ExampleIn(Wire):
    """What a moment is an example of."""

    note: Written | None = Field(None, examples=["Two questions, then the price."])


class Example(Wire):
    """A moment in a collection."""

    moment: ReviewMoment
    added_at: str = Field(examples=["2026-03-04T16:20:11.402Z"])
    added_by: str | None = Field(examples=[f"user:{ID}"])
    note: str | None = Field(examples=["Two questions, then the price."])


class ExampleList(Wire):
    """A collection's moments, the newest in it first. ``next_cursor`` leads on, null at the end."""

    items: list[Example]
    next_cursor: str | None = Field(examples=[ID])


class Commitment(Wire):
    """Who will do what by when, and in which call it was said. ``fate`` is what somebody said
    became of it, null where nobody did; what the calls tell of it is in the account's ledger."""

    id: str = Field(examples=[ID])
    turn: Count
    sentence: Count
    by: Role
    speaker: str | None = Field(examples=["Ann Lee"])
    what: str = Field(examples=["send the security pack"])
    due: str | None = Field(examples=["2026-03-06"])
    due_text: str | None = Field(examples=["by Friday"])
    quote: str = Field(examples=["I'll send the security pack by Friday."])
    fate: CommitmentFate | None = Field(examples=["kept"])
    call: str = Field(examples=[ID], description="the id that the call is kept under")
    source: str = Field(examples=["acme.vtt"])
    rep: str | None = Field(examples=["Ann Lee"])
    account: str | None = Field(examples=["Acme"])
    date: str | None = Field(examples=["2026-03-04T10:00:00Z"])


class CommitmentList(Wire):
    """Commitments, newest first. ``next_cursor`` leads to older ones, null at the end."""

    items: list[Commitment]
    next_cursor: int | None = Field(examples=[41])


class FateIn(Wire):
    """What somebody says became of a commitment; null leaves it to the calls again."""

    fate: CommitmentFate | None = Field(examples=["kept"])
    comment: Written | None = Field(None, examples=["Came by mail on Thursday."])


class SaidFate(Wire):
    """What was said became of a commitment, by whom and when."""

    id: str = Field(examples=[ID])
    author: str = Field(examples=[f"user:{ID}"])
    fate: CommitmentFate | None = Field(examples=["kept"])
    comment: str | None = Field(examples=["Came by mail on Thursday."])
    created_at: str = Field(examples=["2026-03-04T16:20:11.402Z"])


class FateList(Wire):
    """All that was said became of a commitment, newest first: that counts."""

    items: list[SaidFate]


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
