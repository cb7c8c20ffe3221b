"""/settings/privacy: what is taken out of calls, how long they stay, whom to erase."""

from typing import Annotated, Final

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from analyser.errors import AnalyserError
from api.access import Who
from api.deps import Admin, ServiceDep
from api.privacy.kinds import Kind
from api.routes import erasures, privacy
from api.service import Service
from api.store import retention
from api.store.policies import MOST_DAYS
from api.web.forms import AdminSends, Line, stated
from api.web.settings.page import Several, settings_page, went_well
from api.work.batches import redact_kept

router = APIRouter(prefix="/settings/privacy", include_in_schema=False)

KINDS: Final = {
    Kind.CARD: "Card numbers",
    Kind.BANK: "Bank accounts",
    Kind.NATIONAL: "Identity and insurance numbers",
    Kind.EMAIL: "E-mail addresses",
    Kind.PHONE: "Telephone numbers",
    Kind.ADDRESS: "Postal addresses",
    Kind.NAME: "Names of customers",
}


@router.get("")
def privacy_page(request: Request, service: ServiceDep, who: Admin) -> Response:
    """What the team keeps, and for how long."""
    return _page(request, service, who)


@router.post("")
def post_policy(
    request: Request,
    service: ServiceDep,
    who: AdminSends,
    redact: Several = [],  # noqa: B006  the framework copies it
    retention_days: Line = "",
    *,
    sure: Annotated[bool, Form()] = False,
) -> Response:
    """Set it anew; where that deletes calls at once, only if that was said to be meant."""
    try:
        body = stated(privacy.PolicyBody, redact=redact, retention_days=retention_days)
        over = _deleted_by(service, who, body)
        if over and not sure:
            return _page(request, service, who, asked=body, over=over)
        privacy.put_policy(body, service, who)
    except AnalyserError as error:
        return _page(request, service, who, error)
    return went_well("privacy", "policy-changed")


@router.post("/redact")
def post_redaction(service: ServiceDep, who: AdminSends) -> Response:
    """Take out of kept calls what the policy says; the answer leads to how far it is."""
    job = redact_kept(service.db, who)
    service.queue.ring()
    return RedirectResponse(f"/uploads/{job.id}", 303)


@router.post("/erase")
def post_erasure(
    request: Request, service: ServiceDep, who: AdminSends, name: Line = "", email: Line = ""
) -> Response:
    """Erase a person."""
    try:
        erasures.post_erasure(stated(erasures.PersonIn, name=name, email=email), service, who)
    except AnalyserError as error:
        return _page(request, service, who, error, name=name, email=email)
    return went_well("privacy", "erasure-asked")


def _deleted_by(service: Service, who: Who, body: privacy.PolicyBody) -> int:
    """How many calls would go at once."""
    if body.retention_days is None:
        return 0
    with service.db.reading() as session:
        return retention.over_by(session, who.team, body.retention_days)


def _page(
    request: Request,
    service: Service,
    who: Who,
    error: AnalyserError | None = None,
    asked: privacy.PolicyBody | None = None,
    over: int = 0,
    **typed: str,
) -> Response:
    policy = privacy.get_policy(service, who)
    values = {
        "policy": policy,
        "form": asked or policy,
        "over": over,
        "kinds": KINDS,
        "most_days": MOST_DAYS,
        "erasures": erasures.get_erasures(service, who, limit=20).items,
    }
    return settings_page(request, who, "privacy", values, error, typed)
