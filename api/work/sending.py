"""Send one signed message to an address that somebody else gave us, and to no other.

The host's name is looked up once, every address of it is checked, and the connection goes to the
one that was checked: a name that leads elsewhere a moment later changes nothing. Nothing is
followed: neither redirects nor proxies.
"""

import http.client
import ipaddress
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Timer
from typing import Final
from urllib.parse import SplitResult, urlsplit

from standardwebhooks import Webhook

from api.errors import BadWebhook

SECONDS: Final = 10
"""So long may all of it take."""
LONGEST_URL: Final = 2_000


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent: ``id`` stays the same when it is sent again."""

    id: str
    payload: str
    secret: str

    def headers(self, now: datetime) -> dict[str, str]:
        """The headers of Standard Webhooks 1.0: id, seconds since 1970, signature."""
        signature = Webhook(self.secret).sign(self.id, now.replace(tzinfo=UTC), self.payload)
        return {
            "Content-Type": "application/json",
            "User-Agent": "trust-analyser",
            "webhook-id": self.id,
            "webhook-timestamp": str(int(now.replace(tzinfo=UTC).timestamp())),
            "webhook-signature": signature,
        }


def check_url(url: str, *, private: bool) -> SplitResult:
    """The parts of a webhook's address. ``private`` lets it be plain http. Raises BadWebhook."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise _bad("an address that can be read") from error
    if parts.scheme != "https" and not (private and parts.scheme == "http"):
        raise _bad("an https:// address")
    if (
        not parts.hostname
        or parts.username
        or parts.password
        or port == 0
        or len(url) > LONGEST_URL
    ):
        raise _bad("a host, no user and no password in the address")
    if not url.isascii() or not url.isprintable() or " " in url:
        raise _bad("printable ASCII without spaces, other characters encoded")
    if not private and _is_plainly_private(parts.hostname):
        raise _private()
    return parts


def _is_plainly_private(host: str) -> bool:
    """Whether that can be told without asking where a name leads."""
    with suppress(OSError):
        # As the network's own functions read numbers: "127.1", "0x7f000001".
        return not is_public(socket.inet_ntoa(socket.inet_aton(host)))
    try:
        return not is_public(host)
    except ValueError:
        return host == "localhost"


def _private() -> BadWebhook:
    return BadWebhook(
        "url: expected a host on the public network, found one on a private one; "
        "TRUST_ANALYSER_WEBHOOKS_PRIVATE=1 allows it"
    )


def _bad(expected: str) -> BadWebhook:
    return BadWebhook(f"url: expected {expected}, such as https://example.com/hook")


def send(url: str, message: Message, *, private: bool = False) -> int:
    """The status that came back. ``private`` lets the address be one of this network.

    Raises BadWebhook, OSError (TimeoutError after SECONDS), http.client.HTTPException.
    """
    parts = check_url(url, private=private)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    address = checked_address(host, port, private=private)
    connection = _Pinned(host, port, address, tls=parts.scheme == "https")
    ended = Timer(SECONDS, connection.cut)
    ended.start()
    try:
        target = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
        headers = message.headers(datetime.now(UTC))
        connection.request("POST", target, message.payload.encode(), headers)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        if connection.is_cut:
            raise TimeoutError from error
        raise
    finally:
        ended.cancel()
        connection.close()


def checked_address(host: str, port: int, *, private: bool) -> str:
    """An address of a host; of one that is not all public only where that is allowed.

    Raises BadWebhook, OSError.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise _bad("a host name") from error
    addresses = [str(one[4][0]).partition("%")[0] for one in found]
    if not private and not all(is_public(address) for address in addresses):
        raise _private()
    return addresses[0]


def is_public(address: str) -> bool:
    """Whether an address belongs to no private, local or special network.

    >>> [is_public(a) for a in ("93.184.215.14", "10.0.0.1", "169.254.169.254", "::ffff:127.0.0.1")]
    [True, False, False, False]
    """
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        within = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
        if within:
            return is_public(str(within))
        if ip in ipaddress.ip_network("64:ff9b::/96"):
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    return ip.is_global and not ip.is_multicast


class _Pinned(http.client.HTTPConnection):
    """A connection to one address, whatever the name leads to by now."""

    def __init__(self, host: str, port: int, address: str, *, tls: bool) -> None:
        super().__init__(host, port, timeout=SECONDS)
        self.default_port = 443 if tls else 80
        self._address = address
        self.is_cut = False
        self._tls = ssl.create_default_context() if tls else None

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), SECONDS)
        if self._tls is not None:
            self.sock = self._tls.wrap_socket(self.sock, server_hostname=self.host)

    def cut(self) -> None:
        """End it from another thread."""
        self.is_cut = True
        sock = self.sock
        if sock is not None:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
