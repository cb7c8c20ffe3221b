"""What may be said with a request: facts beside a call, filters of lists."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypedDict, get_type_hints

from analyser.errors import SettingsError


class Facts(TypedDict, total=False):
    """Facts beside a call. ``rep`` names the seller's people, the first one's call it is;
    ``participants`` are dicts of ``name``, ``role``, ``email``."""

    rep: str | Sequence[str]
    account: str
    opportunity: str
    date: str | date
    type: str
    outcome: str
    participants: Sequence[Mapping[str, str]]


class OneCall(Facts, total=False):
    """Facts of one call alone: its own ``id``, and ``source_id``, that of the system it is from."""

    id: str
    source_id: str


class CallChoice(TypedDict, total=False):
    """Which calls; all that are given count together. Days are ISO 8601, both included."""

    rep: str
    account: str
    opportunity: str
    type: str
    outcome: str
    state: str
    since: str | date
    until: str | date
    min_score: float
    max_score: float
    moment: str
    text: str


class AnewChoice(CallChoice, total=False):
    """Which calls to analyse anew; ``outdated``: those alone that an earlier model or profile
    scored."""

    outdated: bool


class MomentChoice(TypedDict, total=False):
    """Which moments; all that are given count together."""

    kind: str
    severity: str
    rep: str
    account: str
    since: str | date
    until: str | date
    unreviewed: bool
    assignee: str


def stated(choice: Mapping[str, Any], known: type) -> dict[str, str | list[str]]:
    """Facts or filters as form fields or in an address; None is left out. Raises SettingsError for
    names that ``known``, one of the kinds above, lacks.

    >>> stated({"rep": ["Ann", "Zoë"], "date": date(2026, 3, 1), "account": None}, Facts)
    {'rep': ['Ann', 'Zoë'], 'date': '2026-03-01'}
    """
    names = get_type_hints(known)
    for name in choice:
        if name not in names:
            raise SettingsError(f"{name}: expected one of {', '.join(sorted(names))}")
    return {name: _text(name, value) for name, value in choice.items() if value is not None}


def _text(name: str, value: Any) -> str | list[str]:
    if name == "participants" and not isinstance(value, str):
        return json.dumps(list(map(dict, value)))
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [str(one) for one in value]
    return str(value)
