"""The service as an application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from fastapi import Depends, FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from api import web
from api.compression import PackedPages
from api.errors import add_error_handlers
from api.guard import Guard
from api.known_parameters import only_known
from api.metrics import Metrics
from api.openapi import describe
from api.pages import PageFiles
from api.routes import (
    batches,
    calls,
    collections,
    comments,
    commitments,
    erasures,
    exports,
    health,
    jobs,
    moments,
    oidc,
    overviews,
    pages,
    people,
    privacy,
    profile,
    session,
    sign_in,
    signals,
    talk,
    verdicts,
    webhooks,
)
from api.service import ROAD, open_service
from api.settings import ServiceSettings, service_settings
from api.tracing import Trace
from api.web.unknown import unknown
from api.work.analyst import Road

ABOUT = """Find the moments in sales calls where trust was won or lost.

Who asks shows a key (Authorization: Bearer ta_...) or signs in (POST /v1/session). Until there is
a first admin, whoever sits at this computer may do everything, and nobody else anything.
Errors are RFC 9457 problems (application/problem+json)."""

ROUTES: Final = (
    calls,
    talk,
    moments,
    comments,
    collections,
    commitments,
    overviews,
    verdicts,
    exports,
    batches,
    jobs,
    people,
    session,
    privacy,
    profile,
    erasures,
    webhooks,
    signals,
    health,
    sign_in,
    oidc,
    pages,
)


def create_app(
    settings: ServiceSettings | None = None, *, road: Road = ROAD, any_address: bool = False
) -> FastAPI:
    """The application; without settings, those of the environment. With ``any_address`` it answers
    to bare addresses of the network too.

    Raises SettingsError, StoreError. On start it loads the model, and does not start without.
    """
    service = open_service(settings or service_settings(), road)
    settings = service.settings

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        with service.working(settings.job_threads):
            await run_in_threadpool(road.load, settings.analysis)
            yield

    app = FastAPI(
        title="Trust analyser",
        version="1",
        description=ABOUT,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
    )
    app.state.service = service
    app.state.metrics = metrics = Metrics()
    for one in ROUTES:
        app.include_router(one.router, dependencies=[Depends(only_known)])
    for router in web.routers():
        app.include_router(router)
    app.mount("/static", PageFiles(), name="static")
    add_error_handlers(app)
    app.add_exception_handler(HTTPException, unknown)
    describe(app)
    app.add_middleware(PackedPages)
    app.add_middleware(
        Guard,
        hosts=settings.hosts,
        any_address=any_address,
        max_bytes=settings.max_upload_bytes,
        max_batch_bytes=settings.max_batch_bytes,
    )
    # Added last, it stands outermost.
    app.add_middleware(Trace, metrics=metrics)
    return app
