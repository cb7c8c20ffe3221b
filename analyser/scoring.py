"""From readings to scores: a profile says which signals count, how much, and what is good."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from analyser.annotation import AnnotatedCall
from analyser.conversation import Role
from analyser.errors import ProfileError
from analyser.reading import ROLES_UNKNOWN, Moment, Reading, Severity

SHELF: Final = Path(__file__).parent / "profiles"
NEUTRAL: Final = 50.0


@dataclass(frozen=True, slots=True)
class Rule:
    """How one signal counts: ``curve`` of (value, score) with rising values; ``weight`` >= 0."""

    curve: tuple[tuple[float, float], ...]
    weight: float

    def score(self, value: float) -> float:
        """0 to 100: straight between the curve's points, level beyond its ends."""
        if value <= self.curve[0][0]:
            return self.curve[0][1]
        for (x0, y0), (x1, y1) in pairwise(self.curve):
            if value <= x1:
                return y0 + (y1 - y0) * (value - x0) / (x1 - x0)
        return self.curve[-1][1]


@dataclass(frozen=True, slots=True)
class Profile:
    """Which signals count, how much, and when trust cannot be told or is capped."""

    name: str
    rules: Mapping[str, Rule]
    min_words: int
    breach_cap: float
    breach_moments: int
    breach_kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Trust:
    """The trust score, 0 to 100, with what each signal adds to (or takes from) 50.

    ``score`` is None where it cannot be told, and ``absent_because`` says why. ``base`` and the
    contributions add up to the score, less ``capped_by`` points taken by a serious breach.
    """

    score: float | None
    contributions: Mapping[str, float]
    absent_because: str | None = None
    capped_by: float = 0.0
    base: float = NEUTRAL


def load_profile(name: str) -> Profile:
    """The profile of a name on the shelf or a path to a TOML file. Raises ProfileError."""
    path = SHELF / f"{name}.toml" if name.isidentifier() else Path(name)
    return _loaded(path)


@lru_cache(maxsize=32)
def _loaded(path: Path) -> Profile:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        known = ", ".join(sorted(p.stem for p in SHELF.glob("*.toml")))
        raise ProfileError(
            f"{path.name}: expected a scoring profile, found none that can be read; "
            f"the shelf has {known}"
        ) from error
    except ValueError as error:
        raise ProfileError(f"{path.name}: expected TOML, found: {error}") from error
    try:
        trust = data["trust"]
        return Profile(
            str(data["name"]),
            {key: _rule(key, table) for key, table in data["signals"].items()},
            int(trust["min_words"]),
            float(trust["breach_cap"]),
            int(trust["breach_moments"]),
            frozenset(trust["breach_kinds"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ProfileError(
            f"{path.name}: expected the keys of default.toml, found a profile without or with a "
            f"bad {error}"
        ) from error


def _rule(key: str, table: Mapping[str, Any]) -> Rule:
    curve = tuple((float(x), float(y)) for x, y in table["curve"])
    weight = float(table["weight"])
    rising = all(a < b for (a, _), (b, _) in pairwise(curve))
    if len(curve) < 2 or not rising or weight < 0 or not all(0 <= y <= 100 for _, y in curve):
        raise ValueError(f"signals.{key}: rising curve of scores 0 to 100, and weight of 0 or more")
    return Rule(curve, weight)


def signal_scores(readings: Mapping[str, Reading], profile: Profile) -> dict[str, float | None]:
    """Per signal its score, 0 to 100; None where it has no value or the profile no rule."""
    return {
        name: round(profile.rules[name].score(reading.value), 1)
        if reading.value is not None and name in profile.rules
        else None
        for name, reading in readings.items()
    }


def trust_of(
    call: AnnotatedCall,
    scores: Mapping[str, float | None],
    moments: Sequence[Moment],
    profile: Profile,
) -> Trust:
    """The trust score of a call: 50 plus each signal's weighted distance from 50.

    Weights are those of the profile over the signals present, so the contributions add up. Too
    little talk, unknown sides or no signal give no score, with the reason.
    """
    if not call.both_sides_known:
        return Trust(None, {}, ROLES_UNKNOWN)
    words = sum(t.words for t in call.turns if t.role in (Role.REP, Role.CUSTOMER))
    if words < profile.min_words:
        return Trust(None, {}, f"too little talk: {words} words, {profile.min_words} are needed")
    present = {
        name: score
        for name, score in scores.items()
        if score is not None and profile.rules[name].weight > 0
    }
    whole = sum(profile.rules[name].weight for name in present)
    if not whole:
        return Trust(None, {}, "no signal that counts towards trust had evidence")
    parts = {
        name: round(profile.rules[name].weight / whole * (score - NEUTRAL), 2)
        for name, score in present.items()
    }
    free = min(100.0, max(0.0, NEUTRAL + sum(parts.values())))
    breaches = sum(m.severity is Severity.HIGH and m.kind in profile.breach_kinds for m in moments)
    capped = breaches >= profile.breach_moments and free > profile.breach_cap
    score = profile.breach_cap if capped else free
    return Trust(round(score, 1), parts, None, round(free - score, 2))
