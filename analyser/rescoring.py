"""Whether a profile gives the scores that a kept report states.

A report names what scored it by a hash. One from before profiles were named has its figures alone,
and where a profile gives all of them, it is as good as named.
"""

from collections.abc import Mapping
from typing import Any, Final

from analyser.call_types import stated_type
from analyser.profile import Profile
from analyser.scoring import Ground, scores_of, trust_from

SIDES: Final = ("rep", "customer")
NEAR: Final = 0.051
"""Figures are rounded to a tenth."""


def scores_alike(report: Mapping[str, Any], profile: Profile) -> bool:
    """Whether the profile gives a report's scores and its trust score, with all that it is made of.
    The report is a dict as of ``CallReport.to_dict``, or of an earlier release; one that does not
    tell enough is not alike."""
    try:
        profile = profile.for_call_type(_type_of(report, profile))
        values = {name: signal["value"] for name, signal in report["signals"].items()}
        stated = {name: signal["score"] for name, signal in report["signals"].items()}
        scores = scores_of(values, profile)
        if not profile.rules.keys() <= values.keys() or not _near(scores, stated):
            return False
        return _same_trust(report, scores, profile)
    except (AttributeError, KeyError, TypeError, ValueError):
        return False


def _same_trust(
    report: Mapping[str, Any], scores: Mapping[str, float | None], profile: Profile
) -> bool:
    trust = trust_from(_ground(report, profile), scores, profile)
    stated = report["trust"]
    found = {"score": trust.score, "base": trust.base, "capped_by": trust.capped_by}
    told = {name: stated[name] for name in ("base", "capped_by")}
    if trust.score is None:
        return report["trust_score"] is None
    interval = dict(enumerate(trust.interval or ()))
    return (
        _near(found, {"score": report["trust_score"], **told})
        and _near(trust.contributions, stated["contributions"])
        and _near(interval, dict(enumerate(stated["interval"] or ())))
    )


def _ground(report: Mapping[str, Any], profile: Profile) -> Ground:
    people = [one for one in report["participants"] if one["role"] in SIDES]
    spoken = [turn for turn in report["turns"] if turn["role"] in SIDES]
    known = {turn["role"] for turn in spoken} == set(SIDES)
    return Ground(
        sum(len(turn["text"].split()) for turn in spoken),
        min((one["role_confidence"] for one in people), default=1.0) if known else None,
        sum(
            m["severity"] == "high" and m["kind"] in profile.breach_kinds for m in report["moments"]
        ),
    )


def _type_of(report: Mapping[str, Any], profile: Profile) -> str | None:
    """The type of call that the report was scored as: what it says, else what its facts state."""
    if "call_type" in report:
        found: str | None = report["call_type"]["name"]
        return found
    return stated_type(report.get("meta") or {}, profile.types)


def _near(one: Mapping[Any, float | None], other: Mapping[Any, float | None]) -> bool:
    """Whether two sets of figures are the same, but for rounding; None is like None alone."""
    pairs = [(value, other.get(name)) for name, value in one.items()]
    return one.keys() == other.keys() and all(
        a is b if a is None or b is None else abs(a - b) < NEAR for a, b in pairs
    )
