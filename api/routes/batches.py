"""/v1/batches: hand in many calls at once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, Annotated, Any, Final, cast

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response
from starlette.datastructures import UploadFile

from analyser.errors import DamagedInput, InputTooLarge
from api.deps import AgainDep, ServiceDep, Uploader
from api.errors import (
    BadParameter,
    BadRequest,
    BadUpload,
    ForeignSite,
    IdempotencyMismatch,
    StoreError,
    TooBusy,
    UnsupportedContent,
    UploadTooLarge,
    UploadTooSlow,
)
from api.facts import MAX_REPS
from api.openapi import ACCESS, FACTS, problems
from api.routes.jobs import ACCEPTED, job_answer
from api.upload_fields import FIELDS, MAX_PARTICIPANTS_CHARS, AddressFields, fields_of
from api.upload_reading import FORM, both, content_type
from api.uploads import file_name
from api.work.batches import take_batch

router = APIRouter(prefix="/v1/batches", tags=["jobs"])

MAX_FILES: Final = 1_000
MEMORY_BYTES: Final = 2**20
ARCHIVES: Final = {
    "application/zip": "calls.zip",
    "application/gzip": "calls.tar.gz",
    "application/x-ndjson": "calls.jsonl",
    "application/jsonl": "calls.jsonl",
}
"""Bodies that are one file, and what it is called where nobody says."""
ONE_CALL: Final = ("id", "source_id", "name")
"""Fields that make no sense for several calls."""
BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            FORM: {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {
                            "type": "array",
                            "items": {"type": "string", "format": "binary"},
                            "description": "transcripts, zip, tar.gz or JSONL",
                        },
                        "rep": {"type": "array", "items": {"type": "string", "maxLength": 200}},
                        **{
                            name: {"type": "string", "maxLength": 200, "description": about}
                            for name, about in FACTS.items()
                            if name not in ONE_CALL
                        },
                    },
                }
            },
            **{kind: {"schema": {"type": "string", "format": "binary"}} for kind in ARCHIVES},
        },
    }
}


@dataclass(frozen=True, slots=True)
class Batch:
    """The files of a batch, and the fields that go with every call in them."""

    files: list[tuple[str, IO[bytes]]]
    fields: dict[str, list[str]]


async def batch_of(
    request: Request,
    service: ServiceDep,
    _who: Uploader,
    stated: Annotated[AddressFields, Query()],
) -> AsyncIterator[Batch]:
    """The request's batch; its files are gone when the answer stands."""
    kind = content_type(request)
    if kind != FORM and kind not in ARCHIVES:
        raise UnsupportedContent(
            f"expected {FORM} with fields file, or one of {', '.join(ARCHIVES)}, found "
            f"{'another' if kind else 'no'} content type"
        )
    seconds = service.settings.upload_seconds
    with service.gate.place():
        async with AsyncExitStack() as stack:
            try:
                async with asyncio.timeout(seconds):
                    batch = await _read(request, kind, stated.stated(), stack)
            except TimeoutError as error:
                raise UploadTooSlow(
                    f"expected the batch within {seconds:g} seconds, found it still on its way"
                ) from error
            _check(batch)
            yield batch


async def _read(
    request: Request, kind: str, stated: dict[str, list[str]], stack: AsyncExitStack
) -> Batch:
    if kind != FORM:
        stream = stack.enter_context(SpooledTemporaryFile(MEMORY_BYTES))  # noqa: SIM115  the stack closes it
        async for part in request.stream():
            await asyncio.to_thread(stream.write, part)
        stream.seek(0)
        name = file_name((stated.get("name") or [ARCHIVES[kind]])[0])
        return Batch([(name, cast(IO[bytes], stream))], stated)
    form = await stack.enter_async_context(
        request.form(
            max_files=MAX_FILES, max_fields=2 * MAX_REPS, max_part_size=MAX_PARTICIPANTS_CHARS
        )
    )
    if not set(form) <= {"file", *FIELDS}:
        raise BadUpload(f"expected the form fields file, {', '.join(sorted(FIELDS))}")
    files = [
        (file_name(one.filename or ""), cast(IO[bytes], one.file))
        for one in form.getlist("file")
        if isinstance(one, UploadFile)
    ]
    if len(files) < len(form.getlist("file")):
        raise BadUpload("file: expected files, found text")
    return Batch(files, both(stated, form))


def _check(batch: Batch) -> None:
    """The fields must be such as every call may have; better told now than for each file."""
    for name in ONE_CALL[:2]:
        if batch.fields.get(name):
            raise BadUpload(f"{name}: expected a field that fits several calls; leave it out")
    fields_of(batch.fields)


@router.post(
    "",
    status_code=202,
    response_class=Response,
    openapi_extra=BODY,
    responses={
        **ACCEPTED,
        200: {**ACCEPTED[202], "description": "The same request came before: its job"},
        **problems(
            BadRequest,
            *ACCESS,
            ForeignSite,
            UploadTooSlow,
            UploadTooLarge,
            InputTooLarge,
            UnsupportedContent,
            BadUpload,
            BadParameter,
            DamagedInput,
            IdempotencyMismatch,
            TooBusy,
            StoreError,
        ),
    },
)
def post_batch(
    batch: Annotated[Batch, Depends(batch_of, scope="function")],
    service: ServiceDep,
    who: Uploader,
    again: AgainDep = None,
) -> Response:
    """Hand in many calls: transcripts, zip, tar.gz, or the project's own JSON a line (JSONL).

    All files are on disk when the answer comes, and are analysed behind it. What is wrong with a
    file stands with its item; the others go on. Fields count for every call.
    """
    found, is_new = take_batch(service.db, who, batch.files, batch.fields, again)
    service.queue.ring()
    return job_answer(found, 202 if is_new else 200)
