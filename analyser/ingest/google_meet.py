"""Google Meet transcripts: the Google Doc as text or Markdown (as .docx see ``docx``)."""

import re
from typing import Any, Final

from analyser.transcripts.dates import date_of
from analyser.transcripts.source import Source
from analyser.transcripts.text_call import is_document, text_call
from analyser.transcripts.times import clock_seconds
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat

_SIGN: Final = re.compile(
    r"This editable transcript was computer generated|(?:Transcription|Meeting) ended after \d",
)
_END: Final = re.compile(r"^\W*(?:Transcription|Meeting) ended after (\d[\d:]{3,9})", re.MULTILINE)
_TITLE: Final = re.compile(
    r"^\W*(?P<title>\S.{0,200}?)"
    r"(?:\s+[-–]\s+|\s*\()(?P<date>\d{4}[/-]\d\d[/-]\d\d(?: \d\d:\d\d)?)[^)\n]{0,20}?\)?"
    r"(?:\s+[-–]\s+(?:Transcript|Notes by Gemini).*)?$"
)
_PLAIN_TITLE: Final = re.compile(r"^\W*(?P<title>\S.{0,200}?)\s+[-–]\s+Transcript\W*$")
_BOILERPLATE: Final = re.compile(
    r"^\W*(?:This editable transcript was computer generated|People can also change the text|"
    r"You should review Gemini|Please provide feedback|Get tips and learn)"
)


def _recognises(source: Source) -> bool:
    return is_document(source) and bool(_SIGN.search(source.text))


def _read(source: Source) -> list[RawCall]:
    meta: dict[str, Any] = {}
    text = source.text
    end = _END.search(text)
    if end:
        text = text[: end.start()]
        if seconds := clock_seconds(end[1]):
            meta["duration_s"] = seconds
    lines = text.split("\n")
    for line in lines[:20]:
        title = _TITLE.match(line[:300]) or _PLAIN_TITLE.match(line[:300])
        if title:
            meta["title"] = title["title"].strip("*_# ")
            date = title.groupdict().get("date")
            if date and (found := date_of(date)):
                meta["date"] = found
            break
    return [text_call(source, lines, is_event=_is_boilerplate, meta=meta, every_line=True)]


def _is_boilerplate(line: str) -> bool:
    return bool(_BOILERPLATE.match(line))


google_meet = TranscriptFormat("a Google Meet transcript", 90, _recognises, _read)
