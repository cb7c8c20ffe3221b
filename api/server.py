"""Serve the application: on this computer alone, unless told otherwise."""

import errno
import ipaddress
import logging.config
import signal
import socket
from contextlib import suppress
from threading import Event
from types import FrameType

import uvicorn

from analyser.errors import SettingsError
from api.logs import LOGGING
from api.main import create_app
from api.memory import return_large_blocks
from api.service import ROAD, open_service
from api.settings import ServiceSettings, service_settings
from api.store import people
from api.store.database import Database

SHUTDOWN_SECONDS = 30
KEEP_ALIVE_SECONDS = 75
"""Idle connections stay open longer than clients usually wait between two requests: one that is
closed just as a client speaks again costs that client its request."""


class Server(uvicorn.Server):
    """Says so when it is told to stop, to those who would send for as long as they can."""

    def __init__(self, config: uvicorn.Config, stopping: Event) -> None:
        super().__init__(config)
        self._stopping = stopping

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._stopping.set()
        super().handle_exit(sig, frame)


def serve(host: str = "127.0.0.1", port: int = 8000) -> None:
    """Serve until told to stop; uploads at work are finished first.

    Raises SettingsError for a host beyond this computer without an admin and for a port that is
    taken, StoreError, ModelError.
    """
    settings = service_settings()
    check_address(host, port, settings)
    check_free(host, port)
    app = create_app(settings, any_address=not is_loopback(host))
    return_large_blocks()
    # Before the server starts, so that a missing model is one line and no traceback.
    ROAD.load(settings.analysis)
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        proxy_headers=False,
        server_header=False,
        log_config=LOGGING,
        access_log=False,
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
    )
    with suppress(KeyboardInterrupt):
        Server(config, app.state.service.stopping).run()


def work(threads: int) -> None:
    """Work at jobs until told to stop; the work at hand is finished first.

    Raises SettingsError, StoreError, ModelError.
    """
    logging.config.dictConfig(LOGGING)
    return_large_blocks()
    service = open_service(service_settings())
    ROAD.load(service.settings.analysis)
    told = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: told.set())
    with service.working(threads):
        told.wait()


def check_address(host: str, port: int, settings: ServiceSettings) -> None:
    """Nothing, where the service may listen there. Raises SettingsError, StoreError."""
    if not 0 <= port <= 65535:
        raise SettingsError(f"--port: expected a number from 0 to 65535, found {port}")
    if is_loopback(host):
        return
    db = Database(settings.database)
    try:
        with db.reading() as session:
            is_open = people.is_open(session)
    finally:
        db.close()
    if is_open:
        raise SettingsError(
            f"--host {host}: expected an address of this computer alone, such as 127.0.0.1, found "
            "one that others may reach; there is no admin yet, so they could do everything. "
            "Run analyser admin create --email ADDRESS first"
        )


def check_free(host: str, port: int) -> None:
    """Nothing, where a server may listen there now. Raises SettingsError."""
    try:
        found = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM)
        for family, _, _, _, address in found:
            socket.create_server(address, family=family).close()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise SettingsError(
                f"--port {port}: expected a port that nobody listens at, found one in use; stop "
                "what listens there, or name another"
            ) from error
        raise SettingsError(
            f"--host {host} --port {port}: expected an address and a port of this computer, found: "
            f"{error.strerror}"
        ) from error


def is_loopback(host: str) -> bool:
    """Whether only this computer can reach what listens there.

    >>> [is_loopback(host) for host in ("localhost", "127.0.0.1", "::1", "0.0.0.0", "", "a.b")]
    [True, True, True, False, False, False]
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
