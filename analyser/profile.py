"""A team's profile: which signals count, how much, what is good, and what else it tracks."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from analyser.conversation import Role


@dataclass(frozen=True, slots=True)
class Rule:
    """How one signal counts: ``curve`` of (value, score) with rising values; ``weight`` >= 0."""

    curve: tuple[tuple[float, float], ...]
    weight: float

    def __post_init__(self) -> None:
        rising = all(a < b for (a, _), (b, _) in pairwise(self.curve))
        within = all(0 <= y <= 100 for _, y in self.curve)
        if len(self.curve) < 2 or not rising or not within or not self.weight >= 0:
            raise ValueError(
                "expected a curve of two or more points, values rising and scores 0 to 100, and a "
                "weight of 0 or more"
            )

    def score(self, value: float) -> float:
        """0 to 100: straight between the curve's points, level beyond its ends."""
        if value <= self.curve[0][0]:
            return self.curve[0][1]
        for (x0, y0), (x1, y1) in pairwise(self.curve):
            if value <= x1:
                return y0 + (y1 - y0) * (value - x0) / (x1 - x0)
        return self.curve[-1][1]


@dataclass(frozen=True, slots=True)
class Tracker:
    """What a team wants heard or not heard: sentences with one of the ``phrases``, or that mean
    the like of the ``examples`` and not of ``not_these``. ``side`` None: anybody's. ``wanted``:
    more of it is good. ``instead`` is what a coach would say to a sentence that is not wanted.
    ``false_alarms``: so many of 1,000 ordinary sentences may be taken for the like."""

    name: str
    about: str
    side: Role | None
    wanted: bool
    phrases: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    not_these: tuple[str, ...] = ()
    instead: str = ""
    false_alarms: float = 5.0


@dataclass(frozen=True, slots=True)
class Profile:
    """Which signals count, how much, and when trust cannot be told or is capped.

    ``hash`` stands for all that the profile says: two reports with the same name and hash were
    scored alike. ``types``: rules of their own by type of call. Trust
    stays between ``lowest`` and ``highest``: the talk of one call shows no more.
    """

    name: str
    hash: str
    rules: Mapping[str, Rule]
    base: float
    lowest: float
    highest: float
    min_words: int
    breach_cap: float
    breach_moments: int
    breach_kinds: frozenset[str]
    interval: float
    widest: float
    types: Mapping[str, Mapping[str, Rule]] = field(default_factory=dict)
    trackers: tuple[Tracker, ...] = ()

    def for_call_type(self, name: str | None) -> "Profile":
        """The profile with the bands of a type of call; as it is where the type has none."""
        found = self.types.get(name or "")
        return replace(self, rules={**self.rules, **found}) if found else self
