"""SRT captions, SBV captions, and WebVTT that lost its first line."""

from itertools import islice
from typing import Final

from analyser.errors import DamagedInput
from analyser.transcripts.caption_turns import caption_turns
from analyser.transcripts.cues import cues_of, timing_of
from analyser.transcripts.source import Source
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat

SNIFF_LINES: Final = 60


def _recognises(source: Source) -> bool:
    if source.is_zip or source.json is not None:
        return False
    filled = islice((line for line in source.lines if line.strip()), SNIFF_LINES)
    return any(timing_of(line) for line in filled)


def _read(source: Source) -> list[RawCall]:
    # Only WebVTT has NOTE blocks; a speaker may be called Note.
    cues = cues_of(source.lines, blocks=False)
    turns, warnings = caption_turns(cues, carry=True)
    if not turns:
        raise DamagedInput(
            f"{source.name}: expected SRT captions with text, found only times; "
            "export the captions again after transcription has finished"
        )
    return [RawCall(turns, warnings=warnings)]


srt = TranscriptFormat("SRT captions", 82, _recognises, _read)
