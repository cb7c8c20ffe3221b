"""Lists are the same by whatever way the store goes to them."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.store import call_list, commitments, moments
from tests.api.quick_service import Serve, on_each_database, own_json

pytestmark = on_each_database
WAYS = {"all-are-few": (300, 5_000), "some": (0, 5_000), "all-are-many": (0, 0)}
REPS = ("Ann Lee", "Bo Ek", "Cy Day")
Item = dict[str, Any]
CHOICES: dict[str, tuple[dict[str, str], Callable[[Item], bool]]] = {
    "all": ({}, lambda _: True),
    "a-rep": ({"rep": "bo ek"}, lambda one: one["rep"] == "Bo Ek"),
    "an-account": ({"account": "Acme 1"}, lambda one: one["account"] == "Acme 1"),
    "both": (
        {"rep": "Ann Lee", "account": "Acme 0"},
        lambda one: (one["rep"], one["account"]) == ("Ann Lee", "Acme 0"),
    ),
    "days": (
        {"since": "2026-03-04", "until": "2026-03-08"},
        lambda one: "2026-03-04" <= one["date"][:10] <= "2026-03-08",
    ),
    "from-a-day-on": ({"since": "2026-03-06"}, lambda one: one["date"][:10] >= "2026-03-06"),
    "days-of-a-rep": (
        {"rep": "Cy Day", "until": "2026-03-07"},
        lambda one: one["rep"] == "Cy Day" and one["date"][:10] <= "2026-03-07",
    ),
    "nobody": ({"rep": "Nobody"}, lambda _: False),
}


@pytest.fixture(params=list(WAYS.values()), ids=list(WAYS))
def filled(
    request: pytest.FixtureRequest, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> TestClient:
    """A service with twelve calls, which takes a way."""
    few, some = request.param
    for module in (call_list, moments, commitments):
        monkeypatch.setattr(module, "FEW_CALLS", few)
        monkeypatch.setattr(module, "SOME_CALLS", some, raising=False)
    client = serve()
    for n in range(12):
        meta = {
            "rep": REPS[n % 3],
            "account": f"Acme {n % 2}",
            "date": f"2026-03-{1 + n:02d}",
            "call_type": "demo" if n % 4 else "renewal",
        }
        body = own_json(f"We need it by the {n}th, team.", meta=meta)
        assert client.post("/v1/calls", json=body).status_code == 201
    return client


def paged(client: TestClient, path: str, **query: str) -> list[Item]:
    """All items, in pages of five."""
    found: list[Item] = []
    cursor: dict[str, Any] = {}
    while True:
        answer = client.get(path, params={"limit": 5, **query, **cursor})
        assert answer.status_code == 200, answer.text
        page = answer.json()
        found += page["items"]
        if page["next_cursor"] is None:
            return found
        cursor = {"cursor": page["next_cursor"]}


def test_calls(filled: TestClient) -> None:
    everything = paged(filled, "/v1/calls")
    assert len(everything) == 12
    for name, (query, holds) in CHOICES.items():
        expected = [one for one in everything if holds(one)]
        # Each call holds the word and the moment.
        for more in ({}, {"text": "team"}, {"moment": "why_probe"}):
            assert paged(filled, "/v1/calls", **query, **more) == expected, (name, more)
        demos = [one for one in expected if one["type"] == "demo"]
        assert paged(filled, "/v1/calls", **query, type="demo") == demos, name


def test_moments(filled: TestClient) -> None:
    everything = paged(filled, "/v1/moments")
    assert len(everything) == 24
    for name, (query, holds) in CHOICES.items():
        for more in ({}, {"severity": "high"}, {"kind": "why_probe"}):
            expected = [
                one
                for one in everything
                if holds(one) and all(one[key] == value for key, value in more.items())
            ]
            assert paged(filled, "/v1/moments", **query, **more) == expected, (name, more)


def test_commitments(filled: TestClient) -> None:
    everything = paged(filled, "/v1/commitments")
    assert len(everything) == 12
    for name in ("all", "a-rep", "an-account", "both", "nobody"):
        query, holds = CHOICES[name]
        expected = [one for one in everything if holds(one)]
        assert paged(filled, "/v1/commitments", **query) == expected, name
