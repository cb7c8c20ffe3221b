import io
import json
import tarfile
import time
import zipfile
from collections.abc import Mapping
from typing import Any

import pytest
from fastapi.testclient import TestClient

from analyser.conversation import Conversation
from analyser.errors import ModelError, RoleError
from analyser.settings import Settings
from api.work.analyst import Road
from api.work.jobs import drain
from tests.api.quick_service import (
    QUICK,
    Serve,
    on_each_database,
    own_json,
    quick_report,
    send,
    vtt,
)

pytestmark = on_each_database


def zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def hand_in(client: TestClient, *files: tuple[str, bytes], **form: Any) -> Any:
    return client.post("/v1/batches", files=[("file", one) for one in files], data=form)


def work(client: TestClient) -> None:
    """What the workers do, in this thread."""
    drain(client.app.state.service.analyst, lambda: False)  # type: ignore[attr-defined]


def items(client: TestClient, place: str, **query: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(f"{place}/items", params=query).json()["items"]
    return found


LINES = b"".join(json.dumps(own_json(f"Call {n}.")).encode() + b"\n" for n in range(3))


@pytest.mark.parametrize(
    ("name", "data", "names"),
    [
        pytest.param(
            "a.zip", zipped({"x/a.vtt": vtt(), "b.vtt": vtt("May")}), ["x/a.vtt", "b.vtt"], id="zip"
        ),
        pytest.param(
            "a.tgz", tarred({"a.vtt": vtt(), "b.vtt": vtt("May")}), ["a.vtt", "b.vtt"], id="tar.gz"
        ),
        pytest.param("c.jsonl", LINES, ["c.jsonl (1)", "c.jsonl (2)", "c.jsonl (3)"], id="jsonl"),
        pytest.param("a.vtt", vtt(), ["a.vtt"], id="a-transcript"),
        pytest.param(
            "e.zip",
            zipped({"in/c.jsonl": LINES[:60] + b"\n"}),
            ["in/c.jsonl (1)"],
            id="jsonl-in-zip",
        ),
    ],
)
def test_takes_files_apart(client: TestClient, name: str, data: bytes, names: list[str]) -> None:
    answer = hand_in(client, (name, data))
    assert answer.status_code == 202
    assert answer.json()["waiting"] == len(names)
    assert [item["name"] for item in items(client, answer.headers["Location"])] == names


def test_every_file_becomes_a_call(client: TestClient) -> None:
    answer = hand_in(client, ("a.vtt", vtt()), ("b.vtt", vtt("May")), account="Acme", rep="Ann Lee")
    place = answer.headers["Location"]
    assert client.get(place).json()["finished_at"] is None
    work(client)
    found = client.get(place).json()
    assert (found["waiting"], found["done"], found["failed"]) == (0, 2, 0)
    assert found["finished_at"]
    calls = [client.get(f"/v1/calls/{item['call']}").json() for item in items(client, place)]
    assert [call["source"] for call in calls] == ["a.vtt", "b.vtt"]
    assert {call["meta"]["account"] for call in calls} == {"Acme"}


def test_a_bad_file_fails_alone(client: TestClient) -> None:
    data = zipped({"a.vtt": vtt(), "b.pdf": b"%PDF-1.7", "c.zip": zipped({"d.vtt": vtt()})})
    place = hand_in(client, ("calls.zip", data)).headers["Location"]
    work(client)
    found = items(client, place)
    assert [item["state"] for item in found] == ["done", "failed", "failed"]
    assert found[1]["error_type"] == found[2]["error_type"] == "/docs#unknown-format"
    assert "archive within an archive" in found[2]["error_detail"]
    assert [item["name"] for item in items(client, place, state="failed")] == ["b.pdf", "c.zip"]


def test_a_file_of_several_calls_becomes_as_many_items(client: TestClient) -> None:
    place = hand_in(client, ("calls.txt", LINES)).headers["Location"]
    work(client)
    found = items(client, place)
    assert [item["name"] for item in found] == [f"calls.txt ({n})" for n in (1, 2, 3)]
    assert len({item["call"] for item in found}) == 3


def test_calls_that_are_kept_already_are_not_kept_twice(client: TestClient) -> None:
    kept = send(client).headers["Call-Id"]
    place = hand_in(client, ("a.vtt", vtt()), ("b.vtt", vtt())).headers["Location"]
    work(client)
    assert [(item["call"], item["is_new"]) for item in items(client, place)] == [(kept, False)] * 2


def test_the_same_request_is_one_job(client: TestClient) -> None:
    headers = {"Idempotency-Key": "monday"}
    sent: Any = {"files": {"file": ("a.vtt", vtt())}, "headers": headers}
    first, again = client.post("/v1/batches", **sent), client.post("/v1/batches", **sent)
    other = client.post("/v1/batches", files={"file": ("a.vtt", vtt("May"))}, headers=headers)
    for_acme = client.post("/v1/batches", **sent, data={"account": "Acme"})
    assert (first.status_code, again.status_code, other.status_code) == (202, 200, 422)
    assert (for_acme.status_code, for_acme.json()["type"]) == (422, "/docs#idempotency-mismatch")
    assert first.headers["Location"] == again.headers["Location"]


def bomb() -> bytes:
    return zipped({f"{n}.txt": bytes(30 * 2**20) for n in range(4)})


@pytest.mark.parametrize(
    ("files", "form", "status"),
    [
        pytest.param([], {"rep": "Ann"}, 415, id="no-form"),
        pytest.param([("a.zip", zipped({}))], {}, 422, id="empty-archive"),
        pytest.param([("a.zip", b"PK\x03\x04 broken")], {}, 422, id="broken-zip"),
        pytest.param([("a.tgz", tarred({"a.vtt": vtt()})[:-30])], {}, 422, id="broken-tar"),
        pytest.param([("a.zip", bomb())], {}, 413, id="bomb"),
        pytest.param([("a.vtt", vtt())], {"id": "one"}, 422, id="one-id-for-all"),
        pytest.param([("a.vtt", vtt())], {"date": "soon"}, 422, id="no-date"),
    ],
)
def test_refuses_batches_whole(
    client: TestClient, files: list[tuple[str, bytes]], form: dict[str, str], status: int
) -> None:
    assert hand_in(client, *files, **form).status_code == status
    assert client.get("/v1/jobs").json()["items"] == []


def test_links_and_odd_paths_in_archives_lead_nowhere(client: TestClient) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        link = tarfile.TarInfo("link.vtt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
        info = tarfile.TarInfo("../../up.vtt")
        info.size = len(vtt())
        archive.addfile(info, io.BytesIO(vtt()))
        hidden = tarfile.TarInfo("__MACOSX/._up.vtt")
        archive.addfile(hidden, io.BytesIO())
    place = hand_in(client, ("calls.tgz", out.getvalue())).headers["Location"]
    work(client)
    found = items(client, place)
    assert [(one["name"], one["state"]) for one in found] == [
        ("link.vtt", "failed"),
        ("up.vtt", "done"),
    ]


def test_an_analysis_that_refuses_a_call_fails_its_item(serve: Serve) -> None:
    def refuse(*_: Any) -> Any:
        raise RoleError("expected a rep in the call, found none")

    client = serve(Road(QUICK.load, refuse))
    place = hand_in(client, ("a.vtt", vtt())).headers["Location"]
    work(client)
    (found,) = items(client, place)
    assert (found["state"], found["error_type"]) == ("failed", "/docs#role-error")
    answer = client.get(f"/v1/calls/{found['call']}")
    assert (answer.status_code, answer.json()["type"]) == (409, "/docs#analysis-failed")


def test_work_waits_where_the_model_does_not_answer(serve: Serve) -> None:
    answers = iter([True])

    def report(call: Conversation, settings: Settings) -> dict[str, Any]:
        for _ in answers:
            raise ModelError("expected the weights, found none")
        return quick_report(call, settings)

    client = serve(Road(QUICK.load, report))
    place = hand_in(client, ("a.vtt", vtt())).headers["Location"]
    with pytest.raises(ModelError):
        work(client)
    assert client.get(place).json()["waiting"] == 1
    work(client)
    assert client.get(place).json()["done"] == 1


def test_kept_calls_are_analysed_anew(serve: Serve) -> None:
    first = serve()
    kept = send(first)
    send(first, vtt("May"), account="Acme")

    def newer(call: Conversation, settings: Settings) -> dict[str, Any]:
        return quick_report(call, settings) | {"model": "acts 9.9.9", "trust_score": 12.0}

    client = serve(Road(QUICK.load, newer))
    answer = client.post("/v1/reanalyses", json={"account": "ACME"})
    assert (answer.status_code, answer.json()["waiting"]) == (202, 1)
    work(client)
    assert client.get(answer.headers["Location"]).json()["done"] == 1
    found = client.get("/v1/calls").json()["items"]
    assert [(one["model"], one["trust_score"]) for one in found] == [
        ("acts 9.9.9", 12.0),
        ("acts 0.0.0", 71.4),
    ]
    assert client.get(kept.headers["Location"]).headers["ETag"] == kept.headers["ETag"]
    assert client.post("/v1/reanalyses", json={}).json()["waiting"] == 2


def test_a_deleted_call_is_no_more_analysed_anew(client: TestClient) -> None:
    place = send(client).headers["Location"]
    job = client.post("/v1/reanalyses", json={}).headers["Location"]
    client.delete(place)
    work(client)
    assert [one["error_detail"] for one in items(client, job)] == ["the call was deleted"]


def test_workers_in_the_server_do_the_work(serve: Serve) -> None:
    client = serve(job_threads=2)
    place = hand_in(client, ("c.jsonl", LINES)).headers["Location"]
    until = time.monotonic() + 20
    while client.get(place).json()["finished_at"] is None and time.monotonic() < until:
        time.sleep(0.05)
    assert client.get(place).json()["done"] == 3


def test_tells_of_each_step_until_the_end(serve: Serve) -> None:
    client = serve(job_threads=1)
    place = hand_in(client, ("c.jsonl", LINES)).headers["Location"]
    answer = client.get(f"{place}/events")
    assert answer.headers["Content-Type"].startswith("text/event-stream")
    events = [line for line in answer.text.splitlines() if line.startswith("event:")]
    assert events[-1] == "event: finished"
    data = [line for line in answer.text.splitlines() if line.startswith("data:")][-1]
    assert json.loads(data.removeprefix("data:"))["done"] == 3


def test_unknown_jobs_are_404(client: TestClient) -> None:
    for path in ("/v1/jobs/x", "/v1/jobs/x/items", "/v1/jobs/x/events"):
        answer = client.get(path)
        assert (answer.status_code, answer.json()["type"]) == (404, "/docs#job-not-found")


def test_jobs_are_listed_newest_first(client: TestClient) -> None:
    made = [hand_in(client, ("a.vtt", vtt())).json()["id"] for _ in range(3)]
    page = client.get("/v1/jobs", params={"limit": 2}).json()
    older = client.get("/v1/jobs", params={"cursor": page["next_cursor"]}).json()
    assert [job["id"] for job in (*page["items"], *older["items"])] == made[::-1]
