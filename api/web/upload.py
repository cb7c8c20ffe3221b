"""/upload: hand in calls, several or a zip at a time; /uploads/{id}: how far they are."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Annotated, Final

from fastapi import APIRouter, File, Form, Query, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from api.access import Scope, Who
from api.call_query import Cursor
from api.deps import ServiceDep, Uploader
from api.facts import MAX_CHARS
from api.pages import page_of, wants_part
from api.routes.batches import MAX_FILES
from api.routes.jobs import jobs_seen_by
from api.service import Service
from api.sign_in import check_token
from api.store import jobs
from api.store.call_list import untold
from api.uploads import file_name
from api.work.batches import take_batch

router = APIRouter(include_in_schema=False)

SAMPLES: Final = Path(__file__).parents[2] / "data" / "samples"
ITEMS: Final = 100
RECENT: Final = 5
"""So many of the newest jobs stand under the form."""
Field = Annotated[str, Form(max_length=MAX_CHARS)]
Token = Annotated[str, Form()]


@router.get("/upload")
def upload_page(request: Request, service: ServiceDep, who: Uploader) -> Response:
    """The form, and the newest jobs."""
    with service.db.reading() as session:
        recent, _ = jobs.page(session, jobs_seen_by(who), RECENT, None)
    values = {
        "who": who,
        "samples": len(list(_samples())),
        "recent": recent,
        "most_mb": service.settings.max_upload_mb,
        "most_together_mb": service.settings.max_batch_mb,
    }
    return page_of(request, "upload.html", values)


@router.post("/upload")
def post_upload(
    service: ServiceDep,
    who: Uploader,
    file: Annotated[list[UploadFile], File(max_length=MAX_FILES)],
    rep: Field = "",
    account: Field = "",
    csrf: Token = "",
) -> Response:
    """Take the files in; the answer leads to how far they are."""
    check_token(who, csrf)
    stated = {"rep": rep.strip(), "account": account.strip()}
    fields = {name: [value] for name, value in stated.items() if value}
    return _taken(service, who, [(file_name(one.filename or ""), one.file) for one in file], fields)


@router.post("/upload/samples")
def post_samples(service: ServiceDep, who: Uploader, csrf: Token = "") -> Response:
    """Take in the sample calls."""
    check_token(who, csrf)
    with ExitStack() as stack:
        files = [(path.name, stack.enter_context(path.open("rb"))) for path in _samples()]
        return _taken(service, who, files, {})


@router.get("/uploads/{job_id}")
def job_page(
    request: Request,
    job_id: str,
    service: ServiceDep,
    who: Uploader,
    cursor: Annotated[Cursor, Query()] = None,
    *,
    failed: bool = False,
) -> Response:
    """How far a batch is, file by file, or those that failed; for a script, the part of the page
    that changes."""
    with service.db.reading() as session:
        job = jobs.progress(session, jobs_seen_by(who, job_id))
        state = jobs.FAILED if failed else None
        items, following = jobs.items(session, job.number, state, ITEMS, cursor)
        known = [one.call for one in items if one.call is not None and who.may(Scope.CALLS_READ)]
        ask = untold(session, who.view, known)
    values = {"who": who, "here": "/upload", "job": job, "items": items, "next": following}
    values |= {"ask": ask, "failed": failed}
    template = "job_progress.html" if wants_part(request) else "job.html"
    return page_of(request, template, values)


def _taken(
    service: Service, who: Who, files: Sequence[tuple[str, IO[bytes]]], fields: dict[str, list[str]]
) -> Response:
    with service.gate.place():
        job, _ = take_batch(service.db, who, files, fields)
    service.queue.ring()
    return RedirectResponse(f"/uploads/{job.id}", 303)


def _samples() -> Iterator[Path]:
    """The sample calls, none where only the package is installed."""
    return (path for path in sorted(SAMPLES.rglob("*.*")) if path.suffix != ".md")
