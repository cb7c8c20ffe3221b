"""From readings to scores: a profile says which signals count, how much, and what is good."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
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
SWAPPED: Final = 40.0
"""How far off a score is, in points, where rep and customer are mistaken for each other."""

THIN_WORDS: Final = 60
"""In a call of so many words a score is twice as uncertain as in a very long one."""


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
    base: float
    min_words: int
    breach_cap: float
    breach_moments: int
    breach_kinds: frozenset[str]
    interval: float
    widest: float
    types: Mapping[str, Mapping[str, Rule]] = field(default_factory=dict)

    def for_call_type(self, stated: object) -> "Profile":
        """The profile with the bands of a type of call, as its file states it: "Discovery call".

        Unknown and missing types leave it as it is.
        """
        words = re.findall(r"[a-z]+", str(stated or "").lower())
        found = next((rules for name, rules in self.types.items() if name in words), {})
        return replace(self, rules={**self.rules, **found}) if found else self


@dataclass(frozen=True, slots=True)
class Trust:
    """The trust score, 0 to 100, with what each signal adds to (or takes from) the base.

    ``score`` is None where it cannot be told, and ``absent_because`` says why. ``base`` and the
    contributions add up to the score, less ``capped_by`` points taken by a serious breach.
    ``interval``: four of five raters' means are to be expected within; None without a score.
    ``evidence_share``: the part of all weight that stands on evidence, 0 to 1.
    """

    score: float | None
    contributions: Mapping[str, float]
    absent_because: str | None = None
    capped_by: float = 0.0
    base: float = NEUTRAL
    interval: tuple[float, float] | None = None
    evidence_share: float = 0.0


def load_profile(name: str) -> Profile:
    """The profile of a name on the shelf or a path to a TOML file. Raises ProfileError."""
    return _loaded(profile_path(name))


def profile_path(name: str) -> Path:
    """Where a profile lies: on the shelf, or where the name, a path, says."""
    return SHELF / f"{name}.toml" if name.isidentifier() else Path(name)


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
            float(trust["base"]),
            int(trust["min_words"]),
            float(trust["breach_cap"]),
            int(trust["breach_moments"]),
            frozenset(trust["breach_kinds"]),
            float(trust["interval"]),
            float(trust["widest"]),
            {key: _rules_of_type(data, table) for key, table in data.get("types", {}).items()},
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


def _rules_of_type(data: Mapping[str, Any], table: Mapping[str, Any]) -> dict[str, Rule]:
    """What a type of call changes: each signal's curve or weight, the rest as for any call."""
    return {name: _rule(name, {**data["signals"][name], **own}) for name, own in table.items()}


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
    """The trust score of a call: the base plus each signal's weighted distance from 50.

    A signal without evidence adds nothing and widens the interval; so do a short call and sides
    that were worked out with doubt. Unknown sides, too little talk, no signal or an interval wider
    than the profile allows give no score, with the reason.
    """
    if not call.both_sides_known:
        return Trust(None, {}, ROLES_UNKNOWN)
    words = sum(t.words for t in call.turns if t.role in (Role.REP, Role.CUSTOMER))
    if words < profile.min_words:
        return Trust(None, {}, f"too little talk: {words} words, {profile.min_words} are needed")
    weights = {name: rule.weight for name, rule in profile.rules.items() if rule.weight > 0}
    present = {n: s for n in weights if (s := scores.get(n)) is not None}
    if not present:
        return Trust(None, {}, "no signal that counts towards trust had evidence")
    evidence = sum(weights[name] for name in present) / sum(weights.values())
    half = _half_width(call, profile, words, evidence)
    if half > profile.widest:
        because = f"too little evidence: signals with {evidence:.0%} of the weight in {words} words"
        return Trust(None, {}, because, evidence_share=round(evidence, 3))
    parts = _within(profile.base, {n: weights[n] * (s - NEUTRAL) for n, s in present.items()})
    free = min(100.0, max(0.0, round(profile.base + sum(parts.values()), 1)))
    breaches = sum(m.severity is Severity.HIGH and m.kind in profile.breach_kinds for m in moments)
    capped = breaches >= profile.breach_moments and free > profile.breach_cap
    score = profile.breach_cap if capped else free
    return Trust(
        round(score, 1),
        parts,
        None,
        round(free - score, 2),
        profile.base,
        (round(max(0.0, score - half), 1), round(min(100.0, score + half), 1)),
        round(evidence, 3),
    )


def _within(base: float, parts: Mapping[str, float]) -> dict[str, float]:
    """The parts, drawn in together where they would lead out of 0 to 100."""
    total = sum(parts.values())
    room = 100.0 - base if total > 0 else base
    shrink = min(1.0, room / abs(total)) if total else 1.0
    return {name: round(part * shrink, 2) for name, part in parts.items()}


def _half_width(call: AnnotatedCall, profile: Profile, words: int, evidence: float) -> float:
    """Half the width of the interval, in points.

    Doubt about who is who counts as the chance of being off by ``SWAPPED`` points.
    """
    half = profile.interval * (2.0 - evidence) * (1.0 + THIN_WORDS / words)
    known = [s.role_confidence for s in call.speakers if s.role in (Role.REP, Role.CUSTOMER)]
    return float((half**2 + (1.0 - min(known, default=1.0)) * SWAPPED**2) ** 0.5)
