"""The calls that a service keeps, by the address at which it lists them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast
from urllib.parse import parse_qsl

from analyser.client.choices import CallChoice
from analyser.client.client import Client
from analyser.client.kept import KeptCalls
from analyser.errors import SettingsError


@contextmanager
def calls_at(address: str) -> Iterator[KeptCalls]:
    """The calls of an address such as ``https://host/v1/calls?rep=Ann&since=2026-01-01``.

    Behind the question mark stands what ``Client.calls`` takes; the key is TRUST_ANALYSER_KEY's.
    Raises SettingsError.
    """
    place, _, query = address.partition("#")[0].partition("?")
    pairs = parse_qsl(query, keep_blank_values=True)
    chosen = dict(pairs)
    if len(chosen) < len(pairs):
        raise SettingsError("inputs: expected each filter once in the address, found one twice")
    with Client(place.rstrip("/")[: -len("/v1/calls")]) as client:
        yield client.calls(**cast("CallChoice", chosen))
