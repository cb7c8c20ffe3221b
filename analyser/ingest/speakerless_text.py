"""The last resort: talk without any names, read as nobody's, with a warning."""

from collections.abc import Sequence

from analyser.transcripts.labelled_text import talk_of
from analyser.transcripts.line_marks import mark_of
from analyser.transcripts.prose import has_sentences, reads_as_talk_lines
from analyser.transcripts.segments import Segment, turns_of
from analyser.transcripts.source import Source
from analyser.transcripts.text_call import SNIFF_LINES, is_document
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat

FORM_SHARE = 0.4
WARNING = (
    "no speakers were found in the text: turns are nobody's; "
    "put each speaker's name and a colon before the talk"
)


def _recognises(source: Source) -> bool:
    if not is_document(source):
        return False
    lines = [segment.text for segment in _segments(source.lines[:SNIFF_LINES])]
    labelled = sum(mark_of(line).name is not None for line in lines[:200])
    form = labelled > FORM_SHARE * min(len(lines), 200)
    return not form and reads_as_talk_lines(lines) and has_sentences(lines)


def _read(source: Source) -> list[RawCall]:
    return [RawCall(turns_of(_segments(source.lines), join=True), warnings=(WARNING,))]


def _segments(lines: Sequence[str]) -> Sequence[Segment]:
    """Segments at each time, or line by line where there is none."""
    talk = talk_of(lines)
    if talk.segments and not talk.labelled:
        return talk.segments
    return [Segment(mark_of(line).whole) for line in lines[talk.first :] if line.strip()]


speakerless_text = TranscriptFormat("talk without names", 99, _recognises, _read)
