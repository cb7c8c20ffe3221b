"""What a route may ask for."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from typing import Annotated

from fastapi import Depends, Header, Query, Request

from api.access import Scope, Who
from api.request_ids import request_id
from api.service import Service
from api.sign_in import who_asks
from api.store.idempotency import MAX_KEY_CHARS
from api.upload_fields import AddressFields
from api.upload_reading import read_upload
from api.uploads import Upload


# `async def` where nothing waits: plain ones take a thread of the pool each, at every request.
async def service_of(request: Request) -> Service:
    """The service that a request came to."""
    service: Service = request.app.state.service
    return service


ServiceDep = Annotated[Service, Depends(service_of)]


def who_of(request: Request, service: ServiceDep) -> Who:
    """Who sent a request. Raises NotSignedIn, TooOften."""
    who = who_asks(request, service.db)
    service.limits.request(who.actor)
    # A problem's page is told of it here: it leads on to what somebody may open.
    request.state.who = who
    return replace(who, request=request_id())


WhoDep = Annotated[Who, Depends(who_of)]


def allowed(scope: Scope, *, all_reps: bool = False) -> Callable[[Who], Awaitable[Who]]:
    """A dependency: who asks, if they may. It raises Forbidden."""

    async def check(who: WhoDep) -> Who:
        who.need(scope, all_reps=all_reps)
        return who

    return check


Reader = Annotated[Who, Depends(allowed(Scope.CALLS_READ))]
Uploader = Annotated[Who, Depends(allowed(Scope.CALLS_WRITE))]
Reviewer = Annotated[Who, Depends(allowed(Scope.REVIEWS_WRITE))]
Exporter = Annotated[Who, Depends(allowed(Scope.EXPORTS_READ, all_reps=True))]
Admin = Annotated[Who, Depends(allowed(Scope.ADMIN, all_reps=True))]
"""A key that is for one rep's calls alone administers nothing, whatever its scopes."""


async def upload_of(
    request: Request,
    service: ServiceDep,
    who: Uploader,  # noqa: ARG001  nobody's body is read before they may send it
    fields: Annotated[AddressFields, Query()],
) -> AsyncIterator[Upload]:
    """The request's upload; its place is free again when the answer stands."""
    settings = service.settings
    with service.gate.place():
        yield await read_upload(
            request, fields.stated(), settings.max_upload_bytes, settings.upload_seconds
        )


UploadDep = Annotated[Upload, Depends(upload_of, scope="function")]
AgainDep = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=MAX_KEY_CHARS,
        description="sent again with the same key, a request is the same request",
    ),
]
