"""Facts about a call that come beside its talk: whose it was, with whom, when, how it ended."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from analyser.conversation import Conversation, Participant

MAX_CHARS: Final = 200
MAX_REPS: Final = 64
IN_META: Final = {
    "rep": "rep",
    "account": "account",
    "opportunity": "opportunity",
    "date": "date",
    "type": "call_type",
    "outcome": "outcome",
    "source_id": "source_id",
}
"""Our name of each fact, and its name in a call's ``meta``."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known, None where nothing is. ``date`` is ISO 8601."""

    rep: str | None = None
    account: str | None = None
    opportunity: str | None = None
    date: str | None = None
    type: str | None = None
    outcome: str | None = None
    source_id: str | None = None
    participants: tuple[Participant, ...] = ()

    def onto(self, call: Conversation) -> Conversation:
        """The call with these facts in place of what its file says; whose it was stays beside."""
        stated = {
            IN_META[name]: value
            for name in IN_META
            if name != "rep" and (value := getattr(self, name))
        }
        named = {person.name for person in self.participants}
        others = tuple(person for person in call.participants if person.name not in named)
        return replace(
            call,
            meta={**call.meta, **stated},
            participants=(*self.participants, *others),
        )

    @property
    def day(self) -> str | None:
        """The day of the call as YYYY-MM-DD, in the date's own time zone.

        >>> Facts(date="2026-03-04T23:30:00-08:00").day, Facts(date="last week").day
        ('2026-03-04', None)
        """
        try:
            return datetime.date.fromisoformat((self.date or "")[:10]).isoformat()
        except ValueError:
            return None


NO_FACTS: Final = Facts()


def facts_of(meta: Mapping[str, Any]) -> Facts:
    """The facts that a call's ``meta`` holds; something else under their names is left out."""
    found: dict[str, Any] = {name: _text(meta.get(key)) for name, key in IN_META.items()}
    return Facts(**found)


def _text(value: object) -> str | None:
    if not isinstance(value, str) or not value.strip():
        return None
    return value.strip()[:MAX_CHARS].encode("utf-8", "replace").decode().replace("\0", "\ufffd")


def folded(name: str | None) -> str | None:
    """A name as it is compared: without case and surplus spaces.

    >>> folded(" Ann  LEE ")
    'ann lee'
    """
    return " ".join(name.casefold().split()) if name and name.strip() else None
