"""Changes to the tables of a team's profile, each into new tables. Whether they make a profile is
checked when they are kept."""

import re
from collections.abc import Mapping
from typing import Any, Final

Tables = Mapping[str, Any]
OWN_NAME: Final = "our own"


def with_rule(tables: Tables, signal: str, kind: str, rule: Tables) -> dict[str, Any]:
    """With what a rule says of a signal, in calls of a kind, in any where ``kind`` is empty.

    >>> with_rule({"name": "x"}, "expertise", "", {"weight": 0.1})
    {'name': 'x', 'signals': {'expertise': {'weight': 0.1}}}
    """
    return _put(tables, _place(signal, kind), rule)


def reset_rule(tables: Tables, base: Tables, signal: str, kind: str) -> dict[str, Any]:
    """With what the base says of a signal; it may say nothing.

    >>> own = {"name": "x", "types": {"demo": {"candour": {"weight": 1}}}}
    >>> reset_rule(own, {}, "candour", "demo")
    {'name': 'x'}
    """
    found: Any = base
    for part in _place(signal, kind):
        found = found.get(part) if isinstance(found, Mapping) else None
    return _put(tables, _place(signal, kind), found)


def with_tracker(tables: Tables, tracker: Tables) -> dict[str, Any]:
    """With a tracker, in the place of the one of its name, else as the last."""
    known = list(tables.get("tracker", ()))
    names = [one.get("name") for one in known]
    if tracker["name"] in names:
        known[names.index(tracker["name"])] = dict(tracker)
    else:
        known.append(dict(tracker))
    return {**tables, "tracker": known}


def without_tracker(tables: Tables, name: str) -> dict[str, Any]:
    """Without the tracker of a name."""
    left = [one for one in tables.get("tracker", ()) if one.get("name") != name]
    return {**tables, "tracker": left}


def name_of(text: str) -> str:
    """What people call a tracker, as profiles spell it.

    >>> name_of(" Who decides? ")
    'who_decides'
    """
    return re.sub(r"[^a-z0-9]+", "_", text.casefold()).strip("_")


def _place(signal: str, kind: str) -> tuple[str, ...]:
    return ("types", kind, signal) if kind else ("signals", signal)


def _put(tables: Any, place: tuple[str, ...], value: Any) -> dict[str, Any]:
    """With a value in its place; None takes it out, and what is empty after that."""
    first, *rest = place
    own = dict(tables) if isinstance(tables, Mapping) else {}
    new = _put(own.get(first), tuple(rest), value) if rest else value
    if new is None or new == {}:
        own.pop(first, None)
        return own
    return {**own, first: new}
