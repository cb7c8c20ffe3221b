"""/settings/signals: which signals count, how much, and what counts as good."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, HTTPException, Path, Query, Request
from fastapi.responses import Response

from analyser.call_types import TYPES
from analyser.errors import AnalyserError
from analyser.profile import Profile, Rule
from analyser.signals import all_signals
from api.access import Who
from api.deps import Admin, ServiceDep
from api.errors import BadProfile
from api.profile_edits import Tables, reset_rule, with_rule
from api.service import Service
from api.web.forms import AdminSends, Line
from api.web.settings.page import Several, settings_page, went_well
from api.web.settings.profile import base_tables, first_tables, number, profile_values
from api.work.profiles import change_profile

router = APIRouter(prefix="/settings/signals", include_in_schema=False)

Name = Annotated[str, Path(pattern="^[a-z_]{1,40}$")]
Kind = Annotated[str, Query(max_length=40)]
MOST: Final = 50.0
"""A score is at most so far from the middle."""
SPARE: Final = 3
"""Rows for further points that a form brings along."""


@dataclass(frozen=True, slots=True)
class Band:
    """How a signal counts. ``points`` is the curve as an SVG polyline in a box of 100 by 100;
    ``types`` are the types of call with a curve or weight of their own."""

    name: str
    unit: str
    rule: Rule | None
    points: str
    types: tuple[str, ...]

    @property
    def ends(self) -> tuple[float, float]:
        """The lowest and the highest value of the curve."""
        curve = self.rule.curve if self.rule else ((0.0, 0.0), (1.0, 0.0))
        return curve[0][0], curve[-1][0]

    @property
    def most(self) -> float:
        """So many points of trust it gives or takes at most."""
        return MOST * self.rule.weight if self.rule else 0.0


@router.get("")
def signals_page(request: Request, service: ServiceDep, who: Admin) -> Response:
    """The profile that calls are scored by."""
    return _page(request, service, who)


@router.post("")
def post_weights(
    request: Request,
    service: ServiceDep,
    who: AdminSends,
    signal: Several = [],  # noqa: B006  the framework copies it
    weight: Several = [],  # noqa: B006  the framework copies it
) -> Response:
    """Say how much each signal counts; those that stay as they are stay out of the own profile."""
    with service.db.reading() as session:
        profile = service.profile(session, who.team)

    def changed(tables: Tables) -> Tables:
        for name, stated in zip(signal, weight, strict=True):
            rule = profile.rules.get(name)
            if rule is not None and number(stated) != rule.weight:
                known = tables.get("signals", {}).get(name, {})
                tables = with_rule(tables, name, "", {**known, "weight": number(stated)})
        return tables

    try:
        if len(signal) != len(weight):
            raise BadProfile("expected a weight for each signal, found another number of them")
        change_profile(service.db, who, first_tables(service), changed)
    except AnalyserError as error:
        return _page(request, service, who, error)
    return went_well("signals", "profile-changed")


def _page(
    request: Request, service: Service, who: Who, error: AnalyserError | None = None
) -> Response:
    values = profile_values(service, who)
    profile: Profile = values["profile"]
    bands = [_band(name, profile) for name in all_signals()]
    bands.sort(key=lambda band: -(band.rule.weight if band.rule else -1))
    return settings_page(request, who, "signals", {**values, "bands": bands}, error)


@router.get("/{name}")
def signal_page(
    request: Request, name: Name, service: ServiceDep, who: Admin, kind: Kind = ""
) -> Response:
    """How one signal counts, in calls of a kind or in any, and a form to change it."""
    return _signal_page(request, service, who, name, kind)


@router.post("/{name}")
def post_rule(
    request: Request,
    name: Name,
    service: ServiceDep,
    who: AdminSends,
    kind: Annotated[str, Form(max_length=40)] = "",
    weight: Line = "",
    value: Several = [],  # noqa: B006  the framework copies it
    score: Several = [],  # noqa: B006  the framework copies it
) -> Response:
    """Set weight and curve of a signal. Points may come in any order."""
    points = [pair for pair in zip(value, score, strict=False) if any(pair)]
    rule = {"weight": number(weight), "curve": _in_order(points)}
    try:
        change_profile(
            service.db,
            who,
            first_tables(service),
            lambda tables: with_rule(tables, name, kind, rule),
        )
    except AnalyserError as error:
        return _signal_page(request, service, who, name, kind, error, (weight, points))
    return went_well("signals", "profile-changed")


@router.post("/{name}/reset")
def post_reset(
    request: Request,
    name: Name,
    service: ServiceDep,
    who: AdminSends,
    kind: Annotated[str, Form(max_length=40)] = "",
) -> Response:
    """Let a signal count as the service's profile says."""
    base = base_tables(service)
    try:
        change_profile(
            service.db,
            who,
            first_tables(service),
            lambda tables: reset_rule(tables, base, name, kind),
        )
    except AnalyserError as error:
        return _signal_page(request, service, who, name, kind, error)
    return went_well("signals", "profile-changed")


def _signal_page(
    request: Request,
    service: Service,
    who: Who,
    name: str,
    kind: str,
    error: AnalyserError | None = None,
    stated: tuple[str, Sequence[tuple[str, str]]] | None = None,
) -> Response:
    signal = all_signals().get(name)
    if signal is None:
        raise HTTPException(404)
    values = profile_values(service, who)
    profile: Profile = values["profile"]
    band = _band(name, profile.for_call_type(kind))
    rule = band.rule
    points = [(f"{x:.12g}", f"{y:.12g}") for x, y in rule.curve] if rule else []
    weight = f"{rule.weight:.12g}" if rule else "0"
    if stated is not None:
        weight, points = stated[0], list(stated[1])
    own = values["tables"] or {}
    place = own.get("types", {}).get(kind, {}) if kind else own.get("signals", {})
    shown: dict[str, Any] = {
        **values,
        "band": band,
        "signal": signal,
        "kind": kind,
        "kinds": sorted({*TYPES, *profile.types, *([kind] if kind else [])}),
        "weight": weight,
        "points": [*points, *[("", "")] * SPARE],
        "changed": name in place,
        "as_any": bool(kind) and name not in profile.types.get(kind, {}),
    }
    return settings_page(request, who, "signal", shown, error)


def _band(name: str, profile: Profile) -> Band:
    rule = profile.rules.get(name)
    types = [kind for kind, rules in profile.types.items() if rules.get(name) not in (None, rule)]
    polyline = _polyline(rule) if rule else ""
    return Band(name, all_signals()[name].unit, rule, polyline, tuple(types))


def _polyline(rule: Rule) -> str:
    low, high = rule.curve[0][0], rule.curve[-1][0]
    return " ".join(f"{100 * (x - low) / (high - low):.1f},{100 - y:.1f}" for x, y in rule.curve)


def _in_order(points: Sequence[tuple[str, str]]) -> list[list[float | str]]:
    """The points by value; as they came where one is no number, to be refused with its place."""
    found = [[number(value), number(score)] for value, score in points]
    if all(isinstance(value, float) for value, _ in found):
        found.sort(key=lambda pair: pair[0])
    return found
