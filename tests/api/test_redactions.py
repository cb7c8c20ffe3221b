"""A policy that changes, and the calls that are kept already."""

import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from analyser.conversation import Conversation
from analyser.errors import RoleError
from analyser.settings import Settings
from api.store import calls
from api.store.view import DEFAULT_TEAM
from api.uploads import Upload
from api.work.analyst import Road
from api.work.jobs import drain
from tests.api.quick_service import QUICK, Serve, on_each_database, own_json, quick_report
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


def batch(client: TestClient) -> None:
    """Hand in a call that waits to be analysed."""
    files = {"file": ("a.txt", f"Lee Park: {CARD}\nAnn Lee: Why?\n".encode())}
    assert client.post("/v1/batches", files=files).status_code == 202


def talk_of(client: TestClient, call: str) -> str:
    return str(client.get(f"/v1/calls/{call}/transcript").json()["turns"][0]["text"])


@on_each_database
def test_calls_without_a_report_are_redacted_too(serve: Serve) -> None:
    def refuse(*_: Any) -> Any:
        raise RoleError("expected a rep in the call, found none")

    client = serve(Road(QUICK.load, refuse))
    batch(client)
    drain(service(client).analyst, lambda: False)
    found = redact_all(client, "card")
    assert (found["done"], found["failed"]) == (1, 0)
    (call,) = client.get("/v1/calls").json()["items"]
    assert (call["state"], talk_of(client, call["id"])) == ("failed", "My card is [card].")
    assert client.get("/v1/calls?text=4242").json()["items"] == []


@on_each_database
def test_a_call_that_is_redacted_while_it_is_analysed_is_analysed_anew(serve: Serve) -> None:
    seen = []

    def report(call: Conversation, settings: Settings) -> dict[str, Any]:
        seen.append(call.turns[0].text)
        if len(seen) == 1:
            redact_all_now()
        return quick_report(call, settings)

    def redact_all_now() -> None:
        assert client.put("/v1/privacy", json={"redact": ["card"]}).status_code == 200
        service(client).analyst.redact_again(1, DEFAULT_TEAM, lambda _session: None)

    client = serve(Road(QUICK.load, report))
    batch(client)
    drain(service(client).analyst, lambda: False)
    assert seen == [CARD, "My card is [card]."]
    (call,) = client.get("/v1/calls").json()["items"]
    assert "4242" not in client.get(f"/v1/calls/{call['id']}").text


def test_a_call_that_is_analysed_while_it_is_redacted_gets_another_report(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    analyst = service(client).analyst
    upload = Upload(json.dumps(own_json(CARD)).encode(), "a.json", ())
    with service(client).db.writing() as session:
        state, _ = analyst.accept(session, upload, upload.conversation(), DEFAULT_TEAM, "local")
    client.put("/v1/privacy", json={"redact": ["card"]})
    known = calls.mark_with_state

    def analysed_first(session: Session, number: int, *, lock: bool = False) -> str:
        mark = known(session, number, lock=lock)
        if not lock:
            analyst.finish(number)
        return mark

    monkeypatch.setattr(calls, "mark_with_state", analysed_first)
    analyst.redact_again(state.number, DEFAULT_TEAM, lambda _session: None)
    assert "4242" not in client.get(f"/v1/calls/{state.id}").text
