"""Requests to a service: what may be sent again is, after a pause; a refusal becomes an error.

Sent again is only what does no harm when it arrives twice (``again``), and anything that surely
did not arrive or was turned away at the door (429, 503). ``Retry-After`` is heeded.
"""

import logging
import random
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import count
from threading import Event
from time import sleep
from typing import Any, Final, TypeGuard

import httpx

from analyser.errors import NoAnswer, Refused, SettingsError

FEW: Final = 4
"""So often a service that does not answer is tried."""
LONGEST_SECONDS: Final = 30.0
"""Between two tries, where the service does not ask for more."""
TURNED_AWAY: Final = (429, 503)
GATEWAY: Final = (502, 504)
NOT_SENT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
Found = httpx.Response | httpx.RequestError
LOCAL: Final = ("localhost", "127.0.0.1", "::1")
HEADER: Final = re.compile(r"[\x21-\x7e]+")
LOG: Final = logging.getLogger("analyser.client")


class Wire:
    """A connection to the service at ``url``. ``timeout`` is how many seconds an answer may take;
    a request that has waited ``patience`` seconds between its tries is given up."""

    def __init__(self, url: str, key: str | None, *, timeout: float, patience: float) -> None:
        self.url = checked_url(url)
        self.patience = patience
        if timeout <= 0 or patience < 0:
            raise SettingsError("timeout, patience: expected seconds, found numbers below 0")
        if key is not None and not HEADER.fullmatch(key):
            raise SettingsError("key: expected an API key (ta_...), found other characters in it")
        self._answered, self._missed = Event(), Event()
        self._http = httpx.Client(
            base_url=self.url,
            headers={"Authorization": f"Bearer {key}"} if key else {},
            timeout=httpx.Timeout(timeout, connect=10),
            # No proxy of the environment stands between this computer and itself.
            trust_env=not _is_here(self.url),
        )

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()

    def ask(self, method: str, path: str, *, again: bool = False, **what: Any) -> httpx.Response:
        """The answer to a request; ``what`` is httpx's. Raises Refused, NoAnswer."""
        waited, unanswered, broke = 0.0, 0, False
        for tried in count(1):
            found = self._try(method, path, what)
            if broke and method == "DELETE" and _is_gone(found):
                return found  # The try whose answer was lost had done it.
            unanswered += isinstance(found, httpx.RequestError)
            broke = broke or _is_broken(found)
            pause = self._pause(found, tried, unanswered, again=again)
            if pause is None or (waited := waited + pause) > self.patience:
                break
            self._tell(found)
            sleep(pause)
        if isinstance(found, httpx.Response):
            if found.is_success:
                return found
            raise refusal(found)
        raise self._no_answer(found)

    def json(self, method: str, path: str, *, again: bool = False, **what: Any) -> Any:
        """The JSON that is answered. Raises Refused, NoAnswer."""
        return told(self.ask(method, path, again=again, **what))

    def _try(self, method: str, path: str, what: Mapping[str, Any]) -> Found:
        try:
            found = self._http.request(method, path, **what)
        except httpx.RequestError as error:
            return error
        self._answered.set()
        self._missed.clear()
        return found

    def _tell(self, found: Found) -> None:
        """Log that the service is waited for, once until it answers again."""
        if isinstance(found, httpx.RequestError) and not self._missed.is_set():
            self._missed.set()
            LOG.info("%s does not answer; it is asked again", self.url)

    def _pause(self, found: Found, tried: int, unanswered: int, *, again: bool) -> float | None:
        """Seconds until the next try; None where there is to be none."""
        own = min(LONGEST_SECONDS, 0.5 * 2.0 ** (tried - 1)) * random.uniform(0.5, 1)  # noqa: S311
        if isinstance(found, NOT_SENT):
            # It may just be starting anew, where it was there before.
            return own if self._answered.is_set() or unanswered < FEW else None
        if isinstance(found, httpx.RequestError):
            return own if again and unanswered < FEW else None
        asked = retry_after(found)
        waits = found.status_code in GATEWAY or (found.status_code == 409 and asked is not None)
        if found.status_code in TURNED_AWAY or (again and waits):
            return own if asked is None else asked + own
        return None

    def _no_answer(self, error: httpx.RequestError) -> NoAnswer:
        kind = type(error).__name__
        if isinstance(error, NOT_SENT):
            message = (
                f"{self.url}: expected the service, found nobody who answers ({kind}); see that "
                "the address is right and that it runs"
            )
            return NoAnswer(message, reached=False)
        message = (
            f"{self.url}: expected an answer, found that the connection broke ({kind}); "
            "try again later"
        )
        return NoAnswer(message, reached=True)


def _is_gone(found: Found) -> TypeGuard[httpx.Response]:
    return isinstance(found, httpx.Response) and found.status_code == 404


def _is_broken(found: Found) -> bool:
    """Whether nobody knows if a request was done."""
    return isinstance(found, httpx.RequestError) and not isinstance(found, NOT_SENT)


def checked_url(url: str) -> str:
    """The address of a service without a slash at its end. Raises SettingsError."""
    try:
        found = httpx.URL(url)
        fits = found.scheme in ("http", "https") and bool(found.host) and not found.userinfo
    except (httpx.InvalidURL, TypeError):
        fits = False
    if not fits or set(url) & {"?", "#", " "}:
        raise SettingsError(
            "url: expected the address of a service, such as https://trust.acme.example, without "
            "a name or password in it; found another"
        )
    return url.rstrip("/")


def in_the_clear(url: str) -> bool:
    """Whether what is sent to an address can be read on the way."""
    return httpx.URL(url).scheme == "http" and not _is_here(url)


def _is_here(url: str) -> bool:
    return httpx.URL(url).host in LOCAL


def retry_after(answer: httpx.Response) -> float | None:
    """The seconds that an answer asks to wait, None where it does not say."""
    stated = answer.headers.get("Retry-After", "").strip()
    if stated.isascii() and stated.isdecimal():
        return float(stated)
    try:
        then = parsedate_to_datetime(stated)
    except ValueError:
        return None
    if then.tzinfo is None:
        then = then.replace(tzinfo=UTC)
    return max(0.0, (then - datetime.now(UTC)).total_seconds())


def refusal(answer: httpx.Response) -> Refused:
    """The error of a refused request: the words of its problem, never another page's."""
    status = answer.status_code
    try:
        facts = answer.json()
    except ValueError:
        facts = None
    if not isinstance(facts, dict) or not isinstance(facts.get("detail"), str):
        where = " that leads elsewhere" if answer.is_redirect else ""
        message = (
            f"expected an answer of the service, found status {status}{where} of something else; "
            "see that the address is right"
        )
        return Refused(message, status=status)
    request = str(facts.get("request") or "")
    kind = str(facts.get("type") or "").rpartition("#")[2]
    return Refused(facts["detail"], status=status, kind=kind, request=request)


def told(answer: httpx.Response) -> Any:
    """The JSON of an answer. Raises Refused where it is none."""
    try:
        return answer.json()
    except ValueError:
        raise Refused(
            "expected an answer in JSON, found something else; see that the address is that of "
            "the service",
            status=answer.status_code,
        ) from None
