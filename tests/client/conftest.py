"""A real service on a port, and a client of it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from analyser.client import Client
from api.main import create_app
from api.settings import ServiceSettings
from api.work.analyst import Road
from tests.api.page_service import WHOLE
from tests.api.running import running

Start = Callable[..., str]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start a service: ``start(road=..., workers=...)`` gives its address."""
    with ExitStack() as stack:

        def run(road: Road = WHOLE, **chosen: Any) -> str:
            settings = ServiceSettings(database=str(tmp_path / "kept" / "calls.db"), **chosen)
            return stack.enter_context(running(create_app(settings, road=road)))

        yield run


@pytest.fixture
def url(start: Start) -> str:
    return start()


@pytest.fixture
def client(url: str) -> Iterator[Client]:
    with Client(url) as made:
        yield made


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that were asked for; none is made."""
    asked: list[float] = []
    monkeypatch.setattr("analyser.client.wire.sleep", asked.append)
    return asked
