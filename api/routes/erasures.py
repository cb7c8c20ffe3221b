"""/v1/erasures: erase a person from all that the team keeps."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import Field, StringConstraints, model_validator

from api.call_query import Cursor, Limit
from api.deps import Admin, ServiceDep
from api.errors import BadParameter, BadRequest, ErasureNotFound, ForeignSite, StoreError
from api.facts import MAX_CHARS
from api.openapi import ACCESS, problems
from api.schemas import Count, Wire
from api.store import audit, erasures
from api.store.erasures import DONE, Person
from api.store.tables import ErasureRow

router = APIRouter(prefix="/v1/erasures", tags=["privacy"])

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=MAX_CHARS)]


class PersonIn(Wire):
    """Whom to erase; the full name as the transcripts write it, the e-mail address, or both."""

    name: Text | None = Field(None, examples=["Lee Park"])
    email: Text | None = Field(None, examples=["lee@acme.example"])

    @model_validator(mode="after")
    def _names_somebody(self) -> "PersonIn":
        if not any(c.isalnum() for c in f"{self.name or ''}{self.email or ''}"):
            raise ValueError("expected a name, an e-mail address, or both")
        return self


class Erasure(Wire):
    """How far an erasure is. Whom it is about is forgotten when it is done."""

    id: str = Field(examples=["0195a1c2-7e4b-7c3d-9a51-3f0e6b2d8c17"])
    state: Literal["open", "done"]
    created_at: str = Field(examples=["2026-03-04T16:20:11.402Z"])
    finished_at: str | None = Field(examples=[None])
    calls_deleted: Count = Field(description="calls that the person took part in")
    calls_masked: Count = Field(description="other calls that named the person")


class ErasureList(Wire):
    """Erasures, newest first. ``next_cursor`` leads to older ones, null at the end."""

    items: list[Erasure]
    next_cursor: int | None = Field(examples=[41])


@router.post(
    "",
    status_code=202,
    responses=problems(*ACCESS, BadRequest, ForeignSite, BadParameter, StoreError),
)
def post_erasure(person: PersonIn, service: ServiceDep, who: Admin) -> Erasure:
    """Erase a person: calls that they took part in are deleted, and their name and address are
    blotted out wherever else the team's calls, reports, verdicts and jobs hold them.

    The work is done behind the request; what still waits to be analysed is looked at when it is.
    """
    with service.db.writing() as session:
        row = erasures.ask(session, who.team, Person(person.name, person.email), who.actor)
        audit.note(session, who, "person.erase-asked", row.id)
        shown = _shown(row)
    service.chores.wake()
    return shown


@router.get("", responses=problems(*ACCESS, BadParameter, StoreError))
def get_erasures(
    service: ServiceDep,
    who: Admin,
    limit: Annotated[Limit, Query()] = 50,
    cursor: Annotated[Cursor, Query()] = None,
) -> ErasureList:
    """List erasures, newest first."""
    with service.db.reading() as session:
        rows, following = erasures.page(session, who.team, limit, cursor)
        return ErasureList(items=[_shown(row) for row in rows], next_cursor=following)


@router.get("/{erasure_id}", responses=problems(*ACCESS, ErasureNotFound, StoreError))
def get_erasure(erasure_id: str, service: ServiceDep, who: Admin) -> Erasure:
    """Say how far an erasure is."""
    with service.db.reading() as session:
        return _shown(erasures.of_id(session, who.team, erasure_id))


def _shown(row: ErasureRow) -> Erasure:
    return Erasure(
        id=row.id,
        state="done" if row.state == DONE else "open",
        created_at=row.created_at,
        finished_at=row.finished_at,
        calls_deleted=row.calls_deleted,
        calls_masked=row.calls_masked,
    )
