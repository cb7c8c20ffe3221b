"""Rev.ai: ``monologues[]`` of a speaker and elements; times in seconds.

Elements are joined as they stand, since blanks are elements too. Human transcripts add names in
``speakers[]`` and marks such as ``<crosstalk>``, which are not speech.
"""

import re
from typing import Final

from analyser.errors import DamagedInput
from analyser.transcripts.json_fields import (
    Row,
    an_object,
    call_of,
    calls_in,
    first,
    rows,
    words_of,
)
from analyser.transcripts.segments import Segment, clean_speaker
from analyser.transcripts.source import Source
from analyser.transcripts.times import number
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat

_MARK: Final = re.compile(r"^\s*<[a-z_ ]{1,30}>\s*$", re.IGNORECASE)


def _is_answer(data: Row) -> bool:
    found = data.get("monologues")
    return isinstance(found, list) and all("elements" in row for row in rows(found)[:3])


def _recognises(source: Source) -> bool:
    return bool(calls_in(source.json, _is_answer))


def _read(source: Source) -> list[RawCall]:
    answers = calls_in(source.json, _is_answer)
    if not any(rows(answer["monologues"]) for answer in answers):
        raise DamagedInput(
            f"{source.name}: expected a Rev.ai transcript with speech, found no monologues; "
            "export it again after transcription has finished"
        )
    return [_call(answer) for answer in answers]


def _call(answer: Row) -> RawCall:
    names = {
        str(row.get("id")): clean_speaker(first(row, "name", "display_name"))
        for row in rows(answer.get("speakers"))
    }
    segments = [_monologue(row, names) for row in rows(answer["monologues"])]
    return call_of(segments, join=True, meta={"language": first(answer, "language")})


def _monologue(row: Row, names: dict[str, str | None]) -> Segment:
    spoken = [e for e in rows(row.get("elements")) if not _MARK.match(words_of(e.get("value")))]
    starts = (number(element.get("ts")) for element in spoken)
    ends = (number(element.get("end_ts")) for element in spoken)
    about = an_object(row.get("speaker_info"))
    name = clean_speaker(first(row, "speaker_name") or first(about, "display_name", "name"))
    return Segment(
        "".join(words_of(element.get("value")) for element in spoken),
        name or names.get(str(row.get("speaker"))) or clean_speaker(row.get("speaker")),
        next((start for start in starts if start is not None), None),
        max((end for end in ends if end is not None), default=None),
    )


rev_ai = TranscriptFormat("Rev.ai JSON", 40, _recognises, _read)
