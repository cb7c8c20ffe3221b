"""Captions to turns: who speaks, by voice tags, by name prefixes or by ``>>`` marks."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from analyser.conversation import Turn
from analyser.transcripts.cue_text import has_voices, plain, voices, without_repeats
from analyser.transcripts.cues import Cue
from analyser.transcripts.labels import MAX_LABEL, accepted_labels
from analyser.transcripts.segments import Segment, left_out, turns_of

_PREFIX: Final = re.compile(
    rf"^\s*(?:(?:>>+|[-–—])\s*)?\[?([^:：<>\n\[\]]{{1,{MAX_LABEL}}}?)\]?\s*[:：](?!//)\s*(.*)$",
    re.DOTALL,
)
_BRACKETED: Final = re.compile(rf"^\s*\[([^\[\]:\n]{{1,{MAX_LABEL}}})\]\s*:?\s+(\S.*)$", re.DOTALL)
_MARK: Final = re.compile(r"^\s*(>>+|[-–—](?=\s?[^\s\d-]))\s*")
_INNER_MARK: Final = re.compile(r"\s(?=>>+\s*)")
_CLOCK: Final = re.compile(r"^\d+$|\d:$")
TOUCH_SECONDS: Final = 0.2
CARRY_BELOW: Final = 0.5
"""Names that stand before fewer of the captions are written at a change of speaker only."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of one caption. ``mark`` is the sign of a new speaker that it starts with."""

    text: str
    start: float | None
    end: float | None
    label: str | None = None
    mark: str = ""
    first: bool = True
    """Whether the caption starts with it."""


def caption_turns(cues: Sequence[Cue], *, carry: bool) -> tuple[tuple[Turn, ...], tuple[str, ...]]:
    """The turns of captions, sorted by time, and warnings about what is left out.

    ``carry`` says that a caption without a name always goes on with the speaker before, as in
    SRT; otherwise it does so only where most captions carry no name, and is nobody's else.
    """
    chunks, join = _chunks(_sorted(cues), carry=carry)
    turns = tuple(turn for chunk in chunks for turn in turns_of(chunk, join=join))
    return turns, left_out(segment for chunk in chunks for segment in chunk)


def _chunks(cues: Sequence[Cue], *, carry: bool) -> tuple[list[list[Segment]], bool]:
    """Segments parted where no turn goes on, and whether those of a speaker are joined."""
    if any(has_voices(line) for cue in cues for line in cue.lines):
        return [list(_by_voice(cues))], True
    pieces = _pieces(_unrolled(cues))
    labels = _labels(pieces)
    pieces = _continued([_named(piece, labels) for piece in pieces])
    pieces = [part for piece in pieces for part in _cut_inside(piece, labels)]
    named = sum(piece.label is not None for piece in pieces)
    marks = sum(piece.mark.startswith(">>") for piece in pieces)
    if marks >= 2:
        return [list(_by_marks(pieces))], False
    carry = carry or named < CARRY_BELOW * len(pieces)
    return _by_name(pieces, carry=carry and named > 0), True


def _sorted(cues: Sequence[Cue]) -> list[Cue]:
    rows = list(cues)
    if all(cue.start is not None for cue in rows):
        rows.sort(key=lambda cue: cue.start or 0.0)
    return rows


def _by_voice(cues: Sequence[Cue]) -> Iterator[Segment]:
    for cue in cues:
        for voice, said in voices("\n".join(cue.lines)):
            match = _PREFIX.match(said)
            label, text = (match[1], match[2]) if match else ("", said)
            if voice is None and match and accepted_labels([label], mostly_labelled=True):
                yield Segment(text, label, cue.start, cue.end)
            elif voice and label.casefold() == voice.casefold():
                yield Segment(text, voice, cue.start, cue.end)
            else:
                yield Segment(said, voice or None, cue.start, cue.end)


def _unrolled(cues: Sequence[Cue]) -> list[Cue]:
    texts = [plain("\n".join(cue.lines)) for cue in cues]
    touching = [False, *(_touch(before, after) for before, after in pairwise(cues))]
    own = without_repeats(texts, touching[: len(texts)])
    return [
        replace(cue, lines=tuple(text.split("\n"))) for cue, text in zip(cues, own, strict=True)
    ]


def _touch(before: Cue, after: Cue) -> bool:
    return (
        before.end is not None
        and after.start is not None
        and after.start - before.end <= TOUCH_SECONDS
    )


def _pieces(cues: Sequence[Cue]) -> list[Piece]:
    """Captions cut where a line starts with a mark or with what could be a name."""
    pieces: list[Piece] = []
    for cue in cues:
        parts = [part for line in cue.lines for part in _INNER_MARK.split(line) if part.strip()]
        for n, line in enumerate(parts):
            mark = _MARK.match(line)
            match = _PREFIX.match(line) or _BRACKETED.match(line)
            label = match[1].strip() if match and not _CLOCK.search(match[1]) else None
            sign = mark[1] if mark else ""
            pieces.append(Piece(line.strip(), cue.start, cue.end, label, sign, n == 0))
    return pieces


def _labels(pieces: Sequence[Piece]) -> frozenset[str]:
    found = [piece.label for piece in pieces if piece.label]
    sure = accepted_labels(found, mostly_labelled=False)
    # A label that stands once is believed where most captions that hold a colon hold a name.
    share = sum(label in sure for label in found) / max(1, len(pieces))
    few = len(pieces) <= 6 and len(found) >= len(pieces) / 2
    return accepted_labels(found, mostly_labelled=share >= 0.3 or few)


def _named(piece: Piece, labels: frozenset[str]) -> Piece:
    if piece.label not in labels:
        return replace(piece, label=None, text=piece.text[len(piece.mark) :].strip())
    match = _PREFIX.match(piece.text) or _BRACKETED.match(piece.text)
    return replace(piece, text=match[2] if match else piece.text)


def _continued(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces with the later lines of a caption put behind the line that they go on from."""
    whole: list[Piece] = []
    for piece in pieces:
        if whole and not piece.first and piece.label is None and not piece.mark:
            whole[-1] = replace(whole[-1], text=f"{whole[-1].text} {piece.text}")
        else:
            whole.append(piece)
    return whole


def _cut_inside(piece: Piece, labels: frozenset[str]) -> Iterator[Piece]:
    """The piece, cut where a known name with a colon follows the end of a sentence."""
    last, label = 0, piece.label
    for match in re.finditer(rf"(?<=[.?!…\"])\s+([^:.?!\n]{{1,{MAX_LABEL}}}):\s", piece.text):
        if match[1] in labels:
            yield replace(piece, text=piece.text[last : match.start()], label=label)
            last, label = match.end(), match[1]
            piece = replace(piece, mark="")
    yield replace(piece, text=piece.text[last:], label=label)


def _by_marks(pieces: Sequence[Piece]) -> Iterator[Segment]:
    """One segment from each ``>>`` or change of name to the next."""
    group: list[Piece] = []
    for piece in pieces:
        renamed = bool(group) and piece.label not in (None, group[0].label)
        if group and (piece.mark.startswith(">>") or renamed):
            yield _segment(group)
            group = []
        group.append(piece)
    if group:
        yield _segment(group)


def _segment(group: Sequence[Piece]) -> Segment:
    ends = [piece.end for piece in group if piece.end is not None]
    text = " ".join(piece.text for piece in group)
    return Segment(text, group[0].label, group[0].start, max(ends, default=None))


def _by_name(pieces: Sequence[Piece], *, carry: bool) -> list[list[Segment]]:
    """Segments by name; a dash before nameless talk starts a new chunk."""
    dashes = sum(bool(piece.mark) for piece in pieces) >= 2
    chunks: list[list[Segment]] = [[]]
    speaker: str | None = None
    for piece in pieces:
        dashed = dashes and bool(piece.mark) and piece.label is None
        speaker = piece.label if piece.label or dashed or not carry else speaker
        if dashed:
            chunks.append([])
        chunks[-1].append(Segment(piece.text, speaker, piece.start, piece.end))
    return chunks


def spoken_json(cues: Sequence[Cue]) -> list[dict[str, object]] | None:
    """The objects of a VTT whose captions are JSON (Teams metadata), None for any other."""
    rows: list[dict[str, object]] = []
    for cue in cues:
        text = "\n".join(cue.lines)
        if not text.startswith("{"):
            return None
        try:
            row = json.loads(text)
        except (ValueError, RecursionError):
            return None
        if not isinstance(row, dict) or "spokenText" not in row:
            return None
        rows.append(row)
    return rows or None
