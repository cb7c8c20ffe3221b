import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

import analyser.errors
from analyser.errors import AnalyserError, RemoteError
from api.errors import TABLE, ServiceError, problem_of
from api.uploads import file_name
from api.work.analyst import Road
from tests.api.quick_service import QUICK, Serve, own_json, send, send_json, vtt

CANARY = "xylophone-canary"
TWO_CALLS = b"\n".join(json.dumps(own_json(f"{CANARY} {n}")).encode() for n in range(2))


def all_errors(root: type[AnalyserError]) -> Iterator[type[AnalyserError]]:
    yield root
    for error in root.__subclasses__():
        yield from all_errors(error)


@pytest.mark.parametrize(
    ("data", "status", "kind"),
    [
        pytest.param(b"", 422, "bad-upload", id="empty"),
        pytest.param(b" \n", 422, "bad-upload", id="blank"),
        pytest.param(TWO_CALLS, 422, "several-calls", id="several-calls"),
        pytest.param(b"%PDF-1.7", 422, "unknown-format", id="unknown-format"),
        pytest.param(b'{"turns": [{"text": "x', 422, "damaged-input", id="breaks-off"),
        pytest.param(b"PK\x03\x04" + b"x" * 99, 422, "damaged-input", id="broken-container"),
        pytest.param(b"x" * (2**20 + 1), 413, "upload-too-large", id="a-byte-too-much"),
    ],
)
def test_refuses_files(client: TestClient, data: bytes, status: int, kind: str) -> None:
    answer = send(client, data, "call.json")
    problem = answer.json()
    assert (answer.status_code, problem["type"]) == (status, f"/docs#{kind}")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert problem["status"] == status
    assert problem["title"] == next(
        row.title for error, row in TABLE.items() if problem_of(error("")).type.endswith(kind)
    )
    assert CANARY not in answer.text


@pytest.mark.parametrize(
    ("body", "status"),
    [
        pytest.param(b"", 422, id="empty"),
        pytest.param(b"{", 400, id="broken"),
        pytest.param(b"\xff\xfe", 400, id="not-unicode"),
        pytest.param(b"[" * 100_000, 400, id="nested-deeply"),
        pytest.param(b"[]", 422, id="no-object"),
        pytest.param(b'{"turns": []}', 422, id="no-turns"),
        pytest.param(b'{"turns": [{"text": ""}]}', 422, id="no-talk"),
        pytest.param(b'{"turns": [{"text": 7}]}', 422, id="text-is-a-number"),
        pytest.param(b'{"turns": [{"text": "Hi", "role": "boss"}]}', 422, id="unknown-role"),
        pytest.param(b'{"turns": [{"text": "Hi", "start": NaN}]}', 422, id="no-number"),
        pytest.param(b'{"turns": [{"text": "xylophone-canary", "end": []}]}', 422, id="no-time"),
    ],
)
def test_refuses_json(client: TestClient, body: bytes, status: int) -> None:
    answer = send_json(client, body)
    assert answer.status_code == status
    assert set(answer.json()) == {"type", "title", "status", "detail", "request"}
    assert CANARY not in answer.text


@pytest.mark.parametrize("kind", ["image/png", "application/xml", "", "multipart/mixed"])
def test_refuses_other_content_types(client: TestClient, kind: str) -> None:
    assert send_json(client, vtt(), kind).status_code == 415


def test_refuses_packed_bodies(client: TestClient) -> None:
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    assert client.post("/v1/calls", content=b"\x1f\x8b", headers=headers).status_code == 415


@pytest.mark.parametrize(
    ("form", "status"),
    [
        pytest.param({"data": {"rep": "Ann"}, "files": {"other": b"x"}}, 422, id="other-file"),
        pytest.param({"data": {"file": "WEBVTT"}, "files": {"rep": b"x"}}, 422, id="swapped"),
        pytest.param({"files": [("file", b"a"), ("file", b"b")]}, 400, id="two-files"),
        pytest.param({"files": {"file": b"x"}, "data": {"kind": "x"}}, 422, id="unknown-field"),
        pytest.param({"files": {"file": b"x"}, "data": {"id": ["a", "b"]}}, 422, id="two-ids"),
        pytest.param({"files": {"file": b"x"}, "data": {"id": "a" * 201}}, 422, id="long-id"),
        pytest.param({"files": {"file": b"x"}, "data": {"rep": "a" * 900}}, 422, id="long-rep"),
        pytest.param({"files": {"file": b"x"}, "data": {"rep": ["a"] * 99}}, 422, id="many-reps"),
        pytest.param({"files": {"file": b"x"}, "data": {"rep": ["a"] * 999}}, 400, id="flood"),
        pytest.param({"files": {"file": b"x"}, "data": {"date": "soon"}}, 422, id="no-date"),
        pytest.param({"files": {"file": b"x"}, "data": {"participants": "{}"}}, 422, id="people"),
        pytest.param({"files": {"file": b"x"}, "data": {"id": "a\x00b"}}, 422, id="nul-in-id"),
    ],
)
def test_refuses_forms(client: TestClient, form: dict[str, Any], status: int) -> None:
    answer = client.post("/v1/calls", **form)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_refuses_a_form_that_breaks_off(client: TestClient) -> None:
    assert send_json(client, b"--x\r\nbroken", "multipart/form-data").status_code == 400


def test_reads_no_more_than_the_limit(client: TestClient) -> None:
    taken = 0

    def endless() -> Iterator[bytes]:
        nonlocal taken
        while taken < 100 * 2**20:
            taken += 2**18
            yield b" " * 2**18

    answer = client.post(
        "/v1/calls", content=endless(), headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 413


def test_refuses_a_stated_length_before_reading(client: TestClient) -> None:
    headers = {"Content-Type": "application/json", "Content-Length": "9" * 30}
    assert client.post("/v1/calls", content=b"{}", headers=headers).status_code == 413


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ("Übersicht – März.vtt", "Übersicht – März.vtt"),
        ("通話.vtt", "通話.vtt"),
        ("../../../etc/passwd", "passwd"),
        ("C:\\Windows\\call.vtt", "call.vtt"),
        ("a\u202etxt.vtt", "atxt.vtt"),
        ("<script>alert(1)<script>.vtt", "<script>alert(1)<script>.vtt"),
        ("..", "upload"),
        ("x" * 300 + ".vtt", "x" * 100 + "…" + "x" * 15 + ".vtt"),
    ],
)
def test_file_names_are_only_shown(client: TestClient, stated: str, shown: str) -> None:
    assert send(client, name=stated).json()["source"] == shown


def test_control_characters_leave_file_names() -> None:
    assert file_name("a\r\nb\x00c.vtt") == "abc.vtt"


def test_every_error_has_a_status() -> None:
    ours = [
        e
        for e in all_errors(AnalyserError)
        # Those of the client are what an answer becomes, not what becomes an answer.
        if e.__module__ in {analyser.errors.__name__, "api.errors"}
        and not issubclass(e, RemoteError)
    ]
    assert {error for error in ours if error is not ServiceError} == set(TABLE)


@pytest.mark.parametrize("error", [e for e in TABLE if e.__module__ == "analyser.errors"])
def test_analysis_errors_answer_with_their_status(serve: Serve, error: type[AnalyserError]) -> None:
    def refuse(*_: Any) -> Any:
        raise error("expected one thing, found another")

    answer = send(serve(Road(QUICK.load, refuse)))
    assert answer.status_code == TABLE[error].status
    assert answer.json()["detail"] == "expected one thing, found another"
    assert ("Retry-After" in answer.headers) == (answer.status_code == 503)
