"""Claims: renewed while somebody is at work, free again after that, however that ended."""

import time
from threading import Event, Thread
from typing import Any

import pytest
from fastapi.testclient import TestClient

from analyser.conversation import Conversation
from analyser.settings import Settings
from api.errors import StoreError
from api.work.analyst import Road
from api.work.jobs import drain
from tests.api.quick_service import QUICK, Serve, on_each_database, quick_report, vtt
from tests.api.teams import service
from tests.api.test_queue import wait_for


def batch(client: TestClient) -> str:
    return str(client.post("/v1/batches", files={"file": ("a.vtt", vtt())}).headers["Location"])


def work(client: TestClient) -> None:
    drain(service(client).analyst, lambda: False)


@on_each_database
def test_what_a_failing_store_kept_claimed_is_taken_again(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise StoreError("expected the store of calls to answer, found a full disk")

    client = serve(claim_seconds=1)
    place = batch(client)
    with monkeypatch.context() as broken:
        broken.setattr("api.store.results.keep_first", fail)
        broken.setattr("api.store.claims.release", fail)
        with pytest.raises(StoreError):
            work(client)
    work(client)
    assert client.get(place).json()["waiting"] == 1

    def is_done() -> bool:
        work(client)
        return bool(client.get(place).json()["done"] == 1)

    assert wait_for(is_done)


def test_nobody_else_takes_what_somebody_is_at_work_on(serve: Serve) -> None:
    begun, let = Event(), Event()

    def slow(call: Conversation, settings: Settings) -> dict[str, Any]:
        begun.set()
        let.wait(60)
        return quick_report(call, settings)

    client, other = serve(Road(QUICK.load, slow), claim_seconds=1), serve(claim_seconds=1)
    place = batch(client)
    worker = Thread(target=work, args=[client])
    worker.start()
    try:
        assert begun.wait(60)
        time.sleep(2.5)
        work(other)
        assert client.get(place).json()["waiting"] == 1
    finally:
        let.set()
        worker.join()
    assert client.get(place).json()["done"] == 1
    assert service(client).analyst.at_work() == []
