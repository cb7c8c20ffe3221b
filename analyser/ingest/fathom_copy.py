"""Fathom transcripts as copied out: ``@0:25 - Lee Okafor (lee@borel.test)`` above the talk."""

import re
from typing import Any, Final

from analyser.transcripts.dates import length_seconds
from analyser.transcripts.source import Source
from analyser.transcripts.text_call import has_heads, is_document, text_call
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat

_HEAD: Final = re.compile(
    r"^[*_\[ ]{0,4}@?\d{1,2}:\d\d(?::\d\d)?\]?(?:\([^()]{0,300}\))?[*_]{0,4} [-–](?:\s+\D|\s*$)"
)
_RECORDING: Final = re.compile(r"VIEW RECORDING\s*[-–]\s*(\d[^(\n:\]*]{1,30})")
_EVENT: Final = re.compile(r"^\W*(?:ACTION ITEM|HIGHLIGHT|SCREEN SHARING|BOOKMARK|QUESTION):\s")
_TITLE: Final = re.compile(r"^\W*(.{1,200}?)(?:\s+[-–]\s+(?:[A-Z][a-z]{2,8} \d{1,2}))?\W*$")


def _recognises(source: Source) -> bool:
    return is_document(source) and has_heads(source, lambda line: bool(_HEAD.match(line)))


def _read(source: Source) -> list[RawCall]:
    meta: dict[str, Any] = {}
    found = _RECORDING.search(source.text[:5000])
    if found:
        if seconds := length_seconds(found[1].strip(" -–")):
            meta["duration_s"] = seconds
        title = _TITLE.match(next(line for line in source.lines if line.strip())[:300])
        if title and "VIEW RECORDING" not in title[0]:
            meta["title"] = title[1]
    return [text_call(source, source.lines, is_event=_is_event, meta=meta)]


def _is_event(line: str) -> bool:
    return bool(_EVENT.match(line)) or "VIEW RECORDING" in line[:80]


fathom_copy = TranscriptFormat("a transcript copied from Fathom", 91, _recognises, _read)
