"""Correlation ids, the log and the figures."""

import json
import logging
import sys

import pytest
from fastapi.testclient import TestClient

from api.logs import JsonLines
from tests.api.quick_service import on_each_database, send
from tests.api.teams import service

CANARY = "xylophone"


def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    return [json.loads(JsonLines().format(one)) for one in caplog.records]


@pytest.mark.parametrize(
    ("stated", "taken"),
    [("dialler-7.a_b", True), ("", False), ("a b", False), ("x" * 65, False), ("<b>", False)],
)
def test_a_plain_request_id_comes_back(client: TestClient, stated: str, taken: bool) -> None:
    answer = client.get("/v1/calls/nothing", headers={"X-Request-ID": stated})
    mine = answer.headers["X-Request-ID"]
    assert (mine == stated) is taken
    assert mine
    assert answer.json()["request"] == mine


def test_refused_requests_have_one_too(client: TestClient) -> None:
    answer = client.get("/v1/calls", headers={"Host": "evil.example", "X-Request-ID": "a"})
    assert (answer.status_code, answer.headers["X-Request-ID"]) == (421, "a")


def test_the_audit_log_names_it(client: TestClient) -> None:
    call = send(client).headers["Call-Id"]
    client.get(f"/v1/calls/{call}", headers={"X-Request-ID": "reading-1"})
    (line,) = client.get("/v1/audit").json()["items"]
    assert (line["action"], line["request"]) == ("call.read", "reading-1")


def test_a_request_is_one_line_without_its_address(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="trust_analyser")
    client.get("/v1/calls", params={"text": CANARY}, headers={"X-Request-ID": "a"})
    client.get(f"/v1/calls/{CANARY}")
    client.get(f"/{CANARY}")
    client.request(CANARY.upper(), "/v1/calls")
    found = lines(caplog)
    assert [(one["route"], one["status"]) for one in found] == [
        ("/v1/calls", 200),
        ("/v1/calls/{call_id}", 404),
        ("none", 404),
        ("/v1/calls", 405),
    ]
    assert found[0]["request"] == "a"
    assert CANARY not in json.dumps(found).lower()


def test_errors_are_logged_without_their_message() -> None:
    try:
        raise KeyError(CANARY)
    except KeyError:
        record = logging.LogRecord("a", logging.ERROR, "", 1, "failed", None, sys.exc_info())
    line = json.loads(JsonLines().format(record))
    assert (line["error"], CANARY in str(line)) == ("KeyError", False)


@on_each_database
def test_is_ready_when_store_queue_and_model_answer(client: TestClient) -> None:
    assert client.get("/readyz").json() == {
        "status": "ok",
        "store": "ok",
        "queue": "ok",
        "model": "acts 0.0.0",
    }
    service(client).queue.is_well = False
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["type"]) == (503, "/docs#queue-error")


def test_prometheus_is_told_of_requests_by_route(client: TestClient) -> None:
    client.get(f"/v1/calls/{CANARY}")
    answer = client.get("/metrics")
    assert answer.headers["Content-Type"].startswith("text/plain; version=")
    labels = '{method="GET",route="/v1/calls/{call_id}",status="404"}'
    assert f"trust_analyser_requests_total{labels} 1.0" in answer.text.splitlines()
    assert "trust_analyser_calls_waiting 0.0" in answer.text
    assert CANARY not in answer.text
