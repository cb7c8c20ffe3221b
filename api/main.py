"""The service as an application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.concurrency import run_in_threadpool

from api.errors import add_error_handlers
from api.guard import Guard
from api.openapi import describe
from api.pages import HERE
from api.routes import batches, calls, health, jobs, pages, signals
from api.service import ROAD, open_service
from api.settings import ServiceSettings, service_settings
from api.work.analyst import Road

ABOUT = """Find the moments in sales calls where trust was won or lost.

Nobody signs in yet: whoever reaches the service reads every call that it keeps.
Errors are RFC 9457 problems (application/problem+json)."""


def create_app(settings: ServiceSettings | None = None, *, road: Road = ROAD) -> FastAPI:
    """The application; without settings, those of the environment.

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
    for router in (
        calls.router,
        batches.router,
        jobs.router,
        signals.router,
        health.router,
        pages.router,
    ):
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    add_error_handlers(app)
    describe(app)
    app.add_middleware(
        Guard,
        hosts=settings.hosts,
        any_address=settings.allow_network,
        max_bytes=settings.max_upload_bytes,
        max_batch_bytes=settings.max_batch_bytes,
    )
    return app
