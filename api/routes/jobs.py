"""/v1/jobs: how far batches and new analyses are; /v1/reanalyses: analyse calls anew."""

import asyncio
from collections.abc import AsyncIterable
from dataclasses import replace
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Query
from fastapi.responses import JSONResponse, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import ConfigDict, Field
from sqlalchemy import ColumnElement
from starlette.concurrency import run_in_threadpool

from api.access import Scope, Who
from api.call_query import CallChoice, Cursor, Limit
from api.deps import ServiceDep, Uploader, allowed
from api.errors import BadParameter, BadRequest, ForeignSite, JobNotFound, StoreError
from api.openapi import ACCESS, problems
from api.schemas import Job, JobItem, JobItemList, JobList
from api.store import jobs
from api.store.database import Database
from api.store.jobs import Progress
from api.store.tables import JobRow
from api.work.batches import analyse_anew

router = APIRouter(tags=["jobs"])

WATCH_SECONDS: Final = 0.5
Reanalyser = Annotated[Who, Depends(allowed(Scope.JOBS_WRITE, all_reps=True))]
ACCEPTED: Final[dict[int | str, dict[str, Any]]] = {
    202: {
        "model": Job,
        "description": "The job is kept and will be done",
        "headers": {"Location": {"schema": {"type": "string"}, "description": "its progress"}},
    }
}


class Reanalysis(CallChoice):
    """Which calls to analyse anew."""

    model_config = ConfigDict(extra="forbid")

    outdated: Annotated[
        bool, Field(description="those alone that an earlier model or profile scored")
    ] = False


def job_answer(found: Progress, status: int = 202) -> Response:
    """A new job as an answer."""
    shown = Job.model_validate(found).model_dump()
    return JSONResponse(shown, status, {"Location": f"/v1/jobs/{found.id}"})


def jobs_seen_by(who: Who, job_id: str | None = None) -> ColumnElement[bool]:
    """The condition on jobs that somebody may follow: who reads all calls, those of all; others
    the own ones alone."""
    wide = who.may(Scope.CALLS_READ) and who.rep is None
    return jobs.of_team(who.team, None if wide else who.actor, job_id)


@router.post(
    "/v1/reanalyses",
    status_code=202,
    responses={**ACCEPTED, **problems(*ACCESS, BadRequest, ForeignSite, BadParameter, StoreError)},
)
def post_reanalysis(chosen: Reanalysis, service: ServiceDep, who: Reanalyser) -> Response:
    """Analyse kept calls anew, after the model, the profile or the settings changed.

    The filters say which; none means all. Verdicts stay with the moments that are found again.
    """
    calls = chosen.filter()
    if chosen.outdated:
        with service.db.reading() as session:
            calls = replace(calls, outdated=service.standing(session, who.team))
    found = analyse_anew(service.db, who, calls)
    service.queue.ring()
    return job_answer(found)


@router.get("/v1/jobs", responses=problems(*ACCESS, BadParameter, StoreError))
def get_jobs(
    service: ServiceDep,
    who: Uploader,
    limit: Annotated[Limit, Query()] = 50,
    cursor: Annotated[Cursor, Query()] = None,
) -> JobList:
    """List jobs, newest first."""
    with service.db.reading() as session:
        found, following = jobs.page(session, jobs_seen_by(who), limit, cursor)
    return JobList(items=[Job.model_validate(job) for job in found], next_cursor=following)


@router.get("/v1/jobs/{job_id}", responses=problems(*ACCESS, JobNotFound, StoreError))
def get_job(job_id: str, service: ServiceDep, who: Uploader) -> Job:
    """Say how far a job is."""
    with service.db.reading() as session:
        return Job.model_validate(jobs.progress(session, jobs_seen_by(who, job_id)))


@router.get(
    "/v1/jobs/{job_id}/items", responses=problems(*ACCESS, JobNotFound, BadParameter, StoreError)
)
def get_job_items(
    job_id: str,
    service: ServiceDep,
    who: Uploader,
    state: Literal["waiting", "done", "failed"] | None = None,
    limit: Annotated[Limit, Query()] = 50,
    cursor: Annotated[Cursor, Query()] = None,
) -> JobItemList:
    """List a job's files or calls in the order they came, with what is wrong with each."""
    with service.db.reading() as session:
        job = jobs.progress(session, jobs_seen_by(who, job_id))
        found, following = jobs.items(session, job.number, state, limit, cursor)
    items = [JobItem.model_validate(one) for one in found]
    return JobItemList(items=items, next_cursor=following)


def job_seen(job_id: str, service: ServiceDep, who: Uploader) -> Progress:
    """How far the job of the address is, before anything is sent. Raises JobNotFound."""
    with service.db.reading() as session:
        return jobs.progress(session, jobs_seen_by(who, job_id))


@router.get(
    "/v1/jobs/{job_id}/events",
    response_class=EventSourceResponse,
    responses=problems(*ACCESS, JobNotFound, StoreError),
)
async def get_job_events(
    first: Annotated[Progress, Depends(job_seen)], service: ServiceDep
) -> AsyncIterable[ServerSentEvent]:
    """Tell of each step of a job as it happens (server-sent events), until it is finished.

    When the server stops the stream ends before that; clients of such events come back.
    """
    found: Progress | None = first
    last = None
    while found is not None:
        if found != last:
            name = "finished" if found.finished_at else "progress"
            yield ServerSentEvent(data=Job.model_validate(found).model_dump(), event=name)
        if found.finished_at or service.stopping.is_set():
            return
        last = found
        await asyncio.sleep(WATCH_SECONDS)
        found = await run_in_threadpool(_again, service.db, first.number)


def _again(db: Database, number: int) -> Progress | None:
    """The job as it is now, None where it is gone."""
    with db.reading() as session:
        try:
            return jobs.progress(session, JobRow.number == number)
        except JobNotFound:
            return None
