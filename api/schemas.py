"""The wire format. Reports go out as the analyser wrote them; their schema here says how."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.facts import MAX_CHARS, MAX_REPS

Role = Literal["rep", "customer", "other"]
Score = Annotated[float, Field(ge=0, le=100)]
Share = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=0)]

EXAMPLE_CALL: dict[str, Any] = {
    "id": "acme-2026-03-04",
    "meta": {"title": "First talk", "date": "2026-03-04T10:00:00Z", "account": "Acme"},
    "turns": [
        {"speaker": "Lee Park", "role": "customer", "text": "We need it live by March."},
        {"speaker": "Ann Lee", "role": "rep", "text": "Why is March important to you?"},
    ],
}


class Wire(BaseModel):
    """What all of the wire format shares."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, from_attributes=True)


class TurnIn(BaseModel):
    """One speaker's uninterrupted talk; times in seconds from the start."""

    model_config = ConfigDict(allow_inf_nan=False)

    speaker: str | None = None
    role: Role | None = None
    text: str
    start: float | None = None
    end: float | None = None


class CallIn(BaseModel):
    """A call as the project's own JSON. Facts that are not known are left out."""

    model_config = ConfigDict(allow_inf_nan=False, json_schema_extra={"examples": [EXAMPLE_CALL]})

    id: str | None = Field(None, max_length=MAX_CHARS)
    meta: dict[str, Any] = Field(
        default_factory=dict, description="title, date (ISO 8601), account, call_type, participants"
    )
    turns: list[TurnIn] = Field(min_length=1)


class Participant(Wire):
    name: str
    role: Role | None
    role_from: Literal["stated", "domain", "option", "inferred"] | None
    role_confidence: Share
    words: Count
    talk_share: Share


class Trust(Wire):
    absent_because: str | None
    base: float
    contributions: dict[str, float]
    capped_by: float
    interval: tuple[Score, Score] | None = Field(description="where four of five raters would be")
    evidence_share: Share


class ProfileName(Wire):
    """What the call was scored by: reports with the same name and hash were scored alike."""

    name: str = Field(examples=["default"])
    hash: str = Field(examples=["9f2c41d07be3"])


class CallType(Wire):
    """What type of call it is; name and from are null where it cannot be told."""

    name: str | None = Field(examples=["discovery"])
    from_: Literal["stated", "inferred"] | None = Field(alias="from", examples=["stated"])
    confidence: Share


class SignalReading(Wire):
    score: Score | None
    value: float | None
    unit: str
    absent_because: str | None
    summary: str
    principle: str
    n: Count
    details: dict[str, float]


class Moment(Wire):
    id: str
    kind: str
    signal: str
    turn: Count
    sentence: Count
    start_s: float | None
    severity: Literal["high", "medium", "low", "good"]
    quote: str
    because: str
    instead: str
    confidence: Share


class Request(Wire):
    turn: Count
    sentence: Count
    response: str
    response_turn: Count | None
    quote: str


class PriceCut(Wire):
    turn: Count
    sentence: Count
    premature: bool
    probed: bool
    traded: bool
    prompted: bool
    size_share: Share | None = Field(description="what the run takes off, where it was said")
    turns_to_cut: Count | None = Field(description="null where nobody had pressed on the price")
    cuts: Count
    quote: str


class Commitment(Wire):
    turn: Count
    sentence: Count
    by: Role
    speaker: str | None
    what: str
    due: str | None
    due_text: str | None
    to: str | None
    certainty: Literal["firm", "offer", "tentative", "conditional"]
    quote: str


class Sentence(Wire):
    start_char: Count
    end_char: Count
    text: str
    labels: dict[str, Share]


class ReportTurn(Wire):
    speaker: str | None
    role: Role | None
    start: float | None
    end: float | None
    text: str
    sentences: list[Sentence]


class Report(Wire):
    """The report of one call, schema version 1. ``id`` is the call's own; the id under which
    the service keeps it is in the headers Location and Call-Id."""

    schema_version: Literal["1"]
    id: str
    source: str
    model: str
    profile: ProfileName
    language: str
    call_type: CallType
    duration_s: float | None
    timing: Literal["measured", "estimated", "none"]
    meta: dict[str, Any]
    warnings: list[str]
    participants: list[Participant]
    trust_score: Score | None = Field(description="0 to 100; null without evidence, never 0")
    trust: Trust
    signals: dict[str, SignalReading]
    moments: list[Moment]
    requests: list[Request]
    price_cuts: list[PriceCut]
    commitments: list[Commitment]
    turns: list[ReportTurn]


class RepsIn(Wire):
    """The seller's people in a call, as the transcript writes their names."""

    reps: list[Annotated[str, Field(min_length=1, max_length=MAX_CHARS)]] = Field(
        min_length=1, max_length=MAX_REPS, examples=[["Ann Lee"]]
    )


class Receipt(Wire):
    """What somebody gets who may hand in calls and not read them."""

    id: str = Field(examples=["0195a1c2-7e4b-7c3d-9a51-3f0e6b2d8c17"])
    state: Literal["accepted", "analysed", "failed"]


class CallItem(Wire):
    """A kept call in a list. ``id`` is the one to ask for it by."""

    id: str = Field(examples=["0195a1c2-7e4b-7c3d-9a51-3f0e6b2d8c17"])
    state: Literal["accepted", "analysed", "failed"]
    source: str = Field(examples=["acme.vtt"])
    title: str | None = Field(examples=["Acme: first talk"])
    source_id: str | None = Field(examples=["gong-7782394"])
    rep: str | None = Field(examples=["Ann Lee"])
    account: str | None = Field(examples=["Acme"])
    opportunity: str | None = Field(examples=["Acme renewal"])
    type: str | None = Field(examples=["discovery"])
    outcome: str | None = Field(examples=["won"])
    date: str | None = Field(examples=["2026-03-04T10:00:00Z"])
    trust_score: Score | None = Field(examples=[71.4])
    high_moments: Count = Field(examples=[2], description="moments of severity high")
    model: str | None = Field(examples=["acts 1.0.0"])
    created_at: str = Field(examples=["2026-03-04T16:20:11.402Z"])
    analysed_at: str | None = Field(examples=["2026-03-04T16:20:12.117Z"])
    error_type: str | None = Field(examples=[None], description="why it could not be analysed")
    error_detail: str | None = Field(examples=[None])


class CallList(Wire):
    """Kept calls, newest first. ``next_cursor`` leads to older ones, null at the end."""

    items: list[CallItem]
    next_cursor: int | None = Field(examples=[41])


class Job(Wire):
    """Work behind the requests. ``finished_at`` is null until no item waits."""

    id: str = Field(examples=["0195a1c2-7e4b-7c3d-9a51-3f0e6b2d8c17"])
    kind: Literal["batch", "reanalysis", "redaction"]
    created_at: str = Field(examples=["2026-03-04T16:20:11.402Z"])
    finished_at: str | None = Field(examples=[None])
    waiting: Count = Field(examples=[41])
    done: Count = Field(examples=[8])
    failed: Count = Field(examples=[1])


class JobList(Wire):
    """Jobs, newest first. ``next_cursor`` leads to older ones, null at the end."""

    items: list[Job]
    next_cursor: int | None = Field(examples=[41])


class JobItem(Wire):
    """One file or call of a job. ``call`` is the id of the call that came of it; ``is_new`` is
    false where it was kept before."""

    name: str = Field(examples=["march/acme.vtt"])
    state: Literal["waiting", "done", "failed"]
    call: str | None = Field(examples=["0195a1c2-7e4b-7c3d-9a51-3f0e6b2d8c17"])
    is_new: bool
    error_type: str | None = Field(examples=["/docs#unknown-format"])
    error_detail: str | None


class JobItemList(Wire):
    """Items in the order they came. ``next_cursor`` leads to later ones, null at the end."""

    items: list[JobItem]
    next_cursor: int | None = Field(examples=[41])


class SignalEntry(Wire):
    """What is measured, how, and where it is known to be wrong."""

    name: str = Field(examples=["talk_listen"])
    principle: str = Field(examples=["Listen more than you talk."])
    about: str
    unit: str
    formula: str
    limits: str
    source: str


class Health(Wire):
    """The service can take calls: store and model answer."""

    status: Literal["ok"]
    model: str = Field(examples=["acts 1.0.0"])


class Ready(Health):
    """Requests may come: store, queue and model answer."""

    store: Literal["ok"]
    queue: Literal["ok"]


class ProblemOut(Wire):
    """An RFC 9457 problem. ``detail`` never quotes what was said in a call."""

    type: str = Field(examples=["/docs#unknown-format"])
    title: str = Field(examples=["The format is not known"])
    status: int = Field(examples=[422])
    detail: str
    request: str | None = Field(None, description="the correlation id, as in X-Request-ID")
    errors: list[dict[str, Any]] | None = Field(
        None, description="wrong parameters, each with its place"
    )
