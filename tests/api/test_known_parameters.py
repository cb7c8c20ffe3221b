"""A mistyped parameter is told; it does not mean all calls."""

import pytest
from fastapi.testclient import TestClient

from api.known_parameters import parameters
from tests.api.quick_service import send_json, vtt


@pytest.mark.parametrize(
    "address",
    [
        "/v1/calls?acount=Acme",
        "/v1/exports/calls?repp=Ann",
        "/v1/moments?kinds=why_probe",
        "/v1/commitments?due=2026-03-04",
        "/v1/reps?page=2",
        "/v1/calls?limit=5&limits=5",
    ],
)
def test_a_parameter_of_another_name_is_refused(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 422
    assert "expected one of" in answer.json()["detail"]


def test_so_it_is_with_uploads_and_new_analyses(client: TestClient) -> None:
    raw = {"content": vtt(), "headers": {"Content-Type": "text/vtt"}}
    assert client.post("/v1/calls?reps=Ann%20Lee", **raw).status_code == 422
    assert client.post("/v1/calls?rep=Ann%20Lee&account=Acme", **raw).status_code == 201
    assert send_json(client, b'{"turns": []}').status_code == 422
    assert client.post("/v1/reanalyses", json={"acount": "Acme"}).status_code == 422
    assert client.post("/v1/reanalyses", json={"account": "Acme"}).status_code == 202


def test_names_are_those_of_the_document(client: TestClient) -> None:
    for route in client.app.routes:  # type: ignore[attr-defined]
        if not getattr(route, "include_in_schema", False) or not route.path.startswith("/v1/"):
            continue
        for method in route.methods:
            found = client.app.openapi()["paths"][route.path][method.lower()]  # type: ignore[attr-defined]
            stated = {p["name"] for p in found.get("parameters", ()) if p["in"] == "query"}
            assert parameters(route) == stated, route.path
