"""A server that is told to stop does not wait for those who listen to it."""

import signal
import threading
from pathlib import Path

import httpx
import uvicorn

from api.main import create_app
from api.server import Server
from api.settings import ServiceSettings
from tests.api.quick_service import QUICK, vtt
from tests.api.running import started


def test_streams_of_events_end_when_the_server_stops(tmp_path: Path) -> None:
    app = create_app(
        ServiceSettings(database=str(tmp_path / "calls.db"), job_threads=0), road=QUICK
    )
    config = uvicorn.Config(app, port=0, log_level="error", timeout_graceful_shutdown=None)
    server = Server(config, app.state.service.stopping)
    thread = threading.Thread(target=server.run, daemon=True)
    with started(server, thread) as address, httpx.Client(base_url=address, timeout=60) as client:
        job = client.post("/v1/batches", files={"file": ("a.vtt", vtt())}).headers["Location"]
        with client.stream("GET", f"{job}/events") as answer:
            lines = answer.iter_lines()
            assert next(lines) == "event: progress"
            server.handle_exit(signal.SIGTERM, None)
            assert "event: finished" not in list(lines)
        thread.join(60)
    assert not thread.is_alive()
