"""/v1/privacy: what a team has taken out of its calls, and how long they stay."""

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import Field

from api.access import Scope, Who
from api.deps import ServiceDep, allowed
from api.errors import BadParameter, BadRequest, ForeignSite, StoreError
from api.openapi import ACCESS, problems
from api.privacy.kinds import Kind
from api.schemas import Wire
from api.store import audit, policies
from api.store.policies import MOST_DAYS, Policy

router = APIRouter(prefix="/v1/privacy", tags=["privacy"])

Admin = Annotated[Who, Depends(allowed(Scope.ADMIN))]


class PolicyBody(Wire):
    """``redact``: kinds of personal facts that are taken out of calls before they are kept, from
    now on. ``retention_days``: calls are deleted so many days after they came; null: never."""

    redact: list[Kind] = Field(examples=[["card", "bank", "national"]])
    retention_days: int | None = Field(None, ge=1, le=MOST_DAYS, examples=[365])


@router.get("", responses=problems(*ACCESS, StoreError))
def get_policy(service: ServiceDep, who: Admin) -> PolicyBody:
    """Say what the team keeps of its calls, and how long."""
    with service.db.reading() as session:
        return _shown(policies.policy_of(session, who.team, service.settings.policy))


@router.put("", responses=problems(*ACCESS, BadRequest, ForeignSite, BadParameter, StoreError))
def put_policy(body: PolicyBody, service: ServiceDep, who: Admin) -> PolicyBody:
    """Set what the team keeps of its calls, and how long.

    Calls that are kept already stay as they are until their days are over.
    """
    policy = Policy(frozenset(body.redact), body.retention_days)
    with service.db.writing() as session:
        policies.set_policy(session, who.team, policy, who.actor)
        audit.note(session, who, "privacy.change")
    return _shown(policy)


def _shown(policy: Policy) -> PolicyBody:
    return PolicyBody(redact=sorted(policy.redact), retention_days=policy.retention_days)
