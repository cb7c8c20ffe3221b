import asyncio
import logging
from typing import Any

import pytest
from fastapi.testclient import TestClient

from analyser.errors import ModelError
from api.guard import Guard
from api.work.analyst import Road
from tests.api.quick_service import QUICK, Serve, own_json, send, vtt

CANARY = "xylophone-canary"


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:1", "127.0.0.1:8000", "127.3.2.1", "[::1]:8000"]
)
def test_answers_to_this_computer(client: TestClient, host: str) -> None:
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "10.0.0.8", "", "[::1", "localhost.", "a:b:c"],
)
def test_refuses_other_hosts(client: TestClient, host: str) -> None:
    assert client.get("/v1/calls", headers={"Host": host}).status_code == 421


def test_answers_to_named_hosts_in_a_network(serve: Serve) -> None:
    client = serve(any_address=True, hosts=("trust.example",))
    found = [
        client.get("/healthz", headers={"Host": host}).status_code
        for host in ("trust.example", "10.0.0.8:8000", "evil.example")
    ]
    assert found == [200, 200, 421]


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
    ],
)
def test_refuses_what_another_site_sends(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/v1/calls", json=own_json(), headers=headers).status_code == 403
    assert client.delete("/v1/calls/x", headers=headers).status_code == 403


@pytest.mark.parametrize(
    "headers", [{}, {"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://127.0.0.1:8000"}]
)
def test_takes_what_its_own_page_or_a_program_sends(
    client: TestClient, headers: dict[str, str]
) -> None:
    assert client.post("/v1/calls", json=own_json(), headers=headers).status_code == 201


@pytest.mark.parametrize("path", ["/", "/v1/calls", "/v1/calls/x", "/nowhere", "/docs", "/healthz"])
def test_every_answer_is_guarded(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize(("method", "status"), [("GET", 404), ("POST", 404), ("PUT", 404)])
def test_unknown_paths_are_problems(client: TestClient, method: str, status: int) -> None:
    answer = client.request(method, "/v2/calls")
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_unknown_methods_are_problems(client: TestClient) -> None:
    answer = client.put("/v1/calls")
    assert (answer.status_code, answer.json()["status"]) == (405, 405)
    assert answer.headers["Allow"] == "GET, POST"
    assert "a method that this path takes (GET, POST), found PUT" in answer.json()["detail"]
    assert client.post("/static/app.css").status_code == 405


@pytest.mark.parametrize("body", [b'{"rep": ', b"{'rep': 1}", b"x"], ids=["cut", "quotes", "word"])
def test_broken_json_is_a_bad_request(client: TestClient, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    answer = client.post("/v1/reanalyses", content=body, headers=headers)
    assert (answer.status_code, answer.json()["type"]) == (400, "/docs#bad-request")
    assert "expected JSON that can be read" in answer.json()["detail"]


@pytest.mark.parametrize("path", ["/v1/session", "/v1/keys", "/sign-in", "/settings/profile/file"])
def test_only_uploads_may_be_large(serve: Serve, path: str) -> None:
    client = serve(max_upload_mb=4)
    answer = client.post(path, content=bytes(3 * 2**20))
    assert (answer.status_code, answer.json()["type"]) == (413, "/docs#upload-too-large")
    assert "at most 1 MB" in answer.json()["detail"]
    assert client.post("/v1/calls", content=bytes(3 * 2**20)).status_code != 413


def test_what_comes_without_its_length_is_counted(client: TestClient) -> None:
    parts = iter([bytes(2**20)] * 3)
    headers = {"Content-Type": "application/json"}
    answer = client.post("/v1/keys", content=parts, headers=headers)
    assert (answer.status_code, answer.json()["type"]) == (413, "/docs#upload-too-large")


def failing(*_: Any) -> Any:
    raise KeyError(CANARY)


def test_nobodys_words_are_logged(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    talk = vtt(CANARY)
    answers = [
        send(serve(), talk, f"{CANARY}.vtt"),
        send(serve(Road(QUICK.load, failing)), vtt(f"{CANARY} 2")),
        send(serve(), b'{"turns": [{"text": "' + CANARY.encode(), "call.json"),
        serve().post("/v1/calls", json=own_json(CANARY, meta=CANARY)),
    ]
    assert [answer.status_code for answer in answers] == [201, 500, 422, 422]
    assert "KeyError in failing" in caplog.text
    assert CANARY not in caplog.text.replace(f"{CANARY}.vtt", "")
    assert not any(CANARY in answer.text for answer in answers[1:])


def test_the_unforeseen_is_a_guarded_problem(serve: Serve) -> None:
    answer = send(serve(Road(QUICK.load, failing)))
    assert answer.status_code == 500
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def cut_off(*_: Any) -> None:
    raise asyncio.CancelledError


def test_what_is_cut_off_at_a_stop_may_be_sent_again() -> None:
    guard = Guard(cut_off, hosts=(), any_address=False, max_bytes=1, max_batch_bytes=1)
    sent: list[Any] = []

    async def send_on(message: Any) -> None:
        sent.append(message)

    headers = [(b"host", b"localhost")]
    scope = {"type": "http", "method": "GET", "path": "/v1/calls", "headers": headers}
    asyncio.run(guard({**scope, "query_string": b""}, send_on, send_on))  # type: ignore[arg-type]
    assert sent[0]["status"] == 503
    assert b"retry-after" in dict(sent[0]["headers"])


def test_is_healthy_when_store_and_model_answer(client: TestClient) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "model": "acts 0.0.0"})


def test_is_not_healthy_without_its_model(serve: Serve) -> None:
    loads = iter(["acts 0.0.0"])

    def load(*_: Any) -> str:
        for version in loads:
            return version
        raise ModelError("expected the weights, found none")

    assert serve(Road(load, QUICK.report)).get("/healthz").status_code == 503


def test_is_not_healthy_without_its_store(client: TestClient, database: str) -> None:
    import sqlite3

    connection = sqlite3.connect(database)
    connection.execute("DROP TABLE calls")
    connection.close()
    assert client.get("/healthz").status_code == 503
    assert client.get("/v1/calls").json()["type"] == "/docs#store-error"


def test_does_not_start_without_its_model(serve: Serve) -> None:
    def load(*_: Any) -> str:
        raise ModelError("expected the weights, found none")

    with pytest.raises(ModelError):
        serve(Road(load, QUICK.report))
