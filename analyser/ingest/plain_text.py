"""Plain text with the speaker's name in front: ``Name: text`` in all its shapes."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from analyser.transcripts.document_meta import above_of
from analyser.transcripts.labelled_text import Talk, talk_of
from analyser.transcripts.labels import is_role_like, reads_as_name, reads_as_talk
from analyser.transcripts.line_marks import mark_of
from analyser.transcripts.prose import looks_like_log, reads_as_talk_lines
from analyser.transcripts.source import Source
from analyser.transcripts.text_call import SNIFF_LINES, is_document, text_call
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat

LABELLED_SHARE: Final = 0.5


def _recognises(source: Source) -> bool:
    if not is_document(source):
        return False
    lines = source.lines[:SNIFF_LINES]
    if looks_like_log(lines):
        return False
    talk = talk_of(lines, above_of(lines[:60]).names)
    spoken = [segment.text for segment in talk.segments if segment.text]
    if not _is_labelled(talk) or not reads_as_talk_lines(spoken, least_words=2):
        return False
    words = sum(len(text.split()) for text in spoken)
    sounds_spoken = words >= 1.5 * len(spoken) or any(text[-1] in ".?!…。？！" for text in spoken)
    return sounds_spoken and not _is_form(lines[len(talk.above) :], talk)


def _is_form(lines: Sequence[str], talk: Talk) -> bool:
    """Whether most lines with a label are no speaker's, as in forms and profiles."""
    names = (mark_of(line).name for line in lines)
    candidates = sum(name is not None and not reads_as_talk(name) for name in names)
    return talk.labelled < LABELLED_SHARE * candidates


def _is_labelled(talk: Talk) -> bool:
    """Whether labels recur as those of speakers do, or stand before each of few lines."""
    counts = Counter(segment.speaker for segment in talk.segments if segment.speaker)
    recurring = sum(count >= 2 for count in counts.values())
    total = sum(counts.values())
    if recurring >= 2 or (recurring == 1 and total >= 3):
        return True
    above = sum(bool(line.strip()) for line in talk.above)
    if total == 1:
        return above <= 3 and all(map(is_role_like, counts))
    return total >= 2 and above <= total and all(map(reads_as_name, counts))


def _read(source: Source) -> list[RawCall]:
    return [text_call(source, source.lines)]


plain_text = TranscriptFormat("a transcript with names before the talk", 97, _recognises, _read)
