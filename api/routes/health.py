"""/healthz, /readyz, /metrics: whether the service can take calls, and how it fares."""

from fastapi import APIRouter, Request
from fastapi.responses import Response
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from analyser.errors import ModelError
from api.deps import ServiceDep
from api.errors import QueueError, StoreError
from api.metrics import Metrics
from api.openapi import problems
from api.schemas import Health, Ready

router = APIRouter(tags=["health"])


@router.get("/healthz", responses=problems(ModelError, StoreError))
def get_health(service: ServiceDep) -> Health:
    """Say that store and model answer."""
    service.db.check()
    return Health(status="ok", model=service.road.load(service.settings.analysis))


@router.get("/readyz", responses=problems(ModelError, QueueError, StoreError))
def get_readiness(service: ServiceDep) -> Ready:
    """Say that store, queue and model answer: send requests here."""
    service.db.check()
    if not service.queue.is_well:
        raise QueueError(
            "expected the queue to answer, found that it did not when last asked; "
            "look at TRUST_ANALYSER_QUEUE"
        )
    return Ready(
        status="ok", store="ok", queue="ok", model=service.road.load(service.settings.analysis)
    )


@router.get(
    "/metrics",
    response_class=Response,
    responses={
        200: {
            "description": "Figures of this process in Prometheus' text format",
            "content": {"text/plain": {"schema": {"type": "string"}}},
        },
        **problems(StoreError),
    },
)
def get_metrics(request: Request, service: ServiceDep) -> Response:
    """Tell Prometheus of requests and of what waits: counts, nothing of a team's."""
    metrics: Metrics = request.app.state.metrics
    text = metrics.text(service.db, queue_is_well=service.queue.is_well)
    return Response(text, media_type=CONTENT_TYPE_LATEST)
