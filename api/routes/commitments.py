"""/v1/commitments: who will do what by when, and what became of it."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from api.call_query import Cursor, Limit, Text
from api.deps import Reader, Reviewer, ServiceDep
from api.errors import BadParameter, BadRequest, CommitmentNotFound, ForeignSite, StoreError
from api.openapi import ACCESS, problems
from api.review_schemas import (
    Commitment,
    CommitmentFate,
    CommitmentList,
    FateIn,
    FateList,
    SaidFate,
)
from api.store import audit, commitments
from api.store.clock import stamp
from api.store.commitments import CommitmentFilter

router = APIRouter(prefix="/v1/commitments", tags=["commitments"])


class CommitmentQuery(BaseModel):
    """Filters; all that are given count together."""

    call: Annotated[Text, Field(description="a call's id")] = None
    rep: Text = None
    account: Text = None
    by: Literal["rep", "customer", "other"] | None = None
    fate: CommitmentFate | None = None
    overdue: Annotated[bool, Field(description="past their day, and nobody said anything")] = False
    limit: Limit = 50
    cursor: Cursor = None

    def filter(self) -> CommitmentFilter:
        """As the store takes it."""
        today = stamp()[:10] if self.overdue else None
        return CommitmentFilter(self.call, self.rep, self.account, self.by, self.fate, today)


@router.get("", responses=problems(*ACCESS, BadParameter, StoreError))
def get_commitments(
    service: ServiceDep, who: Reader, chosen: Annotated[CommitmentQuery, Query()]
) -> CommitmentList:
    """List commitments of all calls, newest first."""
    with service.db.reading() as session:
        found, following = commitments.page(
            session, who.view, chosen.filter(), chosen.limit, chosen.cursor
        )
    service.note(who, "commitments.read", count=len(found))
    return CommitmentList(
        items=[Commitment.model_validate(one) for one in found], next_cursor=following
    )


@router.get("/{commitment_id}", responses=problems(*ACCESS, CommitmentNotFound, StoreError))
def get_commitment(commitment_id: str, service: ServiceDep, who: Reader) -> Commitment:
    """Return a commitment."""
    with service.db.reading() as session:
        found = commitments.of_id(session, who.view, commitment_id)
    service.note(who, "commitment.read", commitment_id)
    return Commitment.model_validate(found)


@router.post(
    "/{commitment_id}/fates",
    status_code=201,
    responses=problems(
        *ACCESS, BadRequest, ForeignSite, CommitmentNotFound, BadParameter, StoreError
    ),
)
def post_fate(commitment_id: str, stated: FateIn, service: ServiceDep, who: Reviewer) -> FateList:
    """Say what became of a commitment: that counts in the ledgers, whatever the calls tell."""
    with service.db.writing() as session:
        found = commitments.of_id(session, who.view, commitment_id)
        commitments.say(session, who.team, found.number, who.actor, stated.fate, stated.comment)
        audit.note(session, who, "commitment.settle", commitment_id)
        return _said(session, found.number)


@router.get("/{commitment_id}/fates", responses=problems(*ACCESS, CommitmentNotFound, StoreError))
def get_fates(commitment_id: str, service: ServiceDep, who: Reader) -> FateList:
    """List all that was said became of a commitment, newest first."""
    with service.db.reading() as session:
        return _said(session, commitments.of_id(session, who.view, commitment_id).number)


def _said(session: Session, number: int) -> FateList:
    return FateList(
        items=[SaidFate.model_validate(row) for row in commitments.fates(session, number)]
    )
