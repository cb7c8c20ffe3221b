"""What one line of a transcript document is: a head with a name or a time, or talk."""

import re
from dataclasses import dataclass, replace
from typing import Final

from analyser.transcripts.labels import MAX_LABEL, label_shape

_DAY: Final = (
    r"(?:(?:\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}),?[T ]\s?)?"  # 2026-03-04T, 4/3/26,
)
_TIME: Final = (
    rf"{_DAY}\d{{1,3}}:\d{{1,2}}(?::\d{{1,2}})?(?:[.,;:]\d{{1,6}})?"
    r"(?:\s?[AaPp]\.?[Mm]\b\.?)?(?:Z|[+-]\d\d:?\d\d)?"
)
_SECONDS: Final = r"\d{1,6}\.\d{1,3}s?"
_TO: Final = r"\s*(?:-{1,2}>|->|→|–|—|-|\bto\b)\s*"
_STAMP: Final = re.compile(
    rf"(?:[\[({{<@]{{1,2}}\s*)?(?P<start>{_TIME})(?:{_TO}(?P<end>{_TIME}))?\s*[\])}}>]?(?![\w%])"
    rf"|[\[(]\s*(?P<start_s>{_SECONDS})(?:{_TO}(?P<end_s>{_SECONDS}))?\s*[\])]"
)
_BEFORE_TIME: Final = re.compile(r"(?:\s{2,}|\t|\s[-–—|•·]\s|[:,|]\s*|[(\[@<]\s*)$")
_COLON: Final = re.compile(rf"^([^:：\t]{{1,{MAX_LABEL}}}?)\s*[:：](?!//)(?!\d)\s*(.*)$")
_BRACKETED: Final = re.compile(rf"^[\[<(]([^\[\]<>():]{{1,{MAX_LABEL}}})[\]>)]\s*[:：-]?\s+(\S.*)$")
_TAB: Final = re.compile(rf"^([^\t]{{1,{MAX_LABEL}}})\t+\s*(\S.*)$")
_QA: Final = re.compile(r"^([QA])\.\s+(\S.*)$")
_BOLD: Final = re.compile(
    r"(?<![\w*])\*{2,3}(?=[^\s*])|(?<=[^\s*])\*{2,3}(?![\w*])|(?<!\w)__(?=\w)|(?<=[\w:])__(?!\w)"
)
_LONE_STAR: Final = re.compile(r"^([*_])([^*_\s][^*_]{0,60})\1(?=[\s:：]|$)")
_LINK: Final = re.compile(r"!?\[([^\[\]]{0,200})\]\(([^()\s]{0,500})\)|\{#[^{}\s]{1,80}\}")
_EMAIL: Final = re.compile(r"\s*[(<\[]([^\s()<>@]{1,64}@[^\s()<>@]{1,120})[)>\]]")
_SPOKEN_TIME: Final = re.compile(
    r"^(.{0,60}?)\s*(?:(\d{1,2}) hours?,? )?(?:(\d{1,2}) minutes?,? )?(\d{1,2}) seconds?$"
)
_DATE: Final = re.compile(
    r"\b(?:19|20)\d\d\b|\d[/.]\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d",
    re.IGNORECASE,
)
_LEAD: Final = re.compile(
    r"^(?:#{1,6}\s+|[-*+•]\s+(?=[*_\[\d@A-Z])|>\s*(?!>)|>>+\s*|[-–—]\s+"
    r"|\d{1,4}[.)]\s+(?=[A-Z][^\s:]{0,30}(?: [^\s:]{1,30}){0,3}:))+"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """One line. A head has a name, a time, or both; ``text`` is the talk on the same line."""

    text: str
    kind: str = "talk"
    """colon, tab, head (name and time), weak (the same, one blank between), time, talk; and,
    once the speakers are settled, alone (a name without a time) and section (no talk below)."""
    name: str | None = None
    start: str | None = None
    end: str | None = None
    email: str | None = None
    heading: bool = False
    """Whether the line is marked up as a heading or is wholly bold."""
    whole: str = ""
    """The line's talk where the name turns out to be none; without a time that came first."""
    time_first: bool = False
    bold: bool = False
    listed: bool = False
    """Whether the line is a list item."""


def mark_of(line: str) -> Mark:
    """The mark of a line.

    >>> mark = mark_of("**[00:01:23] Dana Ruiz:** Thanks.")
    >>> mark.kind, mark.name, mark.start, mark.text
    ('colon', 'Dana Ruiz', '00:01:23', 'Thanks.')
    >>> mark_of("Dana Ruiz  1:02:07  ").kind, mark_of("We met at 10:30").kind
    ('head', 'weak')
    """
    raw = line.strip()
    bare = _LINK.sub(lambda m: m[1] or "", raw) if "](" in raw or "{#" in raw else raw
    lead = _LEAD.match(bare)
    bare = bare[lead.end() :] if lead else bare
    bold = bare.startswith(("**", "__"))
    heading = raw.startswith("#") or (bold and bare.endswith(("**", "__")))
    bare = _BOLD.sub("", bare) if "*" in bare or "__" in bare else bare
    bare = _LONE_STAR.sub(r"\2", bare).strip(" \u200b\u200e\u200f\ufeff\xa0")
    listed = bool(lead) and raw[:1] in "-*+•"
    email = _EMAIL.search(bare[:200])
    whole = bare
    if email:
        bare = bare[: email.start()] + bare[email.end() :]
    mark = _timed(bare) or _untimed(bare) or Mark(whole)
    return replace(
        mark,
        email=email[1] if email and mark.name else None,
        heading=heading,
        bold=bold,
        whole=mark.whole or whole,
        listed=listed,
    )


def _timed(bare: str) -> Mark | None:
    spoken = _SPOKEN_TIME.match(bare) if bare.endswith(("second", "seconds")) else None
    if spoken:
        clock = f"{int(spoken[2] or 0)}:{int(spoken[3] or 0):02}:{int(spoken[4]):02}"
        name = spoken[1].strip() or None
        return Mark("", "head" if name else "time", name, clock)
    stamp = _STAMP.search(bare[:140])
    if not stamp:
        return None
    start, end = stamp["start"] or stamp["start_s"], stamp["end"] or stamp["end_s"]
    before, after = bare[: stamp.start()], bare[stamp.end() :]
    if not before.strip(" -–—|[(@"):
        return _time_first(after, start, end)
    return _name_first(before, stamp[0], after, start, end)


def _time_first(after: str, start: str, end: str | None) -> Mark:
    spaced = "\t" in after[:2] or after.startswith("  ")
    dashed = bool(re.match(r"\s*[-–—|•]\s+", after))
    text = after.lstrip(" \t-–—|•:,").strip()
    inner = _untimed(text)
    if inner:
        return replace(inner, start=start, end=end, whole=text, time_first=True)
    if not text and re.match(r"\s*[-–—|]\s*$", after):
        # A place for a name with none in it: somebody, but nobody knows who.
        return Mark("", "head", "Unknown", start, end, time_first=True)
    if not text:
        return Mark("", "time", None, start, end, time_first=True)
    if label_shape(text) and text[-1] != ".":
        kind = "head" if dashed or spaced else "weak"
        return Mark("", kind, text.strip("[]<>"), start, end, whole=text, time_first=True)
    return Mark(text, "time", None, start, end, whole=text, time_first=True)


def _name_first(before: str, stamp: str, after: str, start: str, end: str | None) -> Mark | None:
    sure = bool(_BEFORE_TIME.search(before)) or stamp[0] in "[(@<{"
    name = before.strip(" \t-–—|•·,:@([<").strip()
    if name.startswith("[") and name.endswith("]"):
        name = name[1:-1]
    if not label_shape(name) or ":" in name or _DATE.search(name):
        return None
    closed = stamp[-1] in "])}>" or before.rstrip().endswith(":")
    said = re.match(r"\s*[:：]\s*(.*)$", after) or re.match(r"\s*[)\]]\s*[:：]?\s*(.*)$", after)
    text = said[1] if said else after.strip(" \t-–—|")
    if text and not said and not closed:
        return None
    if before.rstrip().endswith(":") and stamp[0] not in "[(" and text:
        return Mark(f"{stamp}{after}".strip(), "colon_time", name, start, end)
    return Mark(text.strip(), "head" if sure or said else "weak", name, start, end)


def _untimed(bare: str) -> Mark | None:
    for pattern, kind in (
        (_COLON, "colon"),
        (_BRACKETED, "colon"),
        (_TAB, "tab"),
        (_QA, "colon"),
    ):
        match = pattern.match(bare)
        if match:
            name = match[1].strip(" []<>-–—")
            if label_shape(name) and not name.isdigit():
                return Mark(match[2].strip(), kind, name)
    return None
