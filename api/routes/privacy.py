"""/v1/privacy: what a team has taken out of its calls, and how long they stay."""

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import Field

from api.deps import Admin, ServiceDep
from api.errors import BadParameter, BadRequest, ForeignSite, StoreError
from api.openapi import ACCESS, problems
from api.privacy.kinds import Kind
from api.routes.jobs import ACCEPTED, job_answer
from api.schemas import Wire
from api.store import audit, policies
from api.store.policies import MOST_DAYS, Policy
from api.work.batches import redact_kept

router = APIRouter(prefix="/v1/privacy", tags=["privacy"])


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

    What is taken out changes for calls that come from now on; POST /v1/privacy/redactions takes it
    out of those that are kept.
    """
    policy = Policy(frozenset(body.redact), body.retention_days)
    with service.db.writing() as session:
        policies.set_policy(session, who.team, policy, who.actor)
        audit.note(session, who, "privacy.change")
    return _shown(policy)


@router.post(
    "/redactions",
    status_code=202,
    response_class=Response,
    responses={**ACCEPTED, **problems(*ACCESS, ForeignSite, StoreError)},
)
def post_redaction(service: ServiceDep, who: Admin) -> Response:
    """Take out of all kept calls what the policy now says.

    A call that changes is analysed anew on what is left; what people wrote about it is redacted as
    well, verdicts stay with the moments that are found again. What was taken out is gone.
    """
    found = redact_kept(service.db, who)
    service.queue.ring()
    return job_answer(found)


def _shown(policy: Policy) -> PolicyBody:
    return PolicyBody(redact=sorted(policy.redact), retention_days=policy.retention_days)
