"""What a client hands in: one call, as a file in a form or as the project's own JSON."""

import asyncio
import hashlib
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from fastapi import Request
from pydantic import ValidationError
from starlette.datastructures import FormData, UploadFile

from analyser.analysis import conversation_of
from analyser.conversation import Conversation
from analyser.ingest import read_bytes
from analyser.settings import Settings
from api.errors import (
    BadRequest,
    BadUpload,
    SeveralCalls,
    UnsupportedContent,
    UploadTooLarge,
    UploadTooSlow,
)
from api.schemas import CallIn

MAX_FIELDS: Final = 64
MAX_FIELD_CHARS: Final = 200
MAX_NAME_CHARS: Final = 120
FORM: Final = "multipart/form-data"
JSON: Final = "application/json"


@dataclass(frozen=True, slots=True)
class Upload:
    """The bytes of one call. ``name`` is the file's, for messages and as the report's source;
    None for JSON handed in as the body. ``reps`` and ``call_id`` are the options."""

    data: bytes
    name: str | None = None
    reps: tuple[str, ...] = ()
    call_id: str | None = None

    def settings(self, base: Settings) -> Settings:
        """The service's settings with the upload's options."""
        return replace(base, reps=(*base.reps, *self.reps))

    def key(self, base: Settings) -> str:
        """What makes two uploads the same: content and options, not the file's name."""
        settings = self.settings(base)
        options = [
            sorted({rep.casefold() for rep in settings.reps}),
            sorted(settings.own_domains),
            settings.profile,
            settings.min_role_confidence,
            self.call_id,
        ]
        content = hashlib.sha256(self.data).hexdigest()
        return hashlib.sha256(json.dumps([content, options]).encode()).hexdigest()

    def conversation(self) -> Conversation:
        """The call in it. Raises TranscriptError, SeveralCalls, BadRequest, BadUpload."""
        if self.name is None:
            return conversation_of(_own_json(self.data))
        calls = read_bytes(self.data, self.name)
        if len(calls) > 1:
            raise SeveralCalls(
                f"{self.name}: expected one call, found {len(calls)}; hand in each on its own"
            )
        return replace(calls[0], id=self.call_id) if self.call_id else calls[0]


async def read_upload(request: Request, limit: int, seconds: float) -> Upload:
    """The upload of a request, read no further than ``limit`` bytes and ``seconds``.

    Raises UnsupportedContent, UploadTooLarge, UploadTooSlow, BadUpload, BadRequest.
    """
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise UnsupportedContent("expected a body as it is, found a packed one; send it unpacked")
    if kind not in (FORM, JSON):
        raise UnsupportedContent(
            f"expected {FORM} with a field file, or a call as {JSON}, found "
            f"{'another content type' if kind else 'no content type'}"
        )
    try:
        async with asyncio.timeout(seconds):
            upload = await (_form(request) if kind == FORM else _body(request))
    except TimeoutError as error:
        raise UploadTooSlow(
            f"expected the upload within {seconds:g} seconds, found it still on its way"
        ) from error
    if len(upload.data) > limit:
        raise UploadTooLarge(f"expected at most {limit // 2**20} MB, found more")
    if not upload.data.strip():
        raise BadUpload("expected a call, found nothing in the upload; choose a file")
    return upload


async def _body(request: Request) -> Upload:
    return Upload(await request.body())


async def _form(request: Request) -> Upload:
    async with request.form(
        max_files=1, max_fields=MAX_FIELDS, max_part_size=4 * MAX_FIELD_CHARS
    ) as form:
        if not set(form) <= {"file", "rep", "id"}:
            raise BadUpload("expected the form fields file, rep and id, found another one")
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise BadUpload("expected a file in the form field file, found none")
        ids = _texts(form, "id")
        if len(ids) > 1:
            raise BadUpload(f"id: expected one, found {len(ids)}")
        return Upload(
            await file.read(),
            file_name(file.filename or ""),
            _texts(form, "rep"),
            ids[0] if ids else None,
        )


def _texts(form: FormData, field: str) -> tuple[str, ...]:
    """The values of a field, without those left empty in a page's form."""
    values = [value for value in form.getlist(field) if isinstance(value, str)]
    if len(values) < len(form.getlist(field)):
        raise BadUpload(f"{field}: expected text, found a file")
    texts = tuple(" ".join(value.split()) for value in values if value.strip())
    if any(len(text) > MAX_FIELD_CHARS or not text.isprintable() for text in texts):
        raise BadUpload(f"{field}: expected printable text of at most {MAX_FIELD_CHARS} characters")
    return texts


def file_name(stated: str) -> str:
    """The last part of a stated file name, fit to be shown. It never names a file of ours.

    >>> file_name("../../etc/pass\\x00wd.vtt"), file_name("C:\\\\calls\\\\Zoë.srt"), file_name("/")
    ('passwd.vtt', 'Zoë.srt', 'upload')
    """
    base = stated.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(c for c in base if unicodedata.category(c)[0] != "C")
    shown = " ".join(shown.split())
    if len(shown) > MAX_NAME_CHARS:
        shown = shown[: MAX_NAME_CHARS - 20] + "…" + shown[-19:]
    return shown if shown.strip(". ") else "upload"


def _own_json(data: bytes) -> Mapping[str, Any]:
    try:
        call = CallIn.model_validate_json(data.removeprefix(b"\xef\xbb\xbf"))
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        if first["type"] == "json_invalid":
            raise BadRequest(f"expected a call as JSON, found {first['msg']}") from error
        place = ".".join(str(part) for part in first["loc"]) or "the call"
        raise BadUpload(
            f'expected a call as {{"turns": [{{"speaker", "text"}}]}}; {place}: {first["msg"]}'
        ) from error
    return call.model_dump(mode="json", exclude_unset=True)
