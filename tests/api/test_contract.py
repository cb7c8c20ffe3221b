"""What the OpenAPI document says is what the service does: tried with made-up requests."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import requests
import schemathesis
import uvicorn
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.main import create_app
from api.settings import ServiceSettings
from tests.api.quick_service import QUICK, vtt

EXAMPLES = int(os.environ.get("TRUST_ANALYSER_EXAMPLES", "8"))
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance]
REPORTS = {"/v1/calls", "/v1/calls/{call_id}"}
"""The quick analysis writes reports that lack much of their schema."""
ENDLESS = "/v1/jobs/{job_id}/events"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server at this computer with a call in it."""
    folder: Path = tmp_path_factory.mktemp("contract")
    chosen = ServiceSettings(
        database=str(folder / "calls.db"), max_upload_mb=1, job_threads=0, rate=0
    )
    app = create_app(chosen, road=QUICK)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = Thread(target=server.run)
    thread.start()
    until = time.monotonic() + 60
    while not server.started and time.monotonic() < until:
        time.sleep(0.01)
    url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    sent = requests.post(f"{url}/v1/calls", files={"file": ("a.vtt", vtt())}, timeout=60)
    assert sent.status_code == 201
    yield url
    server.should_exit = True
    thread.join()


def try_out(operation: Any) -> int:
    """Send made-up requests to one operation; how many. Raises what an answer does wrong."""
    exact = [] if operation.path in REPORTS else [response_schema_conformance]
    sent = 0

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def send(case: schemathesis.Case) -> None:
        nonlocal sent
        sent += 1
        case.call_and_validate(checks=[*CHECKS, *exact], timeout=60)

    send()
    return sent


def test_every_answer_is_in_the_document(address: str) -> None:
    document = schemathesis.openapi.from_url(f"{address}/openapi.json")
    found = [one.ok() for one in document.get_all_operations()]
    sent, wrong = 0, []
    for operation in found:
        if operation.path != ENDLESS:
            try:
                sent += try_out(operation)
            except Exception as error:
                wrong.append(f"{operation.label}: {error}")
    assert wrong == []
    assert sent >= len(found)
    print(sent, "requests to", len(found), "operations")
