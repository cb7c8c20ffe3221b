"""Teams transcripts in the layout used until about 2023: times, then the name, then the text."""

import re
from typing import Final

from analyser.transcripts.cues import Cue, cues_of
from analyser.transcripts.labels import label_shape
from analyser.transcripts.segments import Segment, in_time_order, left_out, turns_of
from analyser.transcripts.source import Source
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat

_TIMES: Final = re.compile(r"^\s*\d{1,2}(?::\d{1,2}){2}(?:\.\d{1,7})?\s*-->\s*[\d:.]{5,20}\s*$")
_UNPADDED: Final = re.compile(r"(?:^|:)\d(?=[:.]\d)(?!\.\d*:)|(?<=:)\d(?=\s|$)")
SNIFF_LINES: Final = 400


def _recognises(source: Source) -> bool:
    if source.is_zip or source.json is not None:
        return False
    lines = source.lines[:SNIFF_LINES]
    times = [line.strip() for line in lines if _TIMES.match(line)]
    if not times:
        return False
    cues = cues_of(lines, blocks=True)
    names = [cue.lines[0] for cue in cues if len(cue.lines) > 1]
    if len(names) < 0.8 * len(cues) or not all(label_shape(name) for name in names):
        return False
    unpadded = any(_UNPADDED.search(stamp[stamp.index(":") :]) for stamp in times)
    return unpadded or len(set(names)) <= len(names) / 2


def _read(source: Source) -> list[RawCall]:
    cues = cues_of(source.lines, blocks=True)
    segments = in_time_order(_segment(cue) for cue in cues)
    return [RawCall(turns_of(segments, join=False), warnings=left_out(segments))]


def _segment(cue: Cue) -> Segment:
    if len(cue.lines) < 2:
        return Segment(" ".join(cue.lines), None, cue.start, cue.end)
    return Segment(" ".join(cue.lines[1:]), cue.lines[0], cue.start, cue.end)


teams_old_text = TranscriptFormat("Teams text, old layout", 81, _recognises, _read)
