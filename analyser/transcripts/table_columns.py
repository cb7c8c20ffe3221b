"""What the columns of a table hold, by the words in its header or, without one, by its cells."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from analyser.transcripts.labels import label_shape
from analyser.transcripts.prose import reads_as_talk_lines

Row = Sequence[str]

ALIASES: Final[Mapping[str, tuple[str, ...]]] = {
    "speaker": (
        *("speakername", "speaker", "speakerlabel", "participantname", "displayname", "actorname"),
        *("fullname", "participant", "name", "username", "who", "interlocutor", "person", "author"),
        *("talker", "actor", "agentorcustomer", "sendername", "sender", "from", "user", "tag"),
        *("character", "attendee", "speakertag", "speakerid", "participantid", "party", "channel"),
        *("voice", "role", "speakerrole", "speakertype", "participantrole", "actortype", "side"),
    ),
    "text": (
        *("text", "transcript", "utterance", "content", "message", "body", "sentence", "dialogue"),
        *("dialog", "line", "words", "snippet", "transcripttext", "spokentext", "speech"),
        *(
            "caption",
            "messagetext",
            "transcription",
            "statement",
            "utterancetext",
            "rawtext",
            "captions",
        ),
        *("transcriptsegment", "turntext", "displaytext", "sentences"),
    ),
    "start": (
        *("start", "starttime", "begin", "begintime", "in", "from", "timestamp", "time", "offset"),
        *("starttimestamp", "startoffset", "beginoffset", "timecode", "starttimecode", "timein"),
        *("tcin", "ts", "t", "entrytime", "timerange", "timespan", "audiostart", "starts"),
    ),
    "end": (
        *("end", "endtime", "stop", "stoptime", "out", "to", "endtimestamp", "endoffset", "finish"),
        *("endtimecode", "timeout", "tcout", "entryendtime", "audioend", "ends"),
    ),
    "duration": ("duration", "length", "dur"),
    "role": (
        *("role", "speakerrole", "speakertype", "participantrole", "actortype", "affiliation"),
        *("speakeraffiliation", "side", "party", "agentorcustomer"),
    ),
    "email": ("email", "speakeremail", "emailaddress", "useremail", "speakeremailaddress"),
    "call": (
        *("callid", "conversationid", "meetingid", "recordingid", "transcriptid", "dialogueid"),
        *("dialogid", "sessionid", "interactionid", "contactid", "convid", "conversation"),
        *("callsid", "fileid", "filename", "file", "call", "callname", "callno", "callnumber"),
        *("conversationno", "engagementid", "taskid", "ticketid", "chatid", "id"),
    ),
}
_UNITS: Final = re.compile(
    r"^(?P<base>[a-z]{1,30}?)(?:in)?(?P<unit>ms|msec|millis|milliseconds?|s|secs?|seconds?)$"
)
MAX_NAMES: Final = 40
MAX_BARE_WIDTH: Final = 6


@dataclass(frozen=True, slots=True)
class Columns:
    """The number of each column that counts, and how times are divided to give seconds."""

    text: int
    speaker: int | None = None
    places: Mapping[str, int] = field(default_factory=dict)
    divisors: Mapping[str, float] = field(default_factory=dict)
    width: int = 0

    def cell(self, row: Row, kind: str) -> str:
        """The cell of a kind in a row, empty where there is none."""
        place = self.places.get(kind)
        return row[place].strip() if place is not None and place < len(row) else ""


def plain(cell: str) -> str:
    """A header cell without case, blanks and marks.

    >>> plain(" Start Time (ms) "), plain("speaker_name")
    ('starttimems', 'speakername')
    """
    return "".join(c for c in cell.casefold() if c.isalnum())


def columns_of_header(header: Row, rows: Sequence[Row]) -> Columns | None:
    """The columns that a header row names, None where it is no header of a transcript."""
    names = [plain(cell) for cell in header]
    hits = {kind: _hits(names, kind) for kind in ALIASES}
    texts = [n for n, _ in hits["text"] if not _numeric(rows, n)]
    if not texts:
        return None
    text = max(texts, key=lambda n: _mean_length(rows, n))
    speakers = [n for n, _ in hits["speaker"] if n != text and _could_be_speakers(rows, n)]
    speakers = [n for n in speakers if not (names[n] == "from" and _numeric(rows, n))]
    named = {n for found in hits.values() for n, _ in found}
    if not speakers:
        speakers = [n for n in range(len(names)) if n not in named and _few_labels(rows, n)]
    places: dict[str, int] = {}
    divisors: dict[str, float] = {}
    for kind in ("start", "end", "duration"):
        for n, divisor in hits[kind]:
            if n != text and n not in speakers[:1] and kind not in places and _timed(rows, n):
                places[kind] = n
                divisors |= {kind: divisor} if divisor else {}
    if not speakers and "start" not in places:
        return None
    for kind in ("role", "email", "call"):
        free = [n for n, _ in hits[kind] if n != text and n not in places.values()]
        free = [n for n in free if n not in speakers[:1]]
        if free:
            places[kind] = free[0]
    return Columns(text, speakers[0] if speakers else None, places, divisors, len(header))


def columns_of_cells(rows: Sequence[Row]) -> Columns | None:
    """The columns of a table without header: the longest cells are text, few labels speak."""
    width = max((len(row) for row in rows), default=0)
    full = [row for row in rows if len(row) == width]
    if width < 2 or len(rows) < 3 or len(full) < 0.9 * len(rows):
        return None
    text = max(range(width), key=lambda n: _mean_length(full, n))
    if width > MAX_BARE_WIDTH or _names_fields(rows[0]) or not _reads_as_talk(full, text):
        return None
    for n in range(width):
        if n != text and _few_labels(full, n):
            places = {}
            timed = [k for k in range(width) if k not in (n, text) and _clocks(full, k)]
            for kind, k in zip(("start", "end"), timed, strict=False):
                places[kind] = k
            return Columns(text, n, places, {}, width)
    return None


def _hits(names: Sequence[str], kind: str) -> list[tuple[int, float | None]]:
    """Columns of a kind with the divisor that their name states, in the order of the aliases."""
    found: list[tuple[int, int, float | None]] = []
    for n, name in enumerate(names):
        unit = _UNITS.match(name) if kind in ("start", "end", "duration") else None
        if name in ALIASES[kind]:
            found.append((ALIASES[kind].index(name), n, None))
        elif unit and unit["base"] in ALIASES[kind]:
            divisor = 1000.0 if unit["unit"].startswith("m") else 1.0
            found.append((ALIASES[kind].index(unit["base"]), n, divisor))
    return [(n, divisor) for _, n, divisor in sorted(found, key=lambda hit: hit[:2])]


def _cells(rows: Sequence[Row], n: int) -> list[str]:
    return [row[n].strip() for row in rows[:500] if n < len(row) and row[n].strip()]


def _mean_length(rows: Sequence[Row], n: int) -> float:
    cells = _cells(rows, n)
    return sum(map(len, cells)) / len(cells) if cells else 0.0


def _numeric(rows: Sequence[Row], n: int) -> bool:
    cells = _cells(rows, n)
    return bool(cells) and all(re.fullmatch(r"[-+]?[\d.,:eE]+", cell) for cell in cells)


def _timed(rows: Sequence[Row], n: int) -> bool:
    cells = _cells(rows, n)
    return sum(any(c.isdigit() for c in cell) for cell in cells) > len(cells) / 2


def _names_fields(row: Row) -> bool:
    """Whether a row is a header of unknown words: ``customer_id``, ``nps_category``."""
    return any(re.fullmatch(r"[A-Za-z]+(?:_[A-Za-z0-9]+)+", cell.strip()) for cell in row)


def _reads_as_talk(rows: Sequence[Row], n: int) -> bool:
    cells = _cells(rows, n)
    words = sum(len(cell.split()) for cell in cells)
    various = len(set(cells)) >= 0.6 * len(cells)
    return words >= 2 * len(cells) and various and reads_as_talk_lines(cells, least_words=6)


def _clocks(rows: Sequence[Row], n: int) -> bool:
    cells = _cells(rows, n)
    shape = re.compile(r"[\[(]?\d{1,3}(?::\d{1,2}){1,2}(?:[.,]\d+)?[\])]?|\d+\.\d+")
    return bool(cells) and sum(bool(shape.fullmatch(c)) for c in cells) >= 0.9 * len(cells)


def _could_be_speakers(rows: Sequence[Row], n: int) -> bool:
    cells = _cells(rows, n)
    return bool(cells) and max(map(len, cells)) <= 120 and len(set(cells)) <= max(3, len(cells))


def _few_labels(rows: Sequence[Row], n: int) -> bool:
    cells = _cells(rows, n)
    labels = set(cells)
    named = all(label_shape(label) and not label.replace(".", "").isdigit() for label in labels)
    few = 1 <= len(labels) <= min(MAX_NAMES, max(2, len(cells) // 2))
    return named and few and len(cells) >= 0.8 * len(rows[:500]) and not _clocks(rows, n)
