"""What the lines above a transcript say about the call and its people."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from analyser.conversation import Participant
from analyser.transcripts.dates import date_of, length_seconds
from analyser.transcripts.labels import label_shape
from analyser.transcripts.role_words import role_word
from analyser.transcripts.segments import is_bot
from analyser.transcripts.times import clock_seconds

MAX_LINES: Final = 200
_KEYS: Final = {
    **dict.fromkeys(("title", "subject", "meeting", "meeting title", "call title"), "title"),
    **dict.fromkeys(("date", "meeting date", "call date", "recorded", "created"), "date"),
    **dict.fromkeys(("duration", "length", "call duration"), "duration_s"),
    **dict.fromkeys(("company", "account", "customer account"), "account"),
    "call type": "call_type",
    "language": "language",
}
_PEOPLE: Final = frozenset(
    {"participants", "attendees", "speakers", "present", "invitees", "speaker list"}
)
_FACT: Final = re.compile(r"^([A-Za-z][A-Za-z ]{1,24})\s*:\s*(.*)$")
_MARKUP: Final = re.compile(r"\*{1,3}|^#{1,6}\s+|^[-*•]\s+|^>\s*|`")
_EMAIL: Final = re.compile(r"[(<]?\s*([^\s()<>@,;]{1,64}@[^\s()<>@,;]{1,120})\s*[)>]?")
_INSIDE: Final = re.compile(r"\s*[(\[]([^()\[\]]{1,80})[)\]]\s*|\s+[-–—]\s+(.{1,60})$")


@dataclass(slots=True)
class Above:
    """Facts and listed people."""

    meta: dict[str, Any] = field(default_factory=dict)
    people: list[Participant] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        return [person.name for person in self.people]


def above_of(lines: Iterable[str]) -> Above:
    """The facts in the lines above a transcript; what they do not say stays out."""
    found = Above()
    listing = False
    for raw in list(lines)[:MAX_LINES]:
        line = _MARKUP.sub("", raw.strip()[:2000]).strip()
        if not line:
            continue
        fact = _FACT.match(line)
        key = " ".join(fact[1].casefold().split()) if fact else line.casefold().strip(" :")
        value = fact[2].strip(" _\"'") if fact else ""
        if key in _PEOPLE:
            found.people += _people(value)
            listing = not value
        elif fact and key in _KEYS:
            listing = False
            _set(found.meta, _KEYS[key], value)
        elif listing and len(line) <= 400:
            found.people += _people(line)
            listing = raw.lstrip()[:1] in "-*•" or "," not in line
        elif raw.startswith("# ") and "title" not in found.meta:
            found.meta["title"] = line
        else:
            _bare(found.meta, line)
    return found


def _bare(meta: dict[str, Any], line: str) -> None:
    """A date or a length that stands alone on its line."""
    for part in re.split(r"\s[•·|]\s", line):
        if date := date_of(part):
            meta.setdefault("date", date)
        elif seconds := length_seconds(part) or clock_seconds(part):
            meta.setdefault("duration_s", seconds)


def _set(meta: dict[str, Any], key: str, value: str) -> None:
    if not value or key in meta:
        return
    if key == "date":
        found: object = date_of(value)
    elif key == "duration_s":
        found = length_seconds(value) or clock_seconds(value)
    else:
        found = value
    if found:
        meta[key] = found


def _people(text: str) -> list[Participant]:
    people = []
    for part in re.split(r"[,;](?![^(]{0,80}\))", text):
        email = _EMAIL.search(part)
        rest = _EMAIL.sub("", part) if email else part
        inside = _INSIDE.search(rest)
        name = _INSIDE.sub("", rest).strip(" .-") or (email[1] if email else "")
        if name and (label_shape(name) or "@" in name) and not is_bot(name):
            role = role_word((inside[1] or inside[2]).split(",")[0]) if inside else None
            people.append(Participant(name, role, email[1] if email else None))
    return people


def speaking(
    people: Sequence[Participant], emails: Sequence[tuple[str, str]], labels: Iterable[str | None]
) -> tuple[Participant, ...]:
    """The listed people under the label that the turns use, less those of whom nothing is told."""
    listed = {person.name.casefold(): person for person in people}
    by_label = dict(emails)
    found = []
    for label in dict.fromkeys(label for label in labels if label):
        person = listed.get(label.casefold())
        email = by_label.get(label) or (person.email if person else None)
        role = person.role if person else None
        if email or role:
            found.append(Participant(label, role, email))
    return tuple(found)
