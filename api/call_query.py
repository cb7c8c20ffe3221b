"""Which calls a list or an export is about, as the address says it."""

from datetime import date
from typing import Annotated, Final, Literal

from pydantic import BaseModel, Field

from api.facts import MAX_CHARS
from api.store.call_list import CallFilter

LARGEST: Final = 2**63 - 1
Text = Annotated[str | None, Field(max_length=MAX_CHARS)]
Limit = Annotated[int, Field(ge=1, le=200)]
Cursor = Annotated[int | None, Field(ge=1, le=LARGEST, description="next_cursor")]
Score = Annotated[float | None, Field(ge=0, le=100)]


class CallChoice(BaseModel):
    """Filters; all that are given count together."""

    rep: Text = None
    account: Text = None
    opportunity: Text = None
    type: Text = None
    outcome: Text = None
    state: Literal["accepted", "analysed", "failed"] | None = None
    since: Annotated[date | None, Field(description="from this day on")] = None
    until: Annotated[date | None, Field(description="up to this day")] = None
    min_score: Score = None
    max_score: Score = None
    moment: Annotated[Text, Field(description="a kind of moment that the call has")] = None
    text: Annotated[Text, Field(description="words that all occur in the call")] = None

    def filter(self) -> CallFilter:
        """The filters as the store takes them."""
        stated = {name: getattr(self, name) for name in CallChoice.model_fields}
        for name in ("since", "until"):
            stated[name] = stated[name] and stated[name].isoformat()
        return CallFilter(**stated)


class CallQuery(CallChoice):
    """A page of calls."""

    limit: Limit = 50
    cursor: Cursor = None
