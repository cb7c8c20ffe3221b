"""Start and end of rows whose time columns may have any name and unit."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from analyser.transcripts.json_fields import epoch
from analyser.transcripts.times import iso_instant, number
from analyser.transcripts.wall_clock import seconds_of
from analyser.transcripts.words import likely_divisor

Span = tuple[float | None, float | None]

_START: Final = (
    *("start", "starttime", "starttimestamp", "startts", "startedat", "startat", "startoffset"),
    *("audiostarttime", "audiostart", "begin", "begintime", "beginoffset", "timestart", "from"),
    *("in", "timestampstart", "offset", "timeoffset", "offsetfromstart", "timeincall", "elapsed"),
    *("elapsedtime", "timecode", "timestamp", "timestamps", "time", "ts", "t", "at", "position"),
    *("fromstart", "secondsfromstart", "timerange", "eventtime", "datetime", "createdat"),
    *("sentat", "createtime", "eventtimestamp"),
)
_END: Final = (
    *("end", "endtime", "endtimestamp", "endts", "endedat", "endat", "endoffset", "audioendtime"),
    *("audioend", "timeend", "timestampend", "stop", "stoptime", "to", "out", "finish"),
)
_LENGTH: Final = ("duration", "dur", "length", "durationtime", "speechduration")
_UNITS: Final = (
    (re.compile(r"(?:in)?(?:ms|msecs?|millis|milliseconds?)$"), 1000.0),
    (re.compile(r"(?:in)?(?:usecs?|micros|microseconds?)$"), 1e6),
    (re.compile(r"(?:in)?ticks$"), 1e7),
    (re.compile(r"(?:in)?(?:nanos|nanoseconds?)$"), 1e9),
    (re.compile(r"(?:in)?(?:secs?|seconds?)$"), 1.0),
)
_DIVISORS: Final = (1.0, 1000.0, 1e6, 1e7)
_RANGE: Final = re.compile(r"\s*(?:-->|->|–|—|\bto\b|(?<=\d)\s*-\s*(?=\d{1,2}:))\s*")


@lru_cache(maxsize=4096)
def plain_key(key: str) -> str:
    """A column's name without case, blanks, ``_``, ``-`` and dots.

    >>> plain_key("Start_Time-ms")
    'starttimems'
    """
    return re.sub(r"[\s_.\-]+", "", key).casefold()


@lru_cache(maxsize=4096)
def _named(key: str) -> tuple[str, float | None]:
    """The column's base name and the divisor that its unit asks for, None without a unit."""
    plain = plain_key(key)
    if key.endswith(("_s", "S")) and plain[:-1] in (*_START, *_END, *_LENGTH):
        return plain[:-1], 1.0
    if plain == "secondsfromstart":
        return plain, 1.0
    for pattern, divisor in _UNITS:
        base = pattern.sub("", plain)
        if base != plain and base in (*_START, *_END, *_LENGTH):
            return base, divisor
    return plain, None


def is_time_key(key: str) -> bool:
    """Whether the column's name says that it holds a start, an end or a length."""
    return _named(key)[0] in (*_START, *_END, *_LENGTH)


def spans_of_rows(rows: Sequence[Mapping[str, Any]], texts: Sequence[str]) -> list[Span]:
    """Start and end of each row in seconds from the start of the call, None where not told.

    The unit is told by the column's name, else by the rate of words. Wall-clock times and times
    since 1970 count from the first row.

    >>> spans_of_rows([{"start": 1500, "end": 3500}], ["well then let us begin"])
    [(1.5, 3.5)]
    >>> spans_of_rows([{"timestamp": "2026-03-04T15:00:00Z"}, {"timestamp": None}], ["a", "b"])
    [(0.0, None), (None, None)]
    """
    (starts, start_unit), (ends, end_unit) = _column(rows, _START), _column(rows, _END)
    if not any(value is not None for value in starts):
        return [(None, None)] * len(rows)
    pairs = [_parted(start, end) for start, end in zip(starts, ends, strict=True)]
    instants = [(_instant(start), _instant(end)) for start, end in pairs]
    known = [start for start, _ in instants if start is not None]
    if known:
        zero = min(known)
        spans = [(_less(start, zero), _less(end, zero)) for start, end in instants]
        unit = 1.0
    elif all(number(start) is None for start, _ in pairs):
        spans, unit = _clocks(pairs, texts), 1.0
    else:
        numbers = [(number(start), number(end)) for start, end in pairs]
        unit = start_unit or end_unit or _guessed(numbers, texts)
        spans = [(_scaled(a, start_unit or unit), _scaled(b, end_unit or unit)) for a, b in numbers]
    lengths, length_unit = _column(rows, _LENGTH)
    return [_ordered(s, n, length_unit or unit) for s, n in zip(spans, lengths, strict=True)]


def _column(
    rows: Sequence[Mapping[str, Any]], names: tuple[str, ...]
) -> tuple[list[object], float | None]:
    """The values of the first of the named columns that holds any time, and its divisor."""
    keys = {key: _named(key) for row in rows[:500] for key in row}
    for name in names:
        for key, (base, divisor) in keys.items():
            if base == name and any(_is_time(row.get(key)) for row in rows[:500]):
                return [row.get(key) for row in rows], divisor
    return [None] * len(rows), None


def _is_time(value: object) -> bool:
    if isinstance(value, list | dict):
        return _parted(value, None)[0] is not None
    if number(value) is not None:
        return True
    return isinstance(value, str) and bool(re.search(r"\d:\d\d", value[:40]))


def _parted(start: object, end: object) -> tuple[object, object]:
    """Start and end out of a pair, an object or a written range; else as they stand."""
    if isinstance(start, list):
        return (start[0], start[-1] if len(start) > 1 else end) if start else (None, end)
    if isinstance(start, dict) and {"start", "from"} & start.keys():
        return start.get("start", start.get("from")), start.get("end", start.get("to"))
    start, end = _inner(start), _inner(end)
    if isinstance(start, str):
        parts = _RANGE.split(start.strip("[](){} "), maxsplit=1)
        return parts[0], parts[1] if len(parts) > 1 else end
    return start, end


def _inner(value: object) -> object:
    """A time inside an object: ``{"relative": 1.2}`` or ``{"seconds": "1", "nanos": 5}``."""
    if not isinstance(value, dict):
        return value
    if "relative" in value:
        return value["relative"]
    whole, nanos = number(value.get("seconds")), number(value.get("nanos"))
    return None if whole is None and nanos is None else (whole or 0.0) + (nanos or 0.0) / 1e9


def _instant(value: object) -> float | None:
    since_1970 = epoch(value)
    if since_1970 is None and isinstance(value, str) and len(value) > 9:
        return iso_instant(value) if "-" in value[:8] else None
    return since_1970


def _less(value: float | None, zero: float) -> float | None:
    return None if value is None else round(value - zero, 3)


def _scaled(value: float | None, divisor: float) -> float | None:
    return None if value is None else round(value / divisor, 3)


def _clocks(pairs: Sequence[tuple[object, object]], texts: Sequence[str]) -> list[Span]:
    stamps = [_stamp(value) for pair in pairs for value in pair]
    words = [n for text in texts for n in (len(text.split()), 0)]
    found = seconds_of(stamps, words)
    return list(zip(found[::2], found[1::2], strict=True))


def _stamp(value: object) -> str | None:
    return value.strip("[](){} ") if isinstance(value, str) else None


def _guessed(numbers: Sequence[Span], texts: Sequence[str]) -> float:
    if any(end is not None for _, end in numbers):
        return likely_divisor(
            [(t, *span) for t, span in zip(texts, numbers, strict=True)], _DIVISORS
        )
    following = [start for start, _ in numbers[1:]]
    spans = [(t, s[0], n) for t, s, n in zip(texts, numbers, following, strict=False)]
    return likely_divisor(spans, _DIVISORS)


def _ordered(span: Span, length: object, unit: float) -> Span:
    """The span with an end from the length where it has none; an end before the start is none."""
    start, end = span
    lasting = number(length)
    if end is None and start is not None and lasting is not None:
        end = round(start + lasting / unit, 3)
    return start, None if end is not None and start is not None and end < start else end
