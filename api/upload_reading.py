"""Read an upload off the wire: a form, the project's own JSON, or a transcript as it is."""

import asyncio
from collections.abc import Mapping
from typing import Final

from fastapi import Request
from starlette.datastructures import FormData, UploadFile

from api.errors import BadUpload, UnsupportedContent, UploadTooLarge, UploadTooSlow
from api.facts import MAX_REPS
from api.upload_fields import FIELDS, MAX_PARTICIPANTS_CHARS, UploadFields, fields_of
from api.uploads import Upload, file_name

FORM: Final = "multipart/form-data"
JSON: Final = "application/json"
RAW: Final = (
    "application/octet-stream",
    "application/x-subrip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)
"""Besides text/*: a transcript as it is."""
Stated = Mapping[str, list[str]]


async def read_upload(request: Request, stated: Stated, limit: int, seconds: float) -> Upload:
    """The upload of a request, read no further than ``limit`` bytes and ``seconds``.

    ``stated`` are the fields of the address. Raises UnsupportedContent, UploadTooLarge,
    UploadTooSlow, BadUpload, BadRequest.
    """
    kind = content_type(request)
    if kind not in (FORM, JSON, *RAW) and not kind.startswith("text/"):
        raise UnsupportedContent(
            f"expected {FORM} with a field file, a call as {JSON}, or a transcript as text or "
            f"application/octet-stream, found {'another' if kind else 'no'} content type"
        )
    try:
        async with asyncio.timeout(seconds):
            read = _form if kind == FORM else _own if kind == JSON else _raw
            upload = await read(request, stated)
    except TimeoutError as error:
        raise UploadTooSlow(
            f"expected the upload within {seconds:g} seconds, found it still on its way"
        ) from error
    if len(upload.data) > limit:
        raise UploadTooLarge(f"expected at most {limit // 2**20} MB, found more")
    if not upload.data.strip():
        raise BadUpload("expected a call, found nothing in the upload; choose another file")
    return upload


def content_type(request: Request) -> str:
    """The media type of a request's body. Raises UnsupportedContent for a packed one."""
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise UnsupportedContent("expected a body as it is, found a packed one; send it unpacked")
    return request.headers.get("content-type", "").split(";")[0].strip().lower()


async def _own(request: Request, stated: Stated) -> Upload:
    return upload_of(fields_of(stated), await request.body(), None)


async def _raw(request: Request, stated: Stated) -> Upload:
    fields = fields_of(stated)
    return upload_of(fields, await request.body(), file_name(fields.name or "upload"))


async def _form(request: Request, stated: Stated) -> Upload:
    async with request.form(
        max_files=1, max_fields=2 * MAX_REPS, max_part_size=MAX_PARTICIPANTS_CHARS
    ) as form:
        if not set(form) <= {"file", *FIELDS}:
            raise BadUpload(f"expected the form fields file, {', '.join(sorted(FIELDS))}")
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise BadUpload("expected a file in the form field file, found none")
        fields = fields_of(both(stated, form))
        return upload_of(fields, await file.read(), file_name(fields.name or file.filename or ""))


def both(stated: Stated, form: FormData) -> dict[str, list[str]]:
    """The fields of the address and of the form together."""
    out = {name: list(values) for name, values in stated.items()}
    for name in FIELDS & set(form):
        values = form.getlist(name)
        if not all(isinstance(value, str) for value in values):
            raise BadUpload(f"{name}: expected text, found a file")
        out.setdefault(name, []).extend(str(value) for value in values)
    return out


def upload_of(fields: UploadFields, data: bytes, name: str | None) -> Upload:
    """The upload of a body with its fields."""
    return Upload(data, name, fields.reps, fields.call_id, fields.facts)
