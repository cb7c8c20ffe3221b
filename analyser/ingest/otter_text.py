"""Otter transcripts as text, and others with ``Dana Ruiz  0:03`` above the talk."""

import re
from typing import Any, Final

from analyser.transcripts.line_marks import mark_of
from analyser.transcripts.source import Source
from analyser.transcripts.text_call import has_heads, is_document, text_call
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat

_ADVERT: Final = re.compile(r"Transcribed by https?://otter\.ai", re.IGNORECASE)
_KEYWORDS: Final = re.compile(r"^\W*(?:SUMMARY )?KEYWORDS\W*$", re.IGNORECASE)


def _is_head(line: str) -> bool:
    mark = mark_of(line)
    return mark.kind == "head" and not mark.text and not mark.time_first


def _recognises(source: Source) -> bool:
    if not is_document(source):
        return False
    return bool(_ADVERT.search(source.text[-4000:])) or has_heads(source, _is_head, at_least=3)


def _read(source: Source) -> list[RawCall]:
    meta: dict[str, Any] = {}
    filled = [n for n, line in enumerate(source.lines) if line.strip()][:1]
    first = source.lines[filled[0]].strip() if filled else ""
    if mark_of(first).kind == "talk" and 2 < len(first) < 150 and first[-1] not in ".?!":
        meta["title"] = first.strip("#* ")
    return [text_call(source, source.lines, is_event=_is_keywords, meta=meta)]


def _is_keywords(line: str) -> bool:
    return bool(_KEYWORDS.match(line[:60]))


otter_text = TranscriptFormat("an Otter transcript", 93, _recognises, _read)
