"""Times and ids as the store writes them."""

import os
import time
import uuid
from datetime import UTC, datetime, timedelta


def stamp(*, seconds: float = 0) -> str:
    """The time now, or so many seconds from now: ISO 8601 in UTC, as wide as every other.

    >>> len(stamp()), stamp() < stamp(seconds=60)
    (24, True)
    """
    when = datetime.now(UTC) + timedelta(seconds=seconds)
    return as_stamp(when)


def as_stamp(when: datetime) -> str:
    """A time as the store writes it."""
    return when.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def new_id() -> str:
    """A UUID of version 7 (RFC 9562): the time in milliseconds, then chance; not to be guessed.

    >>> uuid.UUID(new_id()).version
    7
    """
    value = bytearray(int(time.time() * 1000).to_bytes(6) + os.urandom(10))
    value[6] = value[6] & 0x0F | 0x70
    value[8] = value[8] & 0x3F | 0x80
    return str(uuid.UUID(bytes=bytes(value)))
