"""The index of words: what is forgotten leaves it, in small steps behind the request."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.store import words
from api.work.housekeeping import sweep
from tests.api.quick_service import on_each_database, own_json
from tests.api.teams import service


def hand_in(client: TestClient, text: str) -> str:
    return str(client.post("/v1/calls", json=own_json(text)).headers["Call-Id"])


def found(client: TestClient, text: str) -> list[str]:
    items = client.get("/v1/calls", params={"text": text}).json()["items"]
    return [item["id"] for item in items]


@on_each_database
def test_words_narrow_what_else_is_asked_for(client: TestClient) -> None:
    calls = [hand_in(client, f"Live by {month}, please.") for month in ("May", "June", "July")]
    assert found(client, "live please") == calls[::-1]
    assert found(client, "june LIVE") == [calls[1]]
    assert found(client, "live august") == []
    page = client.get("/v1/calls?text=live&limit=2").json()
    rest = client.get(f"/v1/calls?text=live&limit=2&cursor={page['next_cursor']}").json()
    assert [item["id"] for item in rest["items"]] == [calls[0]]
    assert rest["next_cursor"] is None
    for query in ("min_score=71&max_score=72", "moment=why_probe", "rep=Nobody", "type=demo"):
        wanted = calls[::-1] if "score" in query or "moment" in query else []
        listed = client.get(f"/v1/calls?text=live&{query}").json()["items"]
        assert [item["id"] for item in listed] == wanted, query


@on_each_database
def test_nothing_that_is_no_word_is_found(client: TestClient) -> None:
    hand_in(client, "Hello there.")
    for text in ('"', "*", "' OR 1", "a:b", "NEAR(", "-hello", "\\", "%"):
        assert client.get("/v1/calls", params={"text": text}).status_code == 200


def test_forgotten_words_leave_the_file_in_steps(
    client: TestClient, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "PAGES_A_STEP", 1)
    for number in range(30):
        hand_in(client, f"Some words here {number}.")
    call = hand_in(client, "Smarch weather.")
    for number in range(30, 60):
        hand_in(client, f"Some words here {number}.")
    assert client.delete(f"/v1/calls/{call}").status_code == 204
    assert found(client, "smarch") == []
    # The service's own thread does the same.
    while sweep(service(client).db):
        pass
    assert not any(b"march" in file.read_bytes() for file in Path(database).parent.iterdir())
    assert len(found(client, "words here")) == 50
