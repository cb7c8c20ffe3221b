"""Invoca: a list of one-key objects, ``[{"agent": "..."}, {"caller": "..."}]``."""

from typing import Final

from analyser.conversation import Participant, Role
from analyser.transcripts.json_fields import an_object, call_of, with_speech
from analyser.transcripts.segments import Segment
from analyser.transcripts.source import Source
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat

_ROLES: Final = {"agent": Role.REP, "caller": Role.CUSTOMER}


def _pairs(data: object) -> list[tuple[str, str]]:
    """Who says what, empty where any entry is of another shape."""
    around = an_object(data)
    listed = around.get("transcript") if around else data
    pairs = []
    for row in listed if isinstance(listed, list) else ():
        if not isinstance(row, dict) or len(row) != 1:
            return []
        ((who, text),) = row.items()
        if who.casefold() not in _ROLES or not isinstance(text, str):
            return []
        pairs.append((who, text))
    return pairs


def _recognises(source: Source) -> bool:
    return bool(_pairs(source.json))


def _read(source: Source) -> list[RawCall]:
    pairs = _pairs(source.json)
    segments = [Segment(text, who) for who, text in pairs]
    people = [Participant(who, _ROLES[who.casefold()]) for who, _ in pairs]
    call = call_of(segments, join=False, people=people)
    return with_speech([call], source, "an Invoca transcript")


invoca = TranscriptFormat("an Invoca transcript", 55, _recognises, _read)
