"""Profiles from TOML files: those on the shelf ``profiles/`` and a team's own."""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from analyser.conversation import Role
from analyser.errors import ProfileError
from analyser.moment_labels import BY_COURSE, BY_LABEL, ON_NO_LABEL
from analyser.profile import Profile, Rule, Tracker
from analyser.signals import all_signals

if TYPE_CHECKING:
    from analyser.profile_tables import ProfileTable, TrackerTable

SHELF: Final = Path(__file__).parent / "profiles"
MOST_BYTES: Final = 2**20
HASH_DIGITS: Final = 12
SIDES: Final[Mapping[str, Role | None]] = {
    "rep": Role.REP,
    "customer": Role.CUSTOMER,
    "both": None,
}


def load_profile(profile: str | Path | Profile) -> Profile:
    """The profile of a name on the shelf or a path to a TOML file; a Profile is itself.

    Raises ProfileError, which names the place in the file and what is wrong with it.
    """
    if isinstance(profile, Profile):
        return profile
    path = profile_path(profile)
    return _loaded(path, _stamp(path))


def profile_path(name: str | Path) -> Path:
    """Where a profile lies: on the shelf, or where the name, a path, says."""
    on_shelf = isinstance(name, str) and name.isidentifier()
    return SHELF / f"{name}.toml" if on_shelf else Path(name)


def _stamp(path: Path) -> tuple[int, int]:
    """What tells an edited file from the one that was read before."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return 0, 0
    return found.st_mtime_ns, found.st_size


@lru_cache(maxsize=32)
def _loaded(path: Path, _stamped: tuple[int, int]) -> Profile:
    return profile_of(_read(path), path.name)


def profile_of(tables: Mapping[str, Any], name: str) -> Profile:
    """The profile that a file's tables say; ``name`` is what errors call the file.

    Raises ProfileError, which names the place and what is wrong with it.
    """
    from analyser.profile_tables import checked

    data = dict(tables)
    if "extends" in data:
        data = _over(_base(name, data.pop("extends")), data)
    try:
        table = checked(data)
        _check_names(table)
        return _profile(table, data)
    except ValueError as error:
        raise ProfileError(
            f"{name}: expected a scoring profile that can be used, found {error}; "
            "docs/profiles.md says what may stand in it"
        ) from error


def profile_tables(name: str | Path) -> dict[str, Any]:
    """What a team's own tables begin with: those of a file; of the shelf, a name to extend.

    Raises ProfileError.
    """
    path = profile_path(name)
    return {"extends": path.stem} if path.parent == SHELF else _read(path)


def tables_of(data: bytes, name: str) -> dict[str, Any]:
    """The tables of a TOML file; ``name`` is what errors call it. Raises ProfileError."""
    if len(data) > MOST_BYTES:
        raise ProfileError(f"{name}: expected a profile of 1 MB at most, found a larger file")
    try:
        return tomllib.loads(data.decode())
    except (ValueError, RecursionError) as error:
        raise ProfileError(f"{name}: expected TOML, found: {error}") from error


def _read(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        known = ", ".join(sorted(p.stem for p in SHELF.glob("*.toml")))
        raise ProfileError(
            f"{path.name}: expected a scoring profile, found none that can be read; "
            f"the shelf has {known}"
        ) from error
    return tables_of(data, path.name)


def _base(name: str, base: object) -> dict[str, Any]:
    known = sorted(p.stem for p in SHELF.glob("*.toml"))
    if base not in known:
        raise ProfileError(
            f"{name}: expected in extends a profile of the shelf ({', '.join(known)}), "
            "found another"
        )
    return _read(SHELF / f"{base}.toml")


def _over(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """The base with what a team says otherwise: tables key by key, all else as a whole."""
    found = dict(base)
    for key, value in own.items():
        before = found.get(key)
        if isinstance(before, dict) and isinstance(value, dict):
            found[key] = _over(before, value)
        else:
            found[key] = value
    return found


def _check_names(table: "ProfileTable") -> None:
    """Raises ValueError where a signal is named that there is none of, or a name twice."""
    shelf = all_signals()
    named = [("signals", name) for name in table.signals]
    named += [(f"types.{kind}", name) for kind, rules in table.types.items() for name in rules]
    for place, name in named:
        if name not in shelf:
            near = get_close_matches(name, shelf, 1)
            meant = f"did you mean {near[0]}?" if near else f"there are {', '.join(shelf)}"
            raise ValueError(f"{place}.{name}: no signal of that name; {meant}")
    kinds = BY_LABEL.keys() | BY_COURSE.keys() | ON_NO_LABEL
    for kind in table.trust.breach_kinds:
        if kind not in kinds:
            raise ValueError(f"trust.breach_kinds: no kind of moment {kind[:60]!r}")
    seen: set[str] = set()
    for tracker in table.tracker:
        if tracker.name in shelf or tracker.name in seen:
            raise ValueError(f"tracker {tracker.name}: a name that is taken")
        seen.add(tracker.name)


def _profile(table: "ProfileTable", data: Mapping[str, Any]) -> Profile:
    trust = table.trust
    rules = {name: Rule(rule.curve, rule.weight) for name, rule in table.signals.items()}
    types = {
        kind: {
            name: Rule(own.curve or _of(rules, kind, name).curve, _or(own.weight, rules, name))
            for name, own in changed.items()
        }
        for kind, changed in table.types.items()
    }
    trackers = {t.name: Rule(t.curve, t.weight) for t in table.tracker}
    facts = json.dumps(data, sort_keys=True, ensure_ascii=False, default=str)
    return Profile(
        name=table.name,
        hash=hashlib.sha256(facts.encode()).hexdigest()[:HASH_DIGITS],
        rules={**rules, **trackers},
        base=trust.base,
        lowest=trust.lowest,
        highest=trust.highest,
        min_words=trust.min_words,
        breach_cap=trust.breach_cap,
        breach_moments=trust.breach_moments,
        breach_kinds=frozenset(trust.breach_kinds),
        interval=trust.interval,
        widest=trust.widest,
        types=types,
        trackers=tuple(map(_tracker, table.tracker)),
    )


def _of(rules: Mapping[str, Rule], kind: str, name: str) -> Rule:
    if name not in rules:
        raise ValueError(f"types.{kind}.{name}: a curve is needed, for signals has none")
    return rules[name]


def _or(weight: float | None, rules: Mapping[str, Rule], name: str) -> float:
    if weight is not None:
        return weight
    return rules[name].weight if name in rules else 0.0


def _tracker(table: "TrackerTable") -> Tracker:
    return Tracker(
        name=table.name,
        about=table.about,
        side=SIDES[table.side],
        wanted=table.good == "many",
        phrases=tuple(table.phrases),
        examples=tuple(table.examples),
        not_these=tuple(table.not_these),
        instead=table.instead,
        false_alarms=table.false_alarms,
    )
