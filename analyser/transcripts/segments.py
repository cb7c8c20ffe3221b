"""What a transcript reader yields, and how segments become turns.

A segment is the smallest piece that the file gives: a caption cue, a sentence of an export,
a word of a speech engine. Readers say what stands in the file; joining is done here, once.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from analyser.conversation import Role, Turn

PAUSE_SECONDS: Final = 1.5
"""Nameless segments parted by a longer pause stay apart. Rule of thumb, not yet checked."""

_NOT_KNOWN: Final = frozenset(
    {
        *("unknown", "unknown speaker", "unidentified", "unidentified speaker", "speaker ?"),
        *("speaker unknown", "none", "null", "uu", "n/a", "?", "undefined", "nan"),
    }
)
_SURNAMES: Final = "(?:gong|otter|fathom)"
"""Programs that are called as people are."""
_BOT: Final = re.compile(
    r"note ?taker|\bfireflies|read\.ai|\bread ai\b|meetgeek|\btl;?dv\b|['’]s presentation$"
    r"|\bavoma\b.*(bot|assistant)|grain\.co"
    rf"|^\W*{_SURNAMES}\W*$|\b{_SURNAMES}\.(?:ai|io|video)\b|\b(?:otter|fathom) ai\b"
    rf"|\b{_SURNAMES} ?(?:(?:ai|call|meeting) )?(?:bot|recorder|assistant|pilot)\b"
    rf"|\b(?:bot|recorder|assistant) \(?{_SURNAMES}\W*$",
    re.IGNORECASE,
)
_SENTENCE_END: Final = re.compile(r"[.?!…][\"')\]]*$")


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of talk as the file gives it. Times are seconds or None, never 0 for missing."""

    text: str
    speaker: str | None = None
    start: float | None = None
    end: float | None = None
    role: Role | None = None


def clean_speaker(label: object) -> str | None:
    """The label as a name, None where it only says that the speaker is not known.

    >>> clean_speaker("  Dana   Ruiz "), clean_speaker("Unknown Speaker"), clean_speaker(0)
    ('Dana Ruiz', None, '0')
    """
    if label is None or isinstance(label, bool):
        return None
    name = " ".join(str(label).replace("\xa0", " ").split())
    return None if not name or name.casefold() in _NOT_KNOWN else name


def is_bot(name: str | None) -> bool:
    """Whether the name belongs to a note-taking program or a shared screen, not to a person."""
    return bool(name and _BOT.search(name))


def left_out(segments: Iterable[Segment]) -> tuple[str, ...]:
    """The warning that turns of bots are dropped, none where there are none."""
    runs = groupby(segment.speaker for segment in segments if segment.text.strip())
    count = sum(is_bot(speaker) for speaker, _ in runs)
    return (f"turns left out, as those of a note-taking program: {count}",) if count else ()


def clean_text(text: str) -> str:
    """The talk on one line, without zero-width and directional marks."""
    text = re.sub(r"[\u200b\u200c\u200e\u200f\u2028\u2029\u202a-\u202e\u2060\ufeff]", " ", text)
    return " ".join(text.split())


def turns_of(segments: Iterable[Segment], *, join: bool) -> tuple[Turn, ...]:
    """Segments as turns; empty ones and those of bots are dropped.

    With ``join``, neighbouring segments of one speaker become one turn, and nameless ones are
    joined up to the end of a sentence or a pause. Segments stay in the order given.
    """
    kept = (
        replace(s, text=clean_text(s.text), speaker=clean_speaker(s.speaker))
        for s in segments
        if not is_bot(s.speaker)
    )
    kept = (s for s in kept if s.text)
    return tuple(
        Turn(s.speaker, s.text, s.role, s.start, s.end) for s in (_joined(kept) if join else kept)
    )


def in_time_order(segments: Iterable[Segment]) -> list[Segment]:
    """Sorted by start where every segment has one, else in the given order."""
    rows = list(segments)
    if all(s.start is not None for s in rows):
        rows.sort(key=lambda s: s.start or 0.0)
    return rows


def _joined(segments: Iterable[Segment]) -> Iterator[Segment]:
    group: list[Segment] = []
    for segment in segments:
        if group and not _continues(group[-1], segment):
            yield _merged(group)
            group = []
        group.append(segment)
    if group:
        yield _merged(group)


def _continues(before: Segment, after: Segment) -> bool:
    if before.speaker != after.speaker or before.role != after.role:
        return False
    if before.speaker is not None:
        return True
    gap = None if before.end is None or after.start is None else after.start - before.end
    if gap is not None and gap > PAUSE_SECONDS:
        return False
    return not _SENTENCE_END.search(before.text)


def _merged(group: list[Segment]) -> Segment:
    ends = [s.end for s in group if s.end is not None]
    return replace(
        group[0],
        text=" ".join(s.text for s in group),
        end=max(ends) if ends else None,
    )
