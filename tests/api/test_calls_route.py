import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fastapi.testclient import TestClient

from analyser.conversation import Conversation
from analyser.errors import RoleError
from analyser.settings import Settings
from api.work.analyst import Road
from tests.api.quick_service import (
    QUICK,
    Serve,
    on_each_database,
    own_json,
    quick_report,
    send,
    send_json,
    vtt,
)

pytestmark = on_each_database


def ids(client: TestClient, **query: Any) -> list[str]:
    return [item["id"] for item in client.get("/v1/calls", params=query).json()["items"]]


def test_takes_a_file_and_leads_to_its_report(client: TestClient) -> None:
    answer = send(client)
    assert answer.status_code == 201
    assert answer.json()["source"] == "acme.vtt"
    assert answer.headers["Location"] == f"/v1/calls/{answer.headers['Call-Id']}"
    again = client.get(answer.headers["Location"])
    assert (again.status_code, again.content) == (200, answer.content)


def test_takes_own_json(client: TestClient) -> None:
    call = own_json("Grüße aus Zürich.", id="acme-1", meta={"account": "Acme"})
    answer = client.post("/v1/calls", json=call)
    assert answer.status_code == 201
    assert answer.json()["id"] == "acme-1"
    assert answer.json()["turns"][0]["text"] == "Grüße aus Zürich."


def test_own_id_is_the_reports_and_never_the_address(client: TestClient) -> None:
    first = client.post("/v1/calls", json=own_json("One.", id="same"))
    second = client.post("/v1/calls", json=own_json("Two.", id="same"))
    assert first.json()["id"] == second.json()["id"] == "same"
    assert first.headers["Location"] != second.headers["Location"]


def test_options_of_the_form_reach_the_analysis(client: TestClient) -> None:
    report = send(client, rep=["Ann Lee", "Zoë Ng"], id="mine").json()
    assert report["id"] == "mine"
    assert [person["name"] for person in report["participants"]] == ["Ann Lee", "Zoë Ng"]


def test_the_same_call_is_kept_once(client: TestClient) -> None:
    first, again = send(client), send(client, name="renamed.vtt")
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.content == first.content
    assert again.headers["Location"] == first.headers["Location"]
    assert len(ids(client)) == 1


def test_other_options_make_another_call(client: TestClient) -> None:
    send(client)
    assert send(client, rep=["Ann Lee"]).status_code == 201


def test_lists_newest_first(client: TestClient) -> None:
    meta = {"account": "Acme", "date": "2026-03-04T10:00:00Z"}
    client.post("/v1/calls", json=own_json(meta=meta))
    send(client)
    newest, oldest = client.get("/v1/calls").json()["items"]
    assert newest["source"] == "acme.vtt"
    assert (oldest["account"], oldest["date"]) == ("Acme", "2026-03-04T10:00:00Z")
    assert (oldest["trust_score"], oldest["high_moments"]) == (71.4, 1)


def test_facts_of_an_odd_kind_are_left_out_of_the_list(client: TestClient) -> None:
    client.post("/v1/calls", json=own_json(meta={"account": ["a"], "date": 7}))
    (item,) = client.get("/v1/calls").json()["items"]
    assert (item["account"], item["date"]) == (None, None)


def test_pages_hold_every_call_once(client: TestClient) -> None:
    made = [send(client, vtt(f"month {n}")).headers["Call-Id"] for n in range(5)]
    seen: list[str] = []
    query = {"limit": 2}
    while query:
        page = client.get("/v1/calls", params=query).json()
        seen += [item["id"] for item in page["items"]]
        found = page["next_cursor"]
        query = {"limit": 2, "cursor": found} if found else {}
    assert seen == made[::-1]


def test_a_cursor_outlives_its_call(client: TestClient) -> None:
    made = [send(client, vtt(f"month {n}")).headers["Call-Id"] for n in range(3)]
    cursor = client.get("/v1/calls", params={"limit": 1}).json()["next_cursor"]
    client.delete(f"/v1/calls/{made[2]}")
    assert ids(client, cursor=cursor) == [made[1], made[0]]


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=x", "cursor=x", "cursor=-1"])
def test_refuses_wrong_pages(client: TestClient, query: str) -> None:
    answer = client.get(f"/v1/calls?{query}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["at"] == f"query.{query.split('=', maxsplit=1)[0]}"


def test_forgets_a_deleted_call(client: TestClient) -> None:
    place = send(client, vtt("Smarch")).headers["Location"]
    assert client.delete(place).status_code == 204
    assert client.get(place).status_code == client.delete(place).status_code == 404
    assert ids(client) == ids(client, text="smarch") == []


def test_a_deleted_call_can_be_handed_in_again(client: TestClient) -> None:
    client.delete(send(client).headers["Location"])
    assert send(client).status_code == 201


def test_eight_uploads_at_once_are_all_kept(serve: Serve) -> None:
    client = serve(workers=2, waiting=8)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: send(client, vtt(f"month {n}")), range(8)))
    assert [answer.status_code for answer in answers] == [201] * 8
    assert sorted(ids(client)) == sorted(answer.headers["Call-Id"] for answer in answers)


def test_the_same_upload_at_once_is_analysed_once(serve: Serve) -> None:
    together = threading.Barrier(4, timeout=10)
    analysed = []

    def report(call: Conversation, settings: Settings) -> dict[str, Any]:
        analysed.append(call.id)
        return quick_report(call, settings)

    def at_once(client: TestClient) -> Any:
        together.wait()
        return send(client)

    client = serve(Road(QUICK.load, report), workers=4)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: at_once(client), range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 201]
    assert len({answer.headers["Call-Id"] for answer in answers}) == 1
    assert len(analysed) == 1


def test_the_same_bad_upload_at_once_is_refused_to_each(serve: Serve) -> None:
    def refuse(*_: Any) -> Any:
        # The others come meanwhile.
        time.sleep(0.5)
        raise RoleError("expected a rep in the call, found none")

    client = serve(Road(QUICK.load, refuse), workers=4)
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda _: send(client), range(3)))
    assert {answer.json()["type"] for answer in answers} == {"/docs#role-error"}
    assert ids(client) == []


def test_asks_to_come_back_when_the_house_is_full(serve: Serve) -> None:
    at_work, go_on = threading.Event(), threading.Event()

    def report(call: Conversation, settings: Settings) -> dict[str, Any]:
        at_work.set()
        go_on.wait(10)
        return quick_report(call, settings)

    client = serve(Road(QUICK.load, report), workers=1, waiting=0)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(send, client)
        assert at_work.wait(10)
        refused = send(client, vtt("June"))
        still_reads = client.get("/v1/calls")
        go_on.set()
        assert first.result().status_code == 201
    assert (refused.status_code, still_reads.status_code) == (503, 200)
    assert int(refused.headers["Retry-After"]) > 0
    assert send(client, vtt("June")).status_code == 201


def test_a_refused_upload_gives_its_place_back(serve: Serve) -> None:
    client = serve(workers=1, waiting=0)
    for _ in range(3):
        assert send(client, b"\x00\x01\x02" * 400).status_code == 422
    assert send_json(client, b"", "image/png").status_code == 415
    assert send(client).status_code == 201


def test_calls_outlive_the_service(serve: Serve) -> None:
    kept = send(serve())
    after = serve()
    assert after.get(kept.headers["Location"]).content == kept.content
    assert send(after).status_code == 200


def test_damaged_characters_are_still_valid_json(client: TestClient) -> None:
    body = json.dumps(own_json("Half \ud83d a smile")).encode()
    answer = send(client, body, "call.json")
    assert answer.status_code == 201
    assert answer.json()["turns"][0]["text"] == "Half \ufffd a smile"


def test_an_answer_that_is_known_is_not_sent_again_nor_noted(client: TestClient) -> None:
    sent = send(client)
    where, tag = sent.headers["Location"], sent.headers["ETag"]
    assert client.get(where, headers={"If-None-Match": '"other"'}).status_code == 200
    assert client.get(where, headers={"If-None-Match": tag}).status_code == 304
    actions = [line["action"] for line in client.get("/v1/audit").json()["items"]]
    assert actions.count("call.read") == 1
