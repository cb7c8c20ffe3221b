"""Times as transcripts write them, to seconds from the start. Missing stays None, never 0."""

import math
import re
from datetime import UTC, datetime
from typing import Final

_CLOCK: Final = re.compile(r"^\s*(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,9}))?\s*$")


def clock_seconds(text: str) -> float | None:
    """Seconds of ``h:mm:ss``, ``m:ss`` with an optional decimal fraction, None for other text.

    >>> clock_seconds("0:1:22.50"), clock_seconds("01:02:03,004"), clock_seconds("soon")
    (82.5, 3723.004, None)
    """
    match = _CLOCK.match(text)
    if not match:
        return None
    hours, minutes, seconds, fraction = match.groups()
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    return float(f"{whole}.{fraction}") if fraction else float(whole)


def number(value: object) -> float | None:
    """A finite number from a number or a string of one (``"1.25"``, ``"1.5s"``), else None."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, str):
        value = value.strip().removesuffix("s")
    try:
        result = float(value)  # type: ignore[arg-type]  # anything else raises, and gives None
    except (TypeError, ValueError, OverflowError):
        return None
    return result if math.isfinite(result) else None


def scaled(value: object, divisor: float) -> float | None:
    """``number(value) / divisor`` rounded to the millisecond, or None."""
    found = number(value)
    return None if found is None else round(found / divisor, 3)


def iso_instant(text: object) -> float | None:
    """Seconds since 1970 of an ISO 8601 date-time (no zone: UTC), else None."""
    if not isinstance(text, str):
        return None
    try:
        moment = datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
