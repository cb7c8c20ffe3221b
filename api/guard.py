"""What stands before every route: hosts, foreign sites, sizes, headers and the unforeseen."""

import asyncio
import ipaddress
import logging
import traceback
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import (
    ForeignSite,
    Problem,
    ServiceError,
    TooBusy,
    UploadTooLarge,
    WrongHost,
    answer,
    problem_of,
)

log = logging.getLogger("trust_analyser")

FORM_BYTES: Final = 2**20
"""What a form may add to its file: fields and boundaries."""
PLAIN_BYTES: Final = 2**20
"""The most that anything but an upload may hold; a profile's file among them."""
CALLS: Final = "/v1/calls"
BATCHES: Final = frozenset({"/v1/batches", "/upload"})
READING: Final = ("GET", "HEAD", "OPTIONS")
CSP: Final = (
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS: Final = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not no-referrer: with it, browsers hide from us that our own form sent a call.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Guard:
    """The middleware. ``hosts`` are host names to answer to, besides loopback ones and, with
    ``any_address``, bare addresses: a name that another site made lead here is refused."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        hosts: Iterable[str],
        any_address: bool,
        max_bytes: int,
        max_batch_bytes: int,
    ) -> None:
        self.app = app
        self.hosts = frozenset(host.casefold() for host in (*hosts, "localhost"))
        self.any_address = any_address
        self.max_bytes = max_bytes
        self.max_batch_bytes = max_batch_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def send_guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        request = Request(scope)
        try:
            self._check(request)
            await self.app(scope, self._counted(receive, self._limit(request)), send_guarded)
        except ServiceError as error:
            await answer(problem_of(error), request)(scope, receive, send_guarded)
        except ClientDisconnect:
            log.info("the client went away")
        except asyncio.CancelledError:
            # The server stops, and its patience is over.
            if started:
                raise
            await answer(problem_of(_stopping()), request)(scope, receive, send_guarded)
        except Exception as error:
            # Its message may quote the talk: only its kind and its place are written down.
            place = traceback.extract_tb(error.__traceback__)[-1]
            log.error("%s in %s, line %s", type(error).__name__, place.name, place.lineno)
            if not started:
                problem = Problem(500, "Something went wrong", "the service's log names the place")
                await answer(problem, request)(scope, receive, send_guarded)

    def _check(self, request: Request) -> None:
        headers = request.headers
        if not self._is_ours(headers.get("host", "")):
            raise WrongHost(
                "expected this service's host name, found another; "
                "set TRUST_ANALYSER_HOSTS to the names it is reached by"
            )
        if request.method not in READING and _is_foreign(headers):
            raise ForeignSite("expected a request from this service's own page or a program")
        length = headers.get("content-length", "0")
        limit = self._limit(request)
        if length.isdecimal() and int(length[:19]) > limit + FORM_BYTES:
            raise _too_large(limit)

    def _limit(self, request: Request) -> int:
        path = request.url.path
        if path in BATCHES:
            return self.max_batch_bytes
        return self.max_bytes if path == CALLS else PLAIN_BYTES

    def _is_ours(self, host: str) -> bool:
        name = _host_name(host)
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            return name in self.hosts
        return self.any_address or address.is_loopback or name in self.hosts

    def _counted(self, receive: Receive, limit: int) -> Receive:
        found = 0

        async def receive_counted() -> Message:
            nonlocal found
            message = await receive()
            found += len(message.get("body", b""))
            if found > limit + FORM_BYTES:
                raise _too_large(limit)
            return message

        return receive_counted


def _stopping() -> TooBusy:
    return TooBusy(
        "expected to be done before the service stopped, found it stopping; send it again"
    )


def _too_large(limit: int) -> UploadTooLarge:
    return UploadTooLarge(
        f"expected at most {limit // 2**20} MB, found more; hand in less at a time"
    )


def _host_name(host: str) -> str:
    """The name in a Host header, without port and brackets.

    >>> _host_name("LOCALHOST:8000"), _host_name("[::1]:8000"), _host_name("a:b:c")
    ('localhost', '::1', '')
    """
    try:
        return (urlsplit(f"//{host}").hostname or "") if host.count(":") < 2 or "[" in host else ""
    except ValueError:
        return ""


def _is_foreign(headers: Headers) -> bool:
    """Whether a browser says that a page of another site sent the request. Programs say nothing."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host")
