"""Tables to calls: a row is a turn, a call-id column parts the calls."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from analyser.conversation import Participant
from analyser.transcripts.role_words import role_word
from analyser.transcripts.segments import Segment, clean_speaker, left_out, turns_of
from analyser.transcripts.table_columns import Columns, Row, columns_of_cells, columns_of_header
from analyser.transcripts.times import number, scaled
from analyser.transcripts.transcript_format import RawCall
from analyser.transcripts.wall_clock import seconds_of
from analyser.transcripts.words import likely_divisor

HEADER_ROWS: Final = 12
EPOCH_SECONDS: Final = 1e9
_RANGE: Final = re.compile(
    r"^[\[(]?\s*([\d:.,]{3,15})\s*(?:-->|->|-|–|—|to)\s*([\d:.,]{3,15})[\])]?$"
)
_BRACKETS: Final = str.maketrans("", "", "[](){}<>@")


def table_of(rows: Sequence[Row]) -> tuple[Columns, list[Row]] | None:
    """The columns and the rows below the header, None where the rows are no transcript."""
    filled = [row for row in rows if any(cell.strip() for cell in row) and not _is_rule(row)]
    for n, row in enumerate(filled[:HEADER_ROWS]):
        columns = columns_of_header(row, filled[n + 1 :]) if len(row) > 1 else None
        if columns and len(filled) > n + 1:
            return columns, filled[n + 1 :]
    found = columns_of_cells(filled)
    return (found, filled) if found else None


def calls_of(columns: Columns, rows: Sequence[Row], glue: str = ",") -> list[RawCall]:
    """The calls in a table's rows; ``glue`` is put back where an unquoted text was cut."""
    rows = [_whole(row, columns, glue) for row in rows]
    parted = _by_call(columns, [row for row in rows if len(row) > columns.text])
    return [_call(columns, group, call_id) for call_id, group in parted.items()]


def _is_rule(row: Row) -> bool:
    cells = [cell.strip() for cell in row if cell.strip()]
    return bool(cells) and all(re.fullmatch(r":?-{2,}:?|sep=.?", cell) for cell in cells)


def _whole(row: Row, columns: Columns, glue: str) -> Row:
    if len(row) > columns.width and columns.text == columns.width - 1:
        extra = list(row[columns.text :])
        while len(extra) > 1 and not extra[-1].strip():
            extra.pop()
        return [*row[: columns.text], glue.join(extra)]
    return row


def _by_call(columns: Columns, rows: Sequence[Row]) -> dict[str | None, list[Row]]:
    ids = [columns.cell(row, "call") for row in rows]
    distinct = len(set(ids))
    # A column that numbers the rows or the speakers tells no calls apart.
    if "call" not in columns.places or distinct > len(rows) / 2 or not any(ids):
        return {None: list(rows)}
    if _number_speakers(columns, rows, ids):
        return {None: list(rows)}
    parted: dict[str | None, list[Row]] = {}
    for call_id, row in zip(ids, rows, strict=True):
        parted.setdefault(call_id or None, []).append(row)
    return parted


def _number_speakers(columns: Columns, rows: Sequence[Row], ids: Sequence[str]) -> bool:
    """Whether ids stand for speakers one to one, and come again after others."""
    at = columns.speaker
    if at is None:
        return False
    pairs = {(i, clean_speaker(row[at])) for i, row in zip(ids, rows, strict=True) if at < len(row)}
    speakers = {speaker for _, speaker in pairs}
    turns = sum(1 for _ in groupby(ids))
    return len(set(ids)) == len(pairs) == len(speakers) < turns


def _call(columns: Columns, rows: Sequence[Row], call_id: str | None) -> RawCall:
    texts = [row[columns.text] for row in rows]
    starts, ends = _times(columns, rows, texts)
    segments = []
    people: dict[str, Participant] = {}
    for row, text, start, end in zip(rows, texts, starts, ends, strict=True):
        at = columns.speaker
        role = role_word(columns.cell(row, "role"))
        email = columns.cell(row, "email")
        email = email if "@" in email else ""
        name = clean_speaker(row[at] if at is not None and at < len(row) else None)
        name = name or clean_speaker(email)
        segments.append(Segment(text, name, start, end, role))
        if name and (role or email):
            before = people.get(name, Participant(name))
            people[name] = replace(
                before, role=before.role or role, email=before.email or email or None
            )
    single = sum(len(text.split()) <= 1 for text in texts)
    join = len(texts) >= 10 and single >= 0.9 * len(texts)
    turns = turns_of(segments, join=join)
    return RawCall(turns, {}, tuple(people.values()), call_id, left_out(segments))


Times = list[float | None]


def _times(columns: Columns, rows: Sequence[Row], texts: Sequence[str]) -> tuple[Times, Times]:
    starts = [columns.cell(row, "start") for row in rows]
    ends = [columns.cell(row, "end") for row in rows]
    ranges = [_RANGE.match(start) for start in starts]
    if any(ranges) and "end" not in columns.places:
        ends = [found[2] if found else "" for found in ranges]
        starts = [found[1] if found else s for found, s in zip(ranges, starts, strict=True)]
    if sum(number(s) is not None for s in starts) >= sum(":" in s for s in starts):
        found_starts, found_ends = _numbers(columns, starts, ends, texts)
    else:
        found_starts, found_ends = _clocks(starts, ends, texts)
    if "end" not in columns.places and "duration" in columns.places:
        lengths = [scaled(columns.cell(r, "duration"), _unit(columns, "duration")) for r in rows]
        found_ends = [
            end if s is None or length is None or end is not None else round(s + length, 3)
            for s, end, length in zip(found_starts, found_ends, lengths, strict=True)
        ]
    return found_starts, found_ends


def _unit(columns: Columns, kind: str) -> float:
    return columns.divisors.get(kind, columns.divisors.get("start", 1.0))


def _numbers(
    columns: Columns, starts: Sequence[str], ends: Sequence[str], texts: Sequence[str]
) -> tuple[Times, Times]:
    """Numbers in the unit that the header states, else the one that fits the pace of talk."""
    begun = [number(s) for s in starts]
    ended = [number(e) for e in ends]
    divisor = columns.divisors.get("start")
    first = next((s for s in begun if s is not None), None)
    zero = 0.0
    if first is not None and first > EPOCH_SECONDS:
        zero = first
        divisor = divisor or (1000.0 if first > 100 * EPOCH_SECONDS else 1.0)
    if divisor is None:
        following = [*begun[1:], None]
        until = [e if e is not None else f for e, f in zip(ended, following, strict=True)]
        divisor = likely_divisor(zip(texts, begun, until, strict=True), (1.0, 1000.0))
    last = columns.divisors.get("end", divisor)
    return (
        [None if s is None else round((s - zero) / divisor, 3) for s in begun],
        [None if e is None else round((e - zero) / last, 3) for e in ended],
    )


def _clocks(
    starts: Sequence[str], ends: Sequence[str], texts: Sequence[str]
) -> tuple[Times, Times]:
    """Clock stamps; ``0:03`` that a spreadsheet took for hours and minutes is put right."""
    both = [s.translate(_BRACKETS).strip() for pair in zip(starts, ends, strict=True) for s in pair]
    counts = [n for text in texts for n in (len(text.split()), 0)]
    seconds = seconds_of(both, counts)
    begun, ended = seconds[::2], seconds[1::2]
    filled = [s for s in both if s]
    if len(filled) >= 4 and all(re.fullmatch(r"\d{1,2}:\d\d:00(?:\.0+)?", s) for s in filled):
        spans = zip(texts, begun, [*begun[1:], None], strict=True)
        divisor = likely_divisor(spans, (1.0, 60.0))
        begun = [None if s is None else s / divisor for s in begun]
        ended = [None if s is None else s / divisor for s in ended]
    return begun, ended
