"""/v1/webhooks: have other programs told of what happens."""

from typing import Annotated, Literal, get_args

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import Field

from api.call_query import Cursor, Limit
from api.deps import Admin, ServiceDep
from api.errors import (
    BadParameter,
    BadRequest,
    BadWebhook,
    ForeignSite,
    StoreError,
    WebhookNotFound,
)
from api.openapi import ACCESS, problems
from api.schemas import Count, Wire
from api.store import audit, webhooks
from api.store.tables import DeliveryRow, WebhookRow
from api.work.sending import LONGEST_URL, check_url

router = APIRouter(prefix="/v1/webhooks", tags=["webhooks"])

Event = Literal["call.analysed", "moment.high", "promise.overdue"]


class WebhookIn(Wire):
    """Where to tell of which events: POST with a JSON body, signed as Standard Webhooks says."""

    url: str = Field(max_length=LONGEST_URL, examples=["https://example.com/hook"])
    events: list[Event] = Field(min_length=1, examples=[["call.analysed", "promise.overdue"]])


class WebhookOut(Wire):
    """A webhook. One that answered 410 (Gone) is disabled: it is told nothing more."""

    id: str = Field(examples=["0195a1c2-7e4b-7c3d-9a51-3f0e6b2d8c17"])
    url: str = Field(examples=["https://example.com/hook"])
    events: list[Event]
    created_at: str = Field(examples=["2026-03-04T16:20:11.402Z"])
    disabled_at: str | None = Field(examples=[None])


class NewWebhook(WebhookOut):
    """A new webhook with its secret, which is shown this once."""

    secret: str = Field(examples=["whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"])


class WebhookList(Wire):
    """A team's webhooks, oldest first."""

    items: list[WebhookOut]


class Sent(Wire):
    """A message. ``status`` is what the receiver last answered; ``next_at`` when a waiting one is
    tried next."""

    id: str = Field(examples=["0195a1c2-7e4b-7c3d-9a51-3f0e6b2d8c17"])
    event: str = Field(examples=["call.analysed"])
    state: Literal["waiting", "delivered", "failed"]
    created_at: str = Field(examples=["2026-03-04T16:20:11.402Z"])
    next_at: str = Field(examples=["2026-03-04T16:20:16.402Z"])
    attempts: Count
    status: int | None = Field(examples=[200])
    error: str | None = Field(examples=[None])


class SentList(Wire):
    """Messages, newest first. ``next_cursor`` leads to older ones, null at the end."""

    items: list[Sent]
    next_cursor: int | None = Field(examples=[41])


@router.post(
    "",
    status_code=201,
    responses=problems(*ACCESS, BadRequest, ForeignSite, BadParameter, BadWebhook, StoreError),
)
def post_webhook(hook: WebhookIn, service: ServiceDep, who: Admin) -> NewWebhook:
    """Add a webhook. Messages carry ids and numbers, no talk."""
    check_url(hook.url, private=service.settings.webhooks_private)
    with service.db.writing() as session:
        row = webhooks.add(session, who.team, hook.url, sorted(set(hook.events)), who.actor)
        audit.note(session, who, "webhook.add", row.id)
        return NewWebhook(**_shown(row).model_dump(), secret=row.secret)


@router.get("", responses=problems(*ACCESS, StoreError))
def get_webhooks(service: ServiceDep, who: Admin) -> WebhookList:
    """List the team's webhooks."""
    with service.db.reading() as session:
        return WebhookList(items=[_shown(row) for row in webhooks.all_of(session, who.team)])


@router.delete(
    "/{webhook_id}",
    status_code=204,
    response_class=Response,
    responses=problems(*ACCESS, ForeignSite, WebhookNotFound, StoreError),
)
def delete_webhook(webhook_id: str, service: ServiceDep, who: Admin) -> Response:
    """Tell a webhook nothing more, and forget what it was told."""
    with service.db.writing() as session:
        session.delete(webhooks.of_id(session, who.team, webhook_id))
        audit.note(session, who, "webhook.delete", webhook_id)
    return Response(status_code=204)


@router.get(
    "/{webhook_id}/deliveries",
    responses=problems(*ACCESS, WebhookNotFound, BadParameter, StoreError),
)
def get_deliveries(
    webhook_id: str,
    service: ServiceDep,
    who: Admin,
    limit: Annotated[Limit, Query()] = 50,
    cursor: Annotated[Cursor, Query()] = None,
) -> SentList:
    """List what a webhook was told, newest first."""
    with service.db.reading() as session:
        hook = webhooks.of_id(session, who.team, webhook_id)
        rows, following = webhooks.log_of(session, hook.number, limit, cursor)
        return SentList(items=[_sent(row) for row in rows], next_cursor=following)


def _shown(row: WebhookRow) -> WebhookOut:
    return WebhookOut(
        id=row.id,
        url=row.url,
        events=[event for event in get_args(Event) if event in row.events.split()],
        created_at=row.created_at,
        disabled_at=row.disabled_at,
    )


def _sent(row: DeliveryRow) -> Sent:
    return Sent(**{name: getattr(row, name) for name in Sent.model_fields})
