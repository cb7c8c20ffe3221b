"""How often somebody may ask."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.errors import TooOften
from api.limits import SIGN_INS
from tests.api.quick_service import Serve
from tests.api.teams import add_team, service


def statuses(client: TestClient, number: int, **more: Any) -> list[int]:
    return [client.get("/v1/calls", **more).status_code for _ in range(number)]


def test_each_key_has_its_own_share(serve: Serve) -> None:
    client = serve(rate=5)
    one, two = add_team(client, "one"), add_team(client, "two")
    assert 429 in statuses(client, 40, headers=one.key())
    assert client.get("/v1/calls", headers=two.key()).status_code == 200


def test_a_refusal_says_when_to_come_back(serve: Serve) -> None:
    client = serve(rate=1)
    client.get("/v1/calls")
    answers = [client.get("/v1/calls") for _ in range(20)]
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert refused.json()["type"] == "/docs#too-often"
    assert int(refused.headers["Retry-After"]) > 0


def test_there_may_be_no_limit(serve: Serve) -> None:
    assert set(statuses(serve(rate=0), 60)) == {200}


def test_an_address_tries_so_many_passwords(client: TestClient) -> None:
    sent = {"email": "nobody@x.example", "password": "x"}
    limits = service(client).limits
    assert client.post("/v1/session", json=sent).status_code == 401
    for _ in range(SIGN_INS.amount - 1):
        limits.sign_in("127.0.0.1")
    with pytest.raises(TooOften):
        limits.sign_in("127.0.0.1")
    limits.sign_in("10.0.0.9")
    answer = client.post("/v1/session", json=sent)
    assert (answer.status_code, answer.json()["type"]) == (429, "/docs#too-often")
    assert "at most 120 per 1 minute" in client.post("/sign-in", data=sent).text
