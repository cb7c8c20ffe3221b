"""/healthz: whether the service can take calls."""

from fastapi import APIRouter

from analyser.errors import ModelError
from api.deps import ServiceDep
from api.errors import StoreError
from api.openapi import problems
from api.schemas import Health

router = APIRouter(tags=["health"])


@router.get("/healthz", responses=problems(ModelError, StoreError))
def get_health(service: ServiceDep) -> Health:
    """Say that store and model answer."""
    service.db.check()
    return Health(status="ok", model=service.road.load(service.settings.analysis))
