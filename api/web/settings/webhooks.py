"""/settings/webhooks: which programs are told what, and what came of it."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from analyser.errors import AnalyserError
from api.access import Who
from api.call_query import Cursor
from api.deps import Admin, ServiceDep
from api.routes import webhooks
from api.service import Service
from api.store import audit
from api.store import webhooks as store
from api.web.forms import AdminSends, Line, stated
from api.web.settings.page import Several, settings_page, went_well

router = APIRouter(prefix="/settings/webhooks", include_in_schema=False)

EVENTS: Final = {
    "call.analysed": "a call was analysed",
    "moment.high": "a serious moment was found",
    "promise.overdue": "a promise is past its day",
}
STATES: Final = {"waiting": "Waits", "delivered": "Delivered", "failed": "Given up"}


@router.get("")
def webhooks_page(request: Request, service: ServiceDep, who: Admin) -> Response:
    """The team's webhooks, and a form for another."""
    return _page(request, service, who)


@router.get("/{webhook_id}")
def log_page(
    request: Request,
    webhook_id: str,
    service: ServiceDep,
    who: Admin,
    cursor: Annotated[Cursor, Query()] = None,
) -> Response:
    """What a webhook was told, newest first."""
    hook = next((h for h in webhooks.get_webhooks(service, who).items if h.id == webhook_id), None)
    log = webhooks.get_deliveries(webhook_id, service, who, cursor=cursor)
    values = {"hook": hook, "log": log, "events": EVENTS, "states": STATES}
    return settings_page(request, who, "deliveries", values)


@router.post("")
def post_webhook(
    request: Request,
    service: ServiceDep,
    who: AdminSends,
    url: Line = "",
    events: Several = [],  # noqa: B006  the framework copies it
) -> Response:
    """Add a webhook; the answer shows its secret, this once."""
    try:
        hook = stated(webhooks.WebhookIn, url=url.strip(), events=events)
        made = webhooks.post_webhook(hook, service, who)
    except AnalyserError as error:
        return _page(request, service, who, error, typed={"url": url, "events": events})
    return _page(request, service, who, made=made)


@router.post("/{webhook_id}/test")
def post_test(webhook_id: str, service: ServiceDep, who: AdminSends) -> Response:
    """Send a test, as anything else is sent."""
    with service.db.writing() as session:
        hook = store.of_id(session, who.team, webhook_id)
        store.add_test(session, hook)
        audit.note(session, who, "webhook.test", webhook_id)
    service.telling.wake()
    return RedirectResponse(f"/settings/webhooks/{webhook_id}?done=test-sent", 303)


@router.post("/{webhook_id}/delete")
def post_delete(webhook_id: str, service: ServiceDep, who: AdminSends) -> Response:
    """Tell a webhook nothing any more."""
    webhooks.delete_webhook(webhook_id, service, who)
    return went_well("webhooks", "webhook-deleted")


def _page(
    request: Request,
    service: Service,
    who: Who,
    error: AnalyserError | None = None,
    made: webhooks.NewWebhook | None = None,
    typed: dict[str, Any] | None = None,
) -> Response:
    values: dict[str, Any] = {
        "hooks": webhooks.get_webhooks(service, who).items,
        "events": EVENTS,
        "made": made,
    }
    return settings_page(request, who, "webhooks", values, error, typed)
