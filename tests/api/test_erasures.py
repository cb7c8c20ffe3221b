import json
import time
import zlib
from contextlib import closing, suppress
from pathlib import Path
from sqlite3 import connect
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import update

from api.access import Role
from api.store.clock import stamp
from api.store.database import Database
from api.store.packing import unpack
from api.store.policies import Policy
from api.store.tables import CallRow
from api.work.housekeeping import erase, expire
from api.work.jobs import drain
from tests.api.quick_service import on_each_database, send_json
from tests.api.teams import add_team, service


def hand_in(client: TestClient, *lines: str, **meta: Any) -> str:
    turns = [dict(zip(("speaker", "text"), line.split(": ", 1), strict=True)) for line in lines]
    made = send_json(client, json.dumps({"turns": turns, "meta": meta}).encode())
    assert made.status_code == 201, made.text
    return str(made.headers["call-id"])


def erase_all(client: TestClient, **person: str) -> dict[str, Any]:
    """Ask for an erasure, and wait for the service's own thread to have done it."""
    asked = client.post("/v1/erasures", json=person)
    assert asked.status_code == 202
    until = time.monotonic() + 60
    while time.monotonic() < until:
        while erase(service(client).db):
            pass
        answer: dict[str, Any] = client.get(f"/v1/erasures/{asked.json()['id']}").json()
        if answer["state"] == "done":
            break
        time.sleep(0.02)
    return answer


@on_each_database
def test_a_person_goes_with_their_calls_and_from_all_others(client: TestClient) -> None:
    own = hand_in(client, "Lee Park: We need it.", "Ann Lee: Why?")
    other = hand_in(client, "Zoë Ng: Ask lee  park, LEE PARK knows.", "Ann Lee: Lee who?")
    third = hand_in(client, "Zoë Ng: Nobody else.", "Ann Lee: Right.")
    before = client.get(f"/v1/calls/{third}").text
    found = erase_all(client, name="Lee Park")
    assert (found["state"], found["calls_deleted"], found["calls_masked"]) == ("done", 1, 1)
    assert client.get(f"/v1/calls/{own}").status_code == 404
    report = client.get(f"/v1/calls/{other}").json()
    assert report["turns"][0]["text"] == "Ask █████████, ████████ knows."
    assert report["moments"][0]["quote"] == report["turns"][0]["text"]
    assert client.get("/v1/calls?text=park").json()["items"] == []
    assert [c["id"] for c in client.get("/v1/calls?text=knows").json()["items"]] == [other]
    assert client.get(f"/v1/calls/{third}").text == before


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("Smarch Quilby", "First line.\nSmarch Quilby knows.", id="after-a-line"),
        pytest.param("Smarch Quilby", "Ask Smarch\n\tQuilby.", id="over-two-lines"),
        pytest.param('Smarch "Sam" Quilby', 'Smarch "Sam" Quilby knows.', id="quotation-marks"),
    ],
)
def test_a_report_is_searched_as_it_reads(
    client: TestClient, database: str, name: str, said: str
) -> None:
    call = hand_in(client, f"Zoë Ng: {said}", "Ann Lee: Fine.", note=said)
    assert erase_all(client, name=name)["calls_masked"] == 1
    assert "uilby" not in client.get(f"/v1/calls/{call}").text
    assert left_in(database, "uilby") == []


def test_nothing_of_the_person_is_left_in_the_file(client: TestClient, database: str) -> None:
    hand_in(client, "Smarch Quilby: We need it.", "Ann Lee: Why?")
    hand_in(client, "Zoë Ng: Smarch Quilby knows.", "Ann Lee: Fine.", title="Smarch Quilby")
    assert erase_all(client, name="Smarch Quilby")["state"] == "done"
    # The log is emptied right after an erasure is done, by the thread that did it.
    until = time.monotonic() + 10
    while (found := files_with(database, b"uilby")) and time.monotonic() < until:
        time.sleep(0.02)
    assert found == []


def files_with(database: str, mark: bytes) -> list[str]:
    """The files beside a database, itself among them, that hold some bytes."""
    return [file.name for file in Path(database).parent.iterdir() if mark in file.read_bytes()]


def left_in(database: str, mark: str) -> list[str]:
    """Where a word stands in a database file: tables and columns, packed ones too."""
    found = []
    with closing(connect(database)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        for (table,) in tables.fetchall():
            if table == "call_words":
                # The index itself cannot be read; the tables that it is kept in can.
                continue
            rows = connection.execute(f"SELECT * FROM {table}")  # noqa: S608
            names = [column[0] for column in rows.description]
            found += [
                f"{table}.{name}"
                for row in rows
                for name, value in zip(names, row, strict=True)
                if mark in plain(value).casefold()
            ]
    return found


def plain(value: Any) -> str:
    if not isinstance(value, bytes):
        return str(value)
    with suppress(zlib.error):
        return unpack(value)
    return value.decode("latin-1")


def test_nothing_of_the_person_is_left_beside_calls(client: TestClient, database: str) -> None:
    name, email = "Smarch Quilby", "smarch@quilby.example"
    talk = ("Zoë Ng: The fee is 200 euros.", "Ann Lee: Why?")
    asides = (*talk, f"Zoë Ng: {name} said that the fee is 300 euros.", "Ann Lee: Right.")
    facts = {"account": "Acme", "rep": f"{name} (Sales)", "source_id": f"from {name}"}
    call = hand_in(client, *asides, **facts, **{name: "their boss"})
    hand_in(client, f"{name} (Finance): Hello.", *talk, account="Acme")
    client.get("/v1/accounts/Acme")
    people = [{"name": name, "email": email}]
    files = {"file": (f"{name}.txt", b"nonsense")}
    form = {"account": f"{name} Ltd", "participants": json.dumps(people)}
    assert client.post("/v1/batches", files=files, data=form).status_code == 202
    drain(service(client).analyst, lambda: False)
    for about in (name, f"{name} again", name.upper()):
        made = client.post("/v1/collections", json={"name": f"Best of {about}", "about": about})
        assert made.status_code == 201
    (moment,) = client.get(f"/v1/calls/{call}/moments").json()["items"][:1]
    judged = {"verdict": "confirmed", "comment": f"{name} says so"}
    client.post(f"/v1/moments/{moment['id']}/verdicts", json=judged)
    key = {"name": f"for {name}", "scopes": ["calls:read"]}
    assert client.post("/v1/keys", json=key).status_code == 201
    found = erase_all(client, name=name, email=email)
    assert (found["state"], found["calls_deleted"], found["calls_masked"]) == ("done", 0, 2)
    assert left_in(database, "uilby") == []
    assert client.get("/v1/calls?text=quilby").json()["items"] == []
    assert "████" in client.get("/v1/accounts/Acme").text


def test_a_reps_way_in_goes_with_the_rep(client: TestClient) -> None:
    team = add_team(client, "one", rep="Zoë Ng")
    own, others = team.key(Role.REP), team.key()
    asked = client.post("/v1/erasures", json={"name": "zoë ng"}, headers=others)
    place = f"/v1/erasures/{asked.json()['id']}"
    while client.get(place, headers=others).json()["state"] != "done":
        erase(service(client).db)
    assert client.get("/v1/calls", headers=own).status_code == 401
    assert client.get("/v1/calls", headers=others).status_code == 200


def test_people_are_known_by_address_too(client: TestClient) -> None:
    person = {"name": "Lee", "email": "Lee@Acme.example"}
    hand_in(client, "Lee: We need it.", "Ann: Why?", participants=[person])
    hand_in(client, "Zoë: Write to lee@acme.example.", "Ann: Fine.")
    found = erase_all(client, email="lee@acme.example")
    assert (found["calls_deleted"], found["calls_masked"]) == (1, 1)


def test_what_waits_is_looked_at_when_it_is_analysed(client: TestClient) -> None:
    line = {"turns": [{"speaker": "Lee Park", "text": "Hello."}]}
    files = {"file": ("calls.jsonl", json.dumps(line).encode())}
    assert client.post("/v1/batches", files=files).status_code == 202
    asked = client.post("/v1/erasures", json={"name": "Lee Park"}).json()
    while erase(service(client).db):
        pass
    assert client.get(f"/v1/erasures/{asked['id']}").json()["state"] == "open"
    drain(service(client).analyst, lambda: False)
    while erase(service(client).db):
        pass
    assert client.get(f"/v1/erasures/{asked['id']}").json()["state"] == "done"
    assert client.get("/v1/calls").json()["items"] == []


def test_the_log_tells_of_it_without_the_name(client: TestClient) -> None:
    hand_in(client, "Lee Park: We need it.", "Ann Lee: Why?")
    found = erase_all(client, name="Lee Park")
    log = client.get("/v1/audit")
    assert {"person.erase", "person.erase-asked"} <= {one["action"] for one in log.json()["items"]}
    assert "Park" not in log.text
    assert client.get("/v1/erasures").json()["items"] == [found]


@pytest.mark.parametrize("person", [{}, {"name": " "}, {"name": "--"}, {"who": "Lee"}])
def test_somebody_must_be_named(client: TestClient, person: dict[str, str]) -> None:
    assert client.post("/v1/erasures", json=person).status_code == 422


def age(db: Database, call: str, days: int) -> None:
    with db.writing() as session:
        old = update(CallRow).where(CallRow.id == call)
        session.execute(old.values(created_at=stamp(seconds=-86_400 * days)))


@on_each_database
def test_calls_go_when_their_days_are_over(client: TestClient) -> None:
    db = service(client).db
    old = hand_in(client, "Lee Park: Old.", "Ann Lee: Why?")
    new = hand_in(client, "Lee Park: New.", "Ann Lee: Why?")
    age(db, old, 31)
    assert not expire(db, Policy(frozenset()))
    while expire(db, Policy(frozenset(), retention_days=30)):
        pass
    assert [item["id"] for item in client.get("/v1/calls").json()["items"]] == [new]
    (line,) = [one for one in client.get("/v1/audit").json()["items"] if "expire" in one["action"]]
    assert (line["actor"], line["count"]) == ("policy", 1)


def test_a_teams_own_days_count(client: TestClient) -> None:
    db = service(client).db
    call = hand_in(client, "Lee Park: Old.", "Ann Lee: Why?")
    client.put("/v1/privacy", json={"redact": [], "retention_days": 365})
    age(db, call, 31)
    assert not expire(db, Policy(frozenset(), retention_days=30))
