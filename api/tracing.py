"""Every request has a correlation id: in the answer, in its log line, in problems, in the audit."""

import re
import time
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.logs import log
from api.metrics import Metrics
from api.request_ids import HEADER, current
from api.store.clock import new_id

USABLE: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")


class Trace:
    """The outermost middleware. A client's own id is taken where it is short and plain. Neither
    address nor query is written down, only which route it was: both may hold words of a talk."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        stated = Headers(scope=scope).get(HEADER, "")
        mine = stated if USABLE.fullmatch(stated) else new_id()
        token = current.set(mine)
        started, status = time.perf_counter(), 0

        async def send_traced(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = mine
            await send(message)

        try:
            await self.app(scope, receive, send_traced)
        finally:
            seconds = time.perf_counter() - started
            method, route = _known(scope["method"]), _route(scope)
            self.metrics.answered(method, route, status, seconds)
            log.info(
                "answered",
                extra={
                    "fields": {
                        "request": mine,
                        "method": method,
                        "route": route,
                        "status": status,
                        "seconds": round(seconds, 4),
                    }
                },
            )
            current.reset(token)


def _route(scope: Scope) -> str:
    """Which route it was, with names in place of ids; nothing of an address that leads nowhere."""
    return getattr(scope.get("route"), "path", None) or "none"


def _known(method: str) -> str:
    return method if method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE") else "other"
