"""Markdown transcripts: names in bold or as headings, with or without times."""

from collections import Counter

from analyser.transcripts.labels import is_heading, label_shape
from analyser.transcripts.line_marks import mark_of
from analyser.transcripts.source import Source
from analyser.transcripts.text_call import SNIFF_LINES, is_document, text_call
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat


def _recognises(source: Source) -> bool:
    if not is_document(source) or not ("**" in source.text or "\n#" in f"\n{source.text}"):
        return False
    return _has_speakers(source)


def _has_speakers(source: Source) -> bool:
    """Whether bold or headed labels recur as those of speakers do: two of them, twice each."""
    found: Counter[str] = Counter()
    for line in source.lines[:SNIFF_LINES]:
        if line.lstrip()[:1] not in tuple("*_#->"):
            continue
        mark = mark_of(line)
        name = mark.name or (mark.whole if mark.heading and mark.kind == "talk" else None)
        if name and (mark.bold or mark.heading) and label_shape(name) and not is_heading(name):
            found[name] += 1
    recurring = [name for name, count in found.items() if count >= 2]
    return len(recurring) >= 2 or (len(recurring) == 1 and sum(found.values()) >= 3)


def _read(source: Source) -> list[RawCall]:
    return [text_call(source, source.lines)]


markdown = TranscriptFormat("a Markdown transcript", 95, _recognises, _read)
