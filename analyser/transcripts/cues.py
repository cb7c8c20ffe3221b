"""Cues of a caption file: times and lines, WebVTT and SRT alike, as lenient as real files need."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from analyser.transcripts.times import clock_seconds

_STAMP: Final = r"\d{1,4}(?:\s?:\s?\d{1,3}){0,3}(?:\s?[.,]\s?\d{1,9})?"
_ARROW: Final = r"(?:-{1,3}\s?>|[–—]\s?>|→|=>|à)"
_SETTINGS: Final = r"(?:\s+[A-Za-z]\w*:\S+)*\s*$"
_TIMING: Final = re.compile(rf"^\s*({_STAMP})\s*{_ARROW}\s*({_STAMP})(?![\d:]){_SETTINGS}")
_SBV: Final = re.compile(r"^(\d{1,2}:\d\d:\d\d\.\d{3}),(\d{1,2}:\d\d:\d\d\.\d{3})$")
_BROKEN: Final = re.compile(r"^\s*(\d[\w:.,]{1,15})\s*-->\s*([\w:.,]{2,15})\s*$")
_ID: Final = re.compile(
    r"^\d{1,7}$|^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?:/\S*)?$"
)
_BLOCK: Final = re.compile(r"^(?:NOTE|STYLE|REGION)(?:\s|$)")
_REGULAR: Final = re.compile(r"(?:\d+:)?[0-5]?\d:[0-5]\d[.,]\d{1,3}")


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption. Times are seconds, None where the file's cannot be read."""

    start: float | None
    end: float | None
    lines: tuple[str, ...]
    line: int
    """Line number of its times, counted from 1."""
    regular: bool = True
    """Whether the times were written as the standard asks."""


def timing_of(line: str) -> tuple[str, str] | None:
    """The two stamps of a time line, None for any other line.

    >>> timing_of("00:01,000 --> 00:02,500 align:start"), timing_of("so --> that")
    (('00:01,000', '00:02,500'), None)
    """
    if len(line) > 400:
        return None
    match = _TIMING.match(line) or _SBV.match(line.strip())
    if not match or not (":" in match[0] or "." in match[1]):
        return None
    return match[1], match[2]


def stamp_seconds(stamp: str) -> float | None:
    """Seconds of a stamp; bare seconds, blanks inside and ``h:m:s:fraction`` are read too.

    >>> stamp_seconds("5.1"), stamp_seconds("00:00:75.000"), stamp_seconds("0:1:22.50")
    (5.1, 75.0, 82.5)
    """
    text = re.sub(r"\s", "", stamp).replace(",", ".")
    parts = text.split(":")
    if len(parts) == 4:
        text = ":".join(parts[:3]) + "." + parts[3]
        parts = parts[:3]
    try:
        numbers = [float(part) for part in parts]
    except ValueError:
        return None
    found = clock_seconds(text)
    if found is None:
        found = sum(n * 60**power for power, n in enumerate(reversed(numbers)))
    return round(found, 3)


def cues_of(lines: list[str], *, blocks: bool) -> list[Cue]:
    """The cues in file order. With ``blocks``, NOTE, STYLE and REGION blocks are left out.

    A cue's text reaches to the next time line less that cue's id, so that files whose blank
    lines were lost or doubled are read too.
    """
    found = [n for n, line in enumerate(lines) if timing_of(line) or _BROKEN.match(line)]
    cues = []
    for place, n in enumerate(found):
        last = found[place + 1] if place + 1 < len(found) else len(lines)
        body = _without_id(lines, n + 1, last) if last < len(lines) else lines[n + 1 : last]
        if blocks:
            body = list(_without_blocks(body))
        start, end, regular = _times(lines[n])
        text = tuple(line.strip() for line in body if line.strip())
        cues.append(Cue(start, end, text, n + 1, regular))
    return cues


def _times(line: str) -> tuple[float | None, float | None, bool]:
    broken = _BROKEN.match(line)
    stamps = timing_of(line) or (broken.groups() if broken else ("", ""))
    start, end = (stamp_seconds(stamp) for stamp in stamps)
    regular = all(_REGULAR.fullmatch(stamp) for stamp in stamps)
    if start is not None and end is not None and end < start:
        return start, None, False
    return start, end, regular


def _without_id(lines: list[str], first: int, last: int) -> list[str]:
    """The lines from first to last, less the id line of the cue that starts at last."""
    body = lines[first:last]
    filled = [n for n, line in enumerate(body) if line.strip()]
    if not filled:
        return body
    n = filled[-1]
    alone = n == 0 or not body[n - 1].strip()
    touching = n == len(body) - 1
    if _ID.match(body[n].strip()) or (alone and touching and n > 0):
        return body[:n]
    return body


def _without_blocks(body: list[str]) -> Iterator[str]:
    inside = False
    before = ""
    for line in body:
        if not line.strip():
            inside = False
        elif not before.strip() and (_BLOCK.match(line) or line.startswith("WEBVTT")):
            inside = True
        if not inside:
            yield line
        before = line
