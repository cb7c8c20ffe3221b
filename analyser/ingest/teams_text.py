"""Teams transcripts in the layout since about 2023: ``Dana Ruiz   0:03`` above the talk."""

import re
from typing import Any, Final

from analyser.transcripts.source import Source
from analyser.transcripts.text_call import has_heads, is_document, text_call
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat

_EVENT: Final = re.compile(r"^\W*\S.{0,80} (?:started|stopped) transcription\W*$")
_TITLE: Final = re.compile(
    r"^\W*(?P<title>\S.{0,200}?)(?:[-_]\d{8}_\d{6}(?:UTC)?)?[-_ ](?:Meeting )?"
    r"(?:Meeting Transcript|Meeting Recording|Transcript)\W*$"
)


def _is_event(line: str) -> bool:
    return bool(_EVENT.match(line[:200]))


def _recognises(source: Source) -> bool:
    return is_document(source) and has_heads(source, _is_event, at_least=1)


def _read(source: Source) -> list[RawCall]:
    meta: dict[str, Any] = {}
    first = next(line for line in source.lines if line.strip())
    if title := _TITLE.match(first[:300]):
        meta["title"] = title["title"]
    return [text_call(source, source.lines, is_event=_is_event, meta=meta)]


teams_text = TranscriptFormat("a Teams transcript", 92, _recognises, _read)
