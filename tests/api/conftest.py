import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from fastapi.testclient import TestClient

from api.main import create_app
from api.settings import ServiceSettings
from api.store.database import Database
from api.work.analyst import Road
from tests.api.postgres import REQUIRED, cluster, programs
from tests.api.quick_service import QUICK, Serve


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL server of our own, with a place for a database's name."""
    found = programs()
    if found is None:
        if os.environ.get(REQUIRED):
            pytest.fail("PostgreSQL is required here and not installed")
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    with cluster(found) as url:
        with psycopg.connect(url.format(name="postgres"), autocommit=True) as connection:
            connection.execute("CREATE DATABASE made")
        # Made once; each test's database is a copy.
        Database(url.format(name="made")).close()
        yield url


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database as a path or URL; of each kind in turn under ``on_each_database``."""
    if getattr(request, "param", "sqlite") == "sqlite":
        yield str(tmp_path / "data" / "calls.db")
        return
    url = request.getfixturevalue("postgres")
    name = f"test_{uuid4().hex}"
    with psycopg.connect(url.format(name="postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE made")
        yield url.format(name=name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def serve(database: str) -> Iterator[Serve]:
    """Start a service on the test's database: ``serve(road=..., waiting=...)``."""
    clients = []

    def start(
        road: Road = QUICK,
        base_url: str = "http://127.0.0.1:8000",
        *,
        any_address: bool = False,
        **settings: Any,
    ) -> TestClient:
        chosen = ServiceSettings(
            database=database, **{"max_upload_mb": 1, "job_threads": 0, **settings}
        )
        app = create_app(chosen, road=road, any_address=any_address)
        client = TestClient(
            app, base_url=base_url, follow_redirects=False, client=("127.0.0.1", 50000)
        )
        client.__enter__()
        clients.append(client)
        return client

    yield start
    for client in clients:
        client.__exit__(None, None, None)


@pytest.fixture
def client(serve: Serve) -> TestClient:
    return serve()
