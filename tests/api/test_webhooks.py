import json
import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from http.client import BadStatusLine, RemoteDisconnected
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import update
from standardwebhooks import Webhook

from api.errors import BadWebhook
from api.store.clock import stamp
from api.store.tables import CommitmentRow, DeliveryRow
from api.store.webhooks import BACKOFF_SECONDS
from api.work import sending
from api.work.sending import Message, check_url, checked_address, is_public
from api.work.webhooks import deliver, no_answer, tell_overdue
from tests.api.quick_service import Serve, on_each_database, send
from tests.api.teams import service


class Receiver:
    """A server at this computer that keeps what it is told and answers as it is bidden."""

    def __init__(self) -> None:
        self.told: list[tuple[dict[str, str], bytes]] = []
        self.status = 204
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                outer.told.append((dict(self.headers), body))
                self.send_response(outer.status)
                self.send_header("Location", "/elsewhere")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook?team=1"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    thread = Thread(target=made.server.serve_forever, args=(0.01,))
    thread.start()
    yield made
    made.server.shutdown()
    thread.join()
    made.server.server_close()


@pytest.fixture
def quiet(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """A service whose own thread tells nothing: the test does."""
    monkeypatch.setattr("api.work.webhooks.deliver", lambda *_, **__: False)
    monkeypatch.setattr("api.work.webhooks.tell_overdue", lambda *_: False)
    return serve(webhooks_private=True)


def hook(client: TestClient, url: str, *events: str) -> dict[str, Any]:
    made = client.post("/v1/webhooks", json={"url": url, "events": events})
    assert made.status_code == 201, made.text
    answer: dict[str, Any] = made.json()
    return answer


def tell(client: TestClient, *, private: bool = True) -> None:
    while deliver(service(client).db, private=private):
        pass


def log_of(client: TestClient, made: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(f"/v1/webhooks/{made['id']}/deliveries").json()[
        "items"
    ]
    return found


@on_each_database
def test_a_receiver_can_check_who_told_it(quiet: TestClient, receiver: Receiver) -> None:
    made = hook(quiet, receiver.url, "call.analysed", "moment.high")
    call = send(quiet).headers["call-id"]
    tell(quiet)
    found = [Webhook(made["secret"]).verify(body, headers) for headers, body in receiver.told]
    assert {one["type"]: one["data"]["call"] for one in found} == {
        "call.analysed": call,
        "moment.high": call,
    }
    assert "March" not in json.dumps(found)
    assert {one["state"] for one in log_of(quiet, made)} == {"delivered"}
    assert made["secret"] not in quiet.get("/v1/webhooks").text


def test_signs_as_the_standard_says() -> None:
    # The library's own example.
    message = Message(
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        '{"test": 2432232314}',
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    )
    headers = message.headers(datetime.fromtimestamp(1614265330, UTC))
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert headers["webhook-timestamp"] == "1614265330"


def test_only_asked_for_events_are_told(quiet: TestClient, receiver: Receiver) -> None:
    hook(quiet, receiver.url, "promise.overdue")
    send(quiet)
    tell(quiet)
    assert receiver.told == []


@pytest.mark.parametrize("status", [301, 404, 500])
def test_what_is_not_taken_comes_again_later(
    quiet: TestClient, receiver: Receiver, status: int
) -> None:
    receiver.status = status
    made = hook(quiet, receiver.url, "call.analysed")
    send(quiet)
    tell(quiet)
    (one,) = log_of(quiet, made)
    assert (one["state"], one["attempts"], one["status"]) == ("waiting", 1, status)
    assert stamp() < one["next_at"] < stamp(seconds=BACKOFF_SECONDS[0] + 1)
    make_due(quiet)
    receiver.status = 200
    tell(quiet)
    assert log_of(quiet, made)[0]["state"] == "delivered"
    assert len({headers["webhook-id"] for headers, _ in receiver.told}) == 1


def make_due(client: TestClient) -> None:
    with service(client).db.writing() as session:
        session.execute(update(DeliveryRow).values(next_at=stamp(seconds=-1)))


def test_is_given_up_in_the_end(quiet: TestClient) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        made = hook(quiet, f"http://127.0.0.1:{taken.getsockname()[1]}/", "call.analysed")
        send(quiet)
        for _ in range(len(BACKOFF_SECONDS) + 1):
            make_due(quiet)
            tell(quiet)
    (one,) = log_of(quiet, made)
    assert (one["state"], one["attempts"]) == ("failed", len(BACKOFF_SECONDS) + 1)
    assert one["error"] == "nothing listens at that address and port"


def test_a_host_that_is_silent_is_said_to_be(
    quiet: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "SECONDS", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as mute:
        made = hook(quiet, f"http://127.0.0.1:{mute.getsockname()[1]}/", "call.analysed")
        send(quiet)
        tell(quiet)
    assert log_of(quiet, made)[0]["error"] == "no answer within 10 seconds"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        pytest.param(socket.gaierror(-2, "Name"), "no host of that name was found", id="name"),
        pytest.param(ssl.SSLCertVerificationError(), "the certificate of the host", id="stranger"),
        pytest.param(ssl.SSLError(), "does not speak https", id="no-https"),
        pytest.param(RemoteDisconnected(), "broke the connection off", id="hung-up"),
        pytest.param(BadStatusLine("SSH"), "the answer was no HTTP", id="no-http"),
        pytest.param(OSError(101, "Network"), "the host cannot be reached", id="no-way"),
    ],
)
def test_why_nothing_came_back_is_said_in_words(error: Exception, said: str) -> None:
    assert said in no_answer(error)


def test_who_is_gone_is_told_no_more(quiet: TestClient, receiver: Receiver) -> None:
    receiver.status = 410
    made = hook(quiet, receiver.url, "call.analysed", "moment.high")
    send(quiet)
    tell(quiet)
    assert len(receiver.told) == 1
    assert quiet.get("/v1/webhooks").json()["items"][0]["disabled_at"]
    assert quiet.delete(f"/v1/webhooks/{made['id']}").status_code == 204
    assert quiet.get("/v1/webhooks").json()["items"] == []


@on_each_database
def test_an_overdue_promise_is_told_once(quiet: TestClient, receiver: Receiver) -> None:
    hook(quiet, receiver.url, "promise.overdue")
    call = send(quiet).headers["call-id"]
    db = service(quiet).db
    for days, told in ((1, 0), (-1, 1), (-1, 1)):
        with db.writing() as session:
            due = stamp(seconds=86_400 * days)[:10]
            session.execute(update(CommitmentRow).values(due=due))
        tell_overdue(db)
        tell(quiet)
        assert len(receiver.told) == told
    data = json.loads(receiver.told[0][1])["data"]
    assert (data["call"], data["by"]) == (call, "rep")


def test_private_addresses_are_refused(quiet: TestClient, receiver: Receiver) -> None:
    made = hook(quiet, receiver.url.replace("http:", "https:"), "call.analysed")
    send(quiet)
    tell(quiet, private=False)
    assert receiver.told == []
    assert "private" in log_of(quiet, made)[0]["error"]


def test_goes_to_the_address_that_was_checked(
    monkeypatch: pytest.MonkeyPatch, receiver: Receiver
) -> None:
    """A name that leads to a public address first and here a moment later."""
    answers = iter(["93.184.215.14", "127.0.0.1"])

    def lookup(host: str, port: int, **_: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    tried: list[Any] = []

    def connect(address: tuple[str, int], *_: Any) -> socket.socket:
        tried.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(sending.socket, "getaddrinfo", lookup)
    monkeypatch.setattr(sending.socket, "create_connection", connect)
    with pytest.raises(ConnectionRefusedError):
        sending.send("https://rebind.example/", Message("m", "{}", "whsec_AAAA"))
    assert tried == [("93.184.215.14", 443)]


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.1.2.3"),
        *("100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1"),
        *("::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "ff02::1"),
    ],
)
def test_special_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("host", ["localhost", "127.1", "0x7f000001", "2130706433", "0"])
def test_other_spellings_of_this_computer_are_seen_through(host: str) -> None:
    with pytest.raises((BadWebhook, OSError)):
        checked_address(host, 443, private=False)


@pytest.mark.parametrize(
    "url",
    [
        *("http://a.example/", "ftp://a.example/", "https://", "https://u:p@a.example/", "nothing"),
        *(
            "https://a.example:99999/",
            "https://a.example/\r\nX: y",
            "https://[::1",
            "https://ä.de/",
        ),
        *("https://localhost/", "https://127.1/", "https://2130706433/", "https://0x7f000001/"),
    ],
)
def test_other_urls_are_refused(client: TestClient, url: str) -> None:
    with pytest.raises(BadWebhook):
        check_url(url, private=False)
    answer = client.post("/v1/webhooks", json={"url": url, "events": ["call.analysed"]})
    assert answer.status_code == 422
