"""A service on a port of its own, in a thread of the tests."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI


@contextmanager
def running(app: FastAPI) -> Iterator[str]:
    """The address of a running service."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    with started(server, threading.Thread(target=server.run)) as address:
        yield address


@contextmanager
def started(server: uvicorn.Server, thread: threading.Thread) -> Iterator[str]:
    """The address of a server that runs in a thread, until the end of the context."""
    thread.start()
    while not server.started:
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()
