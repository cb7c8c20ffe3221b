"""From readings to scores, by the rules of a profile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from analyser.annotation import AnnotatedCall
from analyser.conversation import Role
from analyser.profile import Profile
from analyser.reading import ROLES_UNKNOWN, Moment, Reading, Severity

NEUTRAL: Final = 50.0
SWAPPED: Final = 40.0
"""How far off a score is, in points, where rep and customer are mistaken for each other."""

THIN_WORDS: Final = 60
"""In a call of so many words a score is twice as uncertain as in a very long one."""


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


@dataclass(frozen=True, slots=True)
class Ground:
    """What a trust score stands on beside the signals' scores: the ``words`` of rep and customer;
    how ``sure``, 0 to 1, the more doubtful of their sides is, None where one is not known; how many
    high moments are ``breaches``."""

    words: int
    sure: float | None
    breaches: int


def signal_scores(readings: Mapping[str, Reading], profile: Profile) -> dict[str, float | None]:
    """Per signal its score, 0 to 100; None where it has no value or the profile no rule."""
    return scores_of({name: reading.value for name, reading in readings.items()}, profile)


def scores_of(values: Mapping[str, float | None], profile: Profile) -> dict[str, float | None]:
    """As ``signal_scores``, from the signals' values."""
    return {
        name: round(profile.rules[name].score(value), 1)
        if value is not None and name in profile.rules
        else None
        for name, value in values.items()
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
    sides = [s.role_confidence for s in call.speakers if s.role in (Role.REP, Role.CUSTOMER)]
    ground = Ground(
        sum(t.words for t in call.turns if t.role in (Role.REP, Role.CUSTOMER)),
        min(sides, default=1.0) if call.both_sides_known else None,
        sum(m.severity is Severity.HIGH and m.kind in profile.breach_kinds for m in moments),
    )
    return trust_from(ground, scores, profile)


def trust_from(ground: Ground, scores: Mapping[str, float | None], profile: Profile) -> Trust:
    """As ``trust_of``, from what the call gives for it."""
    if ground.sure is None:
        return Trust(None, {}, ROLES_UNKNOWN)
    words = ground.words
    if words < profile.min_words:
        return Trust(None, {}, f"too little talk: {words} words, {profile.min_words} are needed")
    weights = {name: rule.weight for name, rule in profile.rules.items() if rule.weight > 0}
    present = {n: s for n in weights if (s := scores.get(n)) is not None}
    if not present:
        return Trust(None, {}, "no signal that counts towards trust had evidence")
    evidence = sum(weights[name] for name in present) / sum(weights.values())
    half = _half_width(profile, words, ground.sure, evidence)
    if half > profile.widest:
        because = f"too little evidence: signals with {evidence:.0%} of the weight in {words} words"
        return Trust(None, {}, because, evidence_share=round(evidence, 3))
    parts = _within(profile, {n: weights[n] * (s - NEUTRAL) for n, s in present.items()})
    total = round(profile.base + sum(parts.values()), 1)
    free = min(profile.highest, max(profile.lowest, total))
    capped = ground.breaches >= profile.breach_moments and free > profile.breach_cap
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


def _within(profile: Profile, parts: Mapping[str, float]) -> dict[str, float]:
    """The parts, drawn in together where they would lead beyond the profile's lowest or highest."""
    total = sum(parts.values())
    room = profile.highest - profile.base if total > 0 else profile.base - profile.lowest
    shrink = min(1.0, room / abs(total)) if total else 1.0
    return {name: round(part * shrink, 2) for name, part in parts.items()}


def _half_width(profile: Profile, words: int, sure: float, evidence: float) -> float:
    """Half the width of the interval, in points.

    Doubt about who is who counts as the chance of being off by ``SWAPPED`` points.
    """
    half = profile.interval * (2.0 - evidence) * (1.0 + THIN_WORDS / words)
    return float((half**2 + (1.0 - sure) * SWAPPED**2) ** 0.5)
