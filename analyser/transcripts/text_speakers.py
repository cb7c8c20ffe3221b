"""Which heads of a document are speakers, settled over the whole text."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from analyser.transcripts.labels import (
    accepted_labels,
    is_heading,
    label_shape,
    reads_as_name,
    reads_as_talk,
)
from analyser.transcripts.line_marks import Mark

_LEADING_TIME: Final = re.compile(r"^[\d:.,]{4,12}(?:\s?[AaPp]\.?[Mm]\b\.?)?\s*[-–:]?\s*")
TIMED_SHARE: Final = 0.6
PAIRED_SHARE: Final = 0.5


def settled(
    marks: Sequence[Mark], known: Sequence[str] = (), *, every_line: bool = False
) -> list[Mark]:
    """The marks with a name only where it is a speaker's; the other heads become talk.

    ``every_line`` says that each line of the format starts with its speaker.
    """
    rows = _times_after_names(_with_paired_lines(list(marks)))
    labels = _labels(rows, known)
    if every_line:
        labels |= {m.name for m in rows if m.name and not _is_section(m) and m.kind == "colon"}
    if not labels:
        rows = _with_lone_names(rows)
        labels = frozenset(mark.name for mark in rows if mark.name and mark.kind == "alone")
    sections = _before_lists(rows)
    return [mark if mark.name in labels else _unnamed(mark, sections) for mark in rows]


def _unnamed(mark: Mark, sections: set[str | None]) -> Mark:
    if mark.name and not mark.text and (mark.name in sections or (mark.bold and _is_section(mark))):
        return replace(mark, kind="section", name=None)
    if mark.kind == "talk" or (mark.kind == "time" and mark.name is None):
        return mark
    if mark.time_first:
        return replace(mark, kind="time", name=None, text=mark.whole, email=None)
    return Mark(mark.whole, whole=mark.whole, heading=mark.heading, listed=mark.listed)


def _times_after_names(rows: list[Mark]) -> list[Mark]:
    """``Name: 0:12 text``: a time where most colons are followed by one, else said words."""
    timed = sum(mark.kind == "colon_time" for mark in rows)
    plain = sum(mark.kind == "colon" for mark in rows)
    as_time = timed >= TIMED_SHARE * (timed + plain)
    found = []
    for mark in rows:
        if mark.kind != "colon_time":
            found.append(mark)
        elif as_time:
            said = _LEADING_TIME.sub("", mark.text, count=1)
            found.append(replace(mark, kind="head", text=said))
        else:
            found.append(replace(mark, kind="colon", start=None, end=None))
    return found


def _labels(rows: Sequence[Mark], known: Sequence[str]) -> frozenset[str]:
    heads = [mark for mark in rows if mark.name and not _is_section(mark)]
    bold = sum(mark.bold for mark in heads)
    if bold >= 3 and bold > len(heads) / 2:
        heads = [mark for mark in heads if mark.bold or mark.start is not None]
    listed = sum(mark.listed for mark in heads)
    if 0 < listed < len(heads) - listed:
        heads = [mark for mark in heads if not mark.listed]
    timed = [m for m in heads if m.kind in ("head", "weak") or m.start is not None]
    loose = [m for m in heads if m.kind not in ("head", "weak")]
    if any(m.kind == "colon" for m in loose) or len(timed) > len(heads) / 2:
        loose = [m for m in loose if m.kind != "tab"]
    names = [m.name for m in heads if m.name]
    return _timed_labels(timed, Counter(names), known) | _loose_labels(loose, rows, names, known)


def _is_section(mark: Mark) -> bool:
    return mark.name is None or is_heading(mark.name)


def _timed_labels(
    timed: Sequence[Mark], counts: Counter[str], known: Sequence[str]
) -> frozenset[str]:
    """Names that stand beside a time: once is enough for what reads as a name."""
    names = {mark.name for mark in timed if mark.name}
    colons = {mark.name for mark in timed if mark.kind == "colon"}
    sure = {mark.name for mark in timed if mark.kind == "head" and not mark.text}
    return frozenset(
        name
        for name in names
        if name in known
        or (not reads_as_talk(name) and (counts[name] >= 2 or reads_as_name(name)))
        or (not reads_as_talk(name) and name in colons | sure and " " not in name)
        or (name in sure and counts[name] >= 3)
    )


def _loose_labels(
    loose: Sequence[Mark], rows: Sequence[Mark], names: Sequence[str], known: Sequence[str]
) -> frozenset[str]:
    """Names before a colon or a tab without a time."""
    found = [mark.name for mark in loose if mark.name and not reads_as_talk(mark.name)]
    sure = accepted_labels(names, known, mostly_labelled=False)
    filled = sum(bool(mark.whole) and mark.kind != "time" for mark in rows)
    recurring = sum(name in sure for name in found)
    mostly = recurring >= 0.7 * len(found) or len(found) >= 0.9 * filled
    lists = _before_lists(rows)
    once = Counter(names)
    accepted = accepted_labels(names, known, mostly_labelled=mostly)
    return frozenset(
        name
        for name in accepted & set(found)
        if not (once[name] == 1 and name in lists)
        and (name in sure or reads_as_name(name) or len(found) >= 0.9 * filled)
    )


def _before_lists(rows: Sequence[Mark]) -> set[str | None]:
    """Names with nothing behind the colon and a list below: headings of sections."""
    filled = [mark for mark in rows if mark.whole]
    return {
        mark.name
        for mark, after in pairwise(filled)
        if mark.name and not mark.text and after.listed
    }


def _with_paired_lines(rows: list[Mark]) -> list[Mark]:
    """Marks with a name on one line and its time on the next, or the other way, made one."""
    filled = [n for n, mark in enumerate(rows) if mark.whole or mark.kind == "time"]
    times = [k for k, n in enumerate(filled) if _is_time_line(rows[n])]
    if not times:
        return rows
    above, below = (_pairs(rows, filled, times, step) for step in (-1, 1))
    pairs = above if len(above) >= len(below) else below
    enough = len(pairs) >= PAIRED_SHARE * len(times) and len(pairs) >= min(2, len(times))
    return _paired(rows, pairs) if enough else rows


def _pairs(
    rows: Sequence[Mark], filled: Sequence[int], times: Sequence[int], step: int
) -> dict[int, int]:
    """Time lines with the line above (-1) or below (1) that could be their name."""
    pairs = {
        filled[k]: filled[k + step]
        for k in times
        if 0 <= k + step < len(filled) and _could_be_name(rows[filled[k + step]])
    }
    counts = Counter(rows[n].whole.strip(" :") for n in pairs.values())
    return {t: n for t, n in pairs.items() if _pairs_well(rows[n].whole.strip(" :"), counts)}


def _paired(rows: list[Mark], pairs: dict[int, int]) -> list[Mark]:
    found = list(rows)
    for time, name in pairs.items():
        label = rows[name].whole.strip(" :")
        found[name] = replace(
            rows[name], kind="head", name=label, text="", start=rows[time].start, end=rows[time].end
        )
        found[time] = Mark("")
    return found


def _is_time_line(mark: Mark) -> bool:
    return mark.kind == "time" and not mark.text and mark.name is None


def _could_be_name(mark: Mark) -> bool:
    plain = mark.kind == "talk" or (mark.kind == "colon" and not mark.text)
    label = mark.whole.strip(" :")
    return plain and mark.start is None and label_shape(label) and not is_heading(label)


def _pairs_well(name: str, counts: Counter[str]) -> bool:
    return (
        not reads_as_talk(name)
        and name[-1] not in ".?!"
        and (counts[name] >= 2 or reads_as_name(name))
    )


def _with_lone_names(rows: list[Mark]) -> list[Mark]:
    """Marks where a name stands alone on the first line of each paragraph, without times."""
    firsts = [
        n
        for n, mark in enumerate(rows)
        if mark.kind == "talk"
        and (mark.heading or n == 0 or not rows[n - 1].whole)
        and mark.whole
        and any(after.whole for after in rows[n + 1 : n + 3])
    ]
    counts = Counter(rows[n].whole for n in firsts if label_shape(rows[n].whole))
    names = {
        name
        for name, count in counts.items()
        if (count >= 2 or reads_as_name(name)) and not is_heading(name) and not reads_as_talk(name)
    }
    heads = [n for n in firsts if rows[n].whole in names and rows[n].whole[-1] not in ".?!"]
    repeated = {rows[n].whole for n in heads if counts[rows[n].whole] >= 2}
    if len(repeated) < 2 or len(heads) < PAIRED_SHARE * len(firsts):
        return rows
    found = list(rows)
    for n in heads:
        found[n] = replace(rows[n], kind="alone", name=rows[n].whole, text="")
    return found
