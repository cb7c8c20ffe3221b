"""Transcript documents to turns: the one core under all text readers.

Each line is marked (``line_marks``), the labels that are speakers are settled over the whole
text (``text_speakers``), and the talk between heads becomes a segment.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from analyser.transcripts.labels import is_heading
from analyser.transcripts.line_marks import Mark, mark_of
from analyser.transcripts.segments import Segment
from analyser.transcripts.text_speakers import settled
from analyser.transcripts.wall_clock import seconds_of

_NO_TALK: Final = re.compile(
    r"^(?:transcribed by https?://otter\.ai.*|[-_=*~—–. ]{3,}|\W{0,3}(?:end of (?:the )?"
    r"(?:transcript|recording|call|meeting)|end|transcript (?:below|ends?))(?: ?[-–] ?[\d:]{4,8})?"
    r"\W{0,3}|\*[^*]{1,200}\*|_[^_]{1,200}_)$",
    re.IGNORECASE,
)
_BEGINS: Final = re.compile(
    r"^\W*(?:(?:full|call|meeting|raw|complete|verbatim|audio)\s+)*transcript(?:ion)?"
    r"(?:\s+(?:below|starts?(?: here)?|begins?))?\W*$",
    re.IGNORECASE,
)
FACT_LINES: Final = 25
MATTER_LINES: Final = 60
_OUTER: Final = re.compile(r"^#{1,6}\s|^---+\s*$")


@dataclass(frozen=True, slots=True)
class Talk:
    """What a document says: its segments, the lines above them, and e-mails by label."""

    segments: tuple[Segment, ...]
    above: tuple[str, ...] = ()
    emails: tuple[tuple[str, str], ...] = ()
    labelled: int = 0
    """How many heads with a name were found."""
    first: int = 0
    """How many lines are front matter, facts and all else above a ``Transcript`` heading."""


def no_event(_line: str) -> bool:
    """The default for ``is_event``: no line is an event."""
    return False


def talk_of(
    lines: Sequence[str],
    known: Sequence[str] = (),
    *,
    is_event: Callable[[str], bool] = no_event,
    every_line: bool = False,
) -> Talk:
    """The talk of a document. ``known`` are its participants, ``is_event`` tells lines to skip.

    A line without a head goes on with the turn before it; times stay None where none is given.
    """
    first = _first_line(lines)
    kept = [line for line in lines[first:] if not is_event(line) and not _is_no_talk(line)]
    marks = settled([mark_of(line) for line in kept], known, every_line=every_line)
    named = sum(mark.name is not None for mark in marks)
    parts, above = _parts(kept, marks, named=named > 0)
    words = [len(part.text.split()) for part in parts]
    starts = seconds_of([*(part.start for part in parts)], words)
    ends = _seconds_of_ends(parts, words, starts)
    segments = tuple(
        Segment(part.text, part.name, start, end)
        for part, start, end in zip(parts, starts, ends, strict=True)
    )
    emails = {m.name: m.email for m in marks if m.name and m.email}
    return Talk(segments, (*lines[:first], *above), tuple(emails.items()), named, first)


def _seconds_of_ends(
    parts: Sequence[Mark], words: Sequence[int], starts: Sequence[float | None]
) -> list[float | None]:
    """Ends on the same clock as the starts; None where none is given or it lies before."""
    if not any(part.end for part in parts):
        return [None] * len(parts)
    both = [stamp for part in parts for stamp in (part.start, part.end)]
    seconds = seconds_of(both, [n for count in words for n in (count, 0)])
    return [
        None if end is None or (start is not None and end < start) else end
        for start, end in zip(starts, seconds[1::2], strict=True)
    ]


def _is_no_talk(line: str) -> bool:
    return bool(_NO_TALK.match(line.strip()[:300])) and len(line) < 300


def _first_line(lines: Sequence[str]) -> int:
    """The line after the last ``Transcript`` heading with talk under it, or after the facts."""
    filled = 0
    first = _after_front_matter(lines)
    for n in range(len(lines) - 1, first - 1, -1):
        if filled >= 2 and len(lines[n]) < 60 and _BEGINS.match(lines[n]):
            first = n + 1
            break
        filled += bool(lines[n].strip())
    return first + _after_facts(lines[first : first + FACT_LINES])


def _after_front_matter(lines: Sequence[str]) -> int:
    filled = [n for n, line in enumerate(lines[:MATTER_LINES]) if line.strip()]
    if filled and lines[filled[0]].strip() == "---":
        return next((n + 1 for n in filled[1:] if lines[n].strip() == "---"), 0)
    return 0


def _after_facts(lines: Sequence[str]) -> int:
    """The line after the last of two or more facts (``Date: ...``) before any label recurs."""
    seen: set[str] = set()
    facts = []
    for n, line in enumerate(lines):
        name = mark_of(line).name if len(line) < 300 else None
        if name is not None and name.casefold() in seen:
            break
        if name is not None:
            seen.add(name.casefold())
            facts += [n] if is_heading(name) else []
    return facts[-1] + 1 if len(facts) >= 2 else 0


def _parts(
    lines: Sequence[str], marks: Sequence[Mark], *, named: bool
) -> tuple[list[Mark], list[str]]:
    """Heads with all their talk, and the lines above the first of them."""
    parts: list[Mark] = []
    texts: list[list[str]] = []
    above: list[str] = []
    pending: Mark | None = None
    inside = False
    for line, mark in zip(lines, marks, strict=True):
        if mark.name is not None or (mark.kind == "time" and not named):
            if pending and mark.name and mark.start is None:
                mark = replace(mark, start=pending.start, end=pending.end)
            parts.append(mark)
            texts.append([mark.text])
            inside, pending = True, None
        elif mark.kind == "time" and not mark.text:
            pending = mark
        elif mark.kind == "section" or (_OUTER.match(line) and named):
            inside = False
        elif inside:
            texts[-1].append(mark.whole)
        elif not parts:
            above.append(line)
    filled = zip(parts, texts, strict=True)
    return [replace(p, text=" ".join(t for t in text if t)) for p, text in filled], above
