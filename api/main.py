"""The service as an application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.concurrency import run_in_threadpool

from api.deps import ROAD, Service
from api.errors import add_error_handlers
from api.gate import Gate
from api.guard import Guard
from api.openapi import describe
from api.pages import HERE
from api.routes import calls, health, pages, signals
from api.settings import ServiceSettings, service_settings
from api.store.database import Database
from api.work.analyst import Analyst, Road

ABOUT = """Find the moments in sales calls where trust was won or lost.

Nobody signs in yet: whoever reaches the service reads every call that it keeps.
Errors are RFC 9457 problems (application/problem+json)."""


def create_app(
    settings: ServiceSettings | None = None,
    db: Database | None = None,
    *,
    road: Road = ROAD,
) -> FastAPI:
    """The application; what is not given comes from the environment.

    Raises SettingsError, StoreError. On start it loads the model, and does not start without.
    """
    settings = settings or service_settings()
    db = db or Database(settings.database)
    gate = Gate(settings.workers, settings.waiting)
    analyst = Analyst(db, road, gate, settings.analysis, settings.claim_seconds)
    service = Service(settings, db, road, gate, analyst)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        await run_in_threadpool(road.load, settings.analysis)
        yield
        db.close()

    app = FastAPI(
        title="Trust analyser",
        version="1",
        description=ABOUT,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
    )
    app.state.service = service
    for router in (calls.router, signals.router, health.router, pages.router):
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    add_error_handlers(app)
    describe(app)
    app.add_middleware(
        Guard,
        hosts=settings.hosts,
        any_address=settings.allow_network,
        max_bytes=settings.max_upload_bytes,
    )
    return app
