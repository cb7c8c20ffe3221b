"""Requests that are sent again, and those that are not."""

import logging
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import httpx
import pytest

from analyser.client import Client
from analyser.client.wire import Wire, in_the_clear, retry_after
from analyser.conversation import Conversation
from analyser.errors import NoAnswer, Refused, SettingsError
from analyser.settings import Settings
from api.errors import RETRY_SECONDS
from api.work.analyst import Road
from tests.api.page_service import page_report
from tests.api.quick_service import vtt
from tests.client.conftest import Start

QUOTE = "We need it live by March"


@contextmanager
def cutting(url: str, *, times: int, after: int) -> Iterator[str]:
    """The address of a go-between that breaks the first connections once so many bytes of the
    request have come, and passes on all others."""
    target = httpx.URL(url)
    left = [times]
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                here, _ = listener.accept()
            except OSError:
                return
            left[0] -= 1
            if left[0] >= 0:
                came = 0
                while came < after:
                    came += len(here.recv(after - came))
                here.close()
                continue
            there = socket.create_connection((target.host, target.port))
            for one, other in ((here, there), (there, here)):
                threading.Thread(target=pass_on, args=(one, other), daemon=True).start()

    thread = threading.Thread(target=serve)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join()


def pass_on(one: socket.socket, other: socket.socket) -> None:
    # Where one way has ended, the other finds its sockets closed.
    with closing(other), suppress(OSError):
        while data := one.recv(65536):
            other.sendall(data)


@pytest.fixture
def busy(start: Start) -> Iterator[tuple[str, Callable[[], None]]]:
    """The address of a service whose only place is taken, and what frees it."""
    begun, go_on = threading.Event(), threading.Event()

    def slow(call: Conversation, settings: Settings) -> dict[str, Any]:
        begun.set()
        go_on.wait(30)
        return page_report(call, settings)

    url = start(Road(lambda _: "acts 1", slow), workers=1, waiting=0)
    with Client(url) as client:
        first = threading.Thread(target=client.upload, args=(vtt("March"),))
        first.start()
        assert begun.wait(30)

        def free() -> None:
            go_on.set()
            first.join()

        yield url, free
        free()


def test_a_busy_service_is_asked_again_when_it_says(
    busy: tuple[str, Callable[[], None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    url, free = busy
    pauses = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        free()

    monkeypatch.setattr("analyser.client.wire.sleep", pause)
    with Client(url) as client:
        assert client.upload(vtt("May")).is_new
    assert len(pauses) == 1
    assert pauses[0] >= RETRY_SECONDS


def test_who_stays_busy_is_given_up_with_its_reason(
    busy: tuple[str, Callable[[], None]], pauses: list[float]
) -> None:
    with Client(busy[0], patience=20) as client, pytest.raises(Refused, match="a free") as error:
        client.upload_many({"may.vtt": vtt("May")})
    assert (error.value.status, error.value.kind) == (503, "too-busy")
    assert error.value.request
    assert 2 <= len(pauses) <= 3


@pytest.mark.parametrize("after", [10, 3000], ids=["in-the-head", "in-the-file"])
def test_an_upload_that_broke_off_is_kept_once(url: str, pauses: list[float], after: int) -> None:
    long = vtt() + b"\n00:00:09.000 --> 00:00:11.000\nAnn Lee: Well.\n" * 200
    with cutting(url, times=2, after=after) as between, Client(between) as client:
        kept = client.upload(long, name="acme.vtt")
    assert len(pauses) == 2
    with Client(url) as client:
        assert [call.id for call in client.calls()] == [kept.call]


@pytest.mark.usefixtures("pauses")
def test_a_service_that_is_waited_for_is_told_once(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "analyser.client")
    with cutting(url, times=3, after=10) as between, Client(between) as client:
        client.upload_many({"may.vtt": vtt("May"), "june.vtt": vtt("June")}, at_a_time=1)
    told = [one.message for one in caplog.records if one.name == "analyser.client"]
    assert told == [f"{between} does not answer; it is asked again"]


def test_a_call_whose_deletion_was_not_answered_is_gone(url: str, pauses: list[float]) -> None:
    with Client(url) as client:
        call = client.upload(vtt()).call
        wire, ask = client._wire, client._wire._try

        def lost(method: str, path: str, what: Any) -> Any:
            found = ask(method, path, what)
            return found if pauses else httpx.ReadError(f"after {found.status_code}")

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(wire, "_try", lost)
            client.delete(call)
        with pytest.raises(Refused):
            client.delete(call)
    assert len(pauses) == 1


def test_a_verdict_that_broke_off_is_not_sent_again(url: str, pauses: list[float]) -> None:
    with Client(url) as client:
        client.upload(vtt())
        moment = next(client.moments())
        with cutting(url, times=1, after=100) as between, Client(between) as broken:
            with pytest.raises(NoAnswer, match="the connection broke") as error:
                broken.judge(moment.id, "confirmed")
            assert error.value.reached
    assert pauses == []


def test_an_address_without_a_service_is_told_soon(pauses: list[float]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(NoAnswer, match="found nobody who answers") as error:
        Client(f"http://127.0.0.1:{port}").session()
    assert not error.value.reached
    assert len(pauses) == 3


def answering(status: int, headers: dict[str, str], body: bytes) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        asked: ClassVar[list[str]] = []

        def do_GET(self) -> None:
            self.asked.append(self.path)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    return Handler


@pytest.fixture
def other_server() -> Iterator[Callable[..., tuple[str, list[str]]]]:
    """Another server than ours: ``other_server(status, headers, body)``."""
    made: list[ThreadingHTTPServer] = []

    def serve(status: int, headers: dict[str, str], body: bytes = b"") -> tuple[str, list[str]]:
        handler: Any = answering(status, headers, body)
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, args=(0.01,)).start()
        made.append(server)
        return f"http://127.0.0.1:{server.server_port}", handler.asked

    yield serve
    for server in made:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("status", "headers", "body"),
    [
        pytest.param(200, {}, f"<p>{QUOTE}".encode(), id="a-page"),
        pytest.param(404, {}, f"<p>{QUOTE}".encode(), id="not-found"),
        pytest.param(418, {}, f'["{QUOTE}"]'.encode(), id="other-json"),
        pytest.param(307, {"Location": "http://127.0.0.1:1/"}, b"", id="leads-elsewhere"),
    ],
)
def test_other_servers_are_told_from_ours_without_a_quote(
    other_server: Any, status: int, headers: dict[str, str], body: bytes
) -> None:
    url, asked = other_server(status, headers, body)
    with Client(url, "ta_secret") as client, pytest.raises(Refused) as error:
        client.report("x")
    assert "see that the address is" in str(error.value)
    assert QUOTE not in str(error.value)
    assert len(asked) == 1


def test_gateways_are_asked_again_where_that_does_no_harm(
    other_server: Any, pauses: list[float]
) -> None:
    url, asked = other_server(502, {})
    with Client(url, patience=60) as client:
        with pytest.raises(Refused):
            client.report("x")
        assert len(asked) == len(pauses) + 1 > 4
        asked.clear()
        with pytest.raises(Refused):
            client._wire.ask("GET", "/v1/calls")
    assert len(asked) == 1


def test_retry_after_is_seconds_or_a_time() -> None:
    def told(stated: str) -> float | None:
        return retry_after(httpx.Response(503, headers={"Retry-After": stated}))

    later = told(format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True))
    assert later is not None
    assert 80 < later <= 90
    assert (told("7"), told("soon"), told("-1"), told("")) == (7, None, None, None)


@pytest.mark.parametrize(
    "url",
    [
        *("", "trust.acme.example", "ftp://trust.acme.example", "https://", "https://a b/"),
        *("https://ann:secret@trust.acme.example", "https://trust.acme.example?x", "https://a:b/"),
    ],
)
def test_an_address_that_is_none_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(SettingsError, match="url: expected") as error:
        Client(url)
    assert "secret" not in str(error.value)


@pytest.mark.parametrize("key", ["ta_1 2", "ta_1\r\nX: y", "ta_ü"])
def test_a_key_that_is_none_is_refused_without_it(key: str) -> None:
    with pytest.raises(SettingsError, match="key: expected") as error:
        Client("https://trust.acme.example", key)
    assert key not in str(error.value)


def test_keys_in_the_clear_are_warned_of() -> None:
    with pytest.warns(UserWarning, match="in the clear"):
        Client("http://trust.acme.example", "ta_secret")
    assert not in_the_clear("https://trust.acme.example")
    assert not in_the_clear("http://[::1]:8000")


def test_no_proxy_stands_between_this_computer_and_itself(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    with Client(url) as client:
        assert client.session().scopes


def test_the_key_is_in_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUST_ANALYSER_KEY", "ta_secret")
    client = Client("https://trust.acme.example")
    assert repr(client) == "Client('https://trust.acme.example')"
    wire = Wire("https://trust.acme.example/", "ta_secret", timeout=1, patience=0)
    assert wire.url == "https://trust.acme.example"
