"""A real service on a port, a team of the test's own in it, and a client."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI

from analyser.client import Client
from api.access import Role
from api.main import create_app
from api.settings import ServiceSettings
from api.work.analyst import Road
from tests.api.page_service import WHOLE
from tests.api.running import running
from tests.api.teams import Team, add_team

Start = Callable[..., str]


@dataclass(frozen=True)
class Served:
    """A running service and its address."""

    app: FastAPI
    url: str


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    database = tmp_path_factory.mktemp("served") / "kept" / "calls.db"
    app = create_app(ServiceSettings(database=str(database)), road=WHOLE)
    with running(app) as url:
        yield Served(app, url)


@pytest.fixture
def team(served: Served) -> Team:
    return add_team(served, uuid4().hex)  # type: ignore[arg-type]


@pytest.fixture
def url(served: Served, team: Team, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of the service; the environment has the key of an admin of the test's team."""
    monkeypatch.setenv("TRUST_ANALYSER_KEY", team.secrets[Role.ADMIN])
    return served.url


@pytest.fixture
def client(url: str) -> Iterator[Client]:
    with Client(url) as made:
        yield made


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start a service with settings of its own, which needs no key: ``start(workers=1)``."""
    with ExitStack() as stack:

        def run(road: Road = WHOLE, **chosen: Any) -> str:
            settings = ServiceSettings(database=str(tmp_path / "kept" / "calls.db"), **chosen)
            return stack.enter_context(running(create_app(settings, road=road)))

        yield run


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that were asked for; none is made."""
    asked: list[float] = []
    monkeypatch.setattr("analyser.client.wire.sleep", asked.append)
    return asked
