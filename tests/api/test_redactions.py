"""A policy that changes, and the calls that are kept already."""

from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from api.work.jobs import drain
from tests.api.quick_service import on_each_database, own_json
from tests.api.teams import service

CARD = "My card is 4242 4242 4242 4242."


def redact_all(client: TestClient, *kinds: str) -> dict[str, Any]:
    assert client.put("/v1/privacy", json={"redact": list(kinds)}).status_code == 200
    asked = client.post("/v1/privacy/redactions")
    assert asked.status_code == 202, asked.text
    drain(service(client).analyst, lambda: False)
    found: dict[str, Any] = client.get(f"/v1/jobs/{asked.json()['id']}").json()
    return found


@on_each_database
def test_what_the_policy_now_says_leaves_kept_calls(client: TestClient, database: str) -> None:
    data = own_json(CARD, meta={"account": "Acme"})
    call = client.post("/v1/calls", json=data).headers["Call-Id"]
    other = client.post("/v1/calls", json=own_json("Nothing here.")).headers["Call-Id"]
    before = client.get(f"/v1/calls/{other}").headers["ETag"]
    grave, _ = client.get(f"/v1/calls/{call}/moments").json()["items"]
    said = {"verdict": "unsure", "comment": "Card 4242 4242 4242 4242, or mail lee@acme.com?"}
    client.post(f"/v1/moments/{grave['id']}/verdicts", json=said)
    found = redact_all(client, "card", "email")
    assert (found["kind"], found["done"], found["failed"]) == ("redaction", 2, 0)
    report = client.get(f"/v1/calls/{call}").json()
    assert report["turns"][0]["text"] == "My card is [card]."
    assert report["moments"][0]["quote"] == "My card is [card]."
    talk = client.get(f"/v1/calls/{call}/transcript").json()
    assert talk["turns"][0]["text"] == "My card is [card]."
    assert client.get("/v1/calls?text=4242").json()["items"] == []
    assert [one["id"] for one in client.get("/v1/calls?text=card").json()["items"]] == [call]
    (verdict,) = client.get(f"/v1/moments/{grave['id']}/verdicts").json()["items"]
    assert verdict["comment"] == "Card [card], or mail [email]?"
    # What holds nothing personal is the same, and not analysed anew.
    assert client.get(f"/v1/calls/{other}").headers["ETag"] == before
    if "://" not in database:
        db = service(client).db
        db.empty_log()
        for file in Path(database).parent.iterdir():
            assert b"4242 4242" not in file.read_bytes(), file.name


def test_names_go_and_the_rep_stays(client: TestClient) -> None:
    data = own_json("Lee Park here.", meta={"rep": "Ann Lee", "account": "Acme"})
    call = client.post("/v1/calls", json=data).headers["Call-Id"]
    client.post(f"/v1/calls/{call}/comments", json={"text": "Ann Lee did not ask Lee Park."})
    redact_all(client, "name")
    talk = client.get(f"/v1/calls/{call}/transcript").json()
    assert [turn["speaker"] for turn in talk["turns"]] == ["Person 1", "Ann Lee"]
    assert talk["turns"][0]["text"] == "Person 1 here."
    assert client.get("/v1/calls").json()["items"][0]["rep"] == "Ann Lee"
    (comment,) = client.get(f"/v1/calls/{call}/comments").json()["items"]
    assert "Park" not in comment["text"]
    # Once more changes nothing.
    before = client.get(f"/v1/calls/{call}").headers["ETag"]
    assert redact_all(client, "name")["done"] == 1
    assert client.get(f"/v1/calls/{call}").headers["ETag"] == before


def test_the_log_tells_who_asked(client: TestClient) -> None:
    redact_all(client, "card")
    (line,) = [
        one for one in client.get("/v1/audit").json()["items"] if one["action"] == "calls.redaction"
    ]
    assert line["actor"] == "local"
