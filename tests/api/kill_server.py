"""A server that is easily killed and started again: ``python -m tests.api.kill_server DATABASE``.

It loads the model once. For each line on stdin it forks a server on a port of its own, writes the
port and the server's process id, and waits for the server to die.
"""

import os
import socket
import sys

import uvicorn

from analyser.settings import Settings
from api.main import create_app
from api.service import ROAD
from api.settings import ServiceSettings
from models import threads


def main(database: str) -> None:
    """Serve until stdin ends."""
    ROAD.load(Settings())
    for _ in sys.stdin:
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        listener.listen(64)
        child = os.fork()
        if not child:
            # Threads do not come along into a fork.
            threads._pool.cache_clear()
            serve(listener, database)
            os._exit(0)
        print(listener.getsockname()[1], child, flush=True)
        listener.close()
        os.waitpid(child, 0)
        print("dead", flush=True)


def serve(listener: socket.socket, database: str) -> None:
    settings = ServiceSettings(database=database, claim_seconds=1, workers=2, waiting=16)
    config = uvicorn.Config(create_app(settings), log_level="error")
    uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main(sys.argv[1])
