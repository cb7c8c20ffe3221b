"""WebVTT captions: Zoom, Teams, Stream, YouTube, meeting bots and whatever else writes them."""

import re
from datetime import UTC, datetime
from typing import Any, Final

from analyser.transcripts.caption_turns import caption_turns, spoken_json
from analyser.transcripts.cues import Cue, cues_of
from analyser.transcripts.segments import (
    Segment,
    clean_speaker,
    in_time_order,
    left_out,
    turns_of,
)
from analyser.transcripts.source import Source
from analyser.transcripts.times import clock_seconds, iso_instant
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat

_HEAD: Final = re.compile(r"^\s*WEBVTT(?=\s|$)(?:[ \t]+-[ \t]*(.*))?", re.IGNORECASE)
_LANGUAGE: Final = re.compile(r"^(?:NOTE )?language:\s*([A-Za-z]{2,3}(?:-\w{2,8})*)\s*$", re.I)
_DURATION: Final = re.compile(r'^NOTE duration:\s*"?([\d:.]{4,20})"?\s*$', re.IGNORECASE)
_ZOOM_NAME: Final = re.compile(r"GMT(\d{8})-(\d{6})")
HEADER_LINES: Final = 40


def _recognises(source: Source) -> bool:
    return not source.is_zip and bool(_HEAD.match(source.text.lstrip()[:2000].split("\n")[0]))


def _read(source: Source) -> list[RawCall]:
    cues = cues_of(source.lines, blocks=True)
    meta = _header(source)
    rows = spoken_json(cues)
    if rows is not None:
        return [_spoken(cues, rows, meta)]
    odd = sum(not cue.regular for cue in cues)
    lenient = (f"{odd} captions with irregular times were read leniently",) if odd else ()
    turns, warnings = caption_turns(cues, carry=False)
    return [RawCall(turns, meta, warnings=(*lenient, *warnings))]


def _header(source: Source) -> dict[str, Any]:
    """What the lines above the first caption, and Zoom's file name, say about the call."""
    meta: dict[str, Any] = {}
    text = source.text.lstrip()[: 200 * HEADER_LINES]
    for n, line in enumerate(text.split("\n")[:HEADER_LINES]):
        if "-->" in line:
            break
        if n == 0 and (head := _HEAD.match(line)) and head[1]:
            meta["title"] = head[1].strip()
        elif found := _LANGUAGE.match(line):
            meta["language"] = found[1]
        elif (found := _DURATION.match(line)) and (seconds := clock_seconds(found[1])):
            meta["duration_s"] = seconds
    if zoom := _ZOOM_NAME.search(source.name):
        try:
            started = datetime.strptime("".join(zoom.groups()), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        except ValueError:
            return meta
        meta["date"] = started.isoformat().replace("+00:00", "Z")
    return meta


def _spoken(cues: list[Cue], rows: list[dict[str, object]], meta: dict[str, Any]) -> RawCall:
    """Teams metadata: each caption is one JSON object with the speaker and what was said."""
    segments = in_time_order(
        Segment(str(row["spokenText"]), clean_speaker(row.get("speakerName")), cue.start, cue.end)
        for cue, row in zip(cues, rows, strict=True)
    )
    first = rows[0]
    if iso_instant(first.get("startDateTime")) is not None:
        meta["date"] = first["startDateTime"]
    if isinstance(first.get("spokenLanguage"), str):
        meta["language"] = first["spokenLanguage"]
    return RawCall(turns_of(segments, join=True), meta, warnings=left_out(segments))


webvtt = TranscriptFormat("WebVTT captions", 80, _recognises, _read)
