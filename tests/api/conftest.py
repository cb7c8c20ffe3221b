from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.deps import Road
from api.main import create_app
from api.settings import ServiceSettings
from api.store import SqlCallStore
from tests.api.quick_service import QUICK, Serve


@pytest.fixture
def database(tmp_path: Path) -> str:
    return str(tmp_path / "data" / "calls.db")


@pytest.fixture
def serve(database: str) -> Iterator[Serve]:
    """Start a service on the test's database: ``serve(road=..., waiting=...)``."""
    clients = []

    def start(
        road: Road = QUICK, base_url: str = "http://127.0.0.1:8000", **settings: Any
    ) -> TestClient:
        chosen = ServiceSettings(database=database, **{"max_upload_mb": 1, **settings})
        app = create_app(chosen, SqlCallStore(database), road=road)
        client = TestClient(app, base_url=base_url, follow_redirects=False)
        client.__enter__()
        clients.append(client)
        return client

    yield start
    for client in clients:
        client.__exit__(None, None, None)


@pytest.fixture
def client(serve: Serve) -> TestClient:
    return serve()
