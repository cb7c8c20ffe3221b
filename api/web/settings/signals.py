"""/settings/signals: which signals count, how much, and what counts as good."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from analyser.profile import Rule
from analyser.signals import all_signals
from api.deps import ServiceDep
from api.service import profile_in_use
from api.web.settings.page import Admin, settings_page

router = APIRouter(prefix="/settings/signals", include_in_schema=False)


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


@router.get("")
def signals_page(request: Request, service: ServiceDep, who: Admin) -> Response:
    """The profile that calls are scored by."""
    profile = profile_in_use(service.settings.profile)
    bands = [
        Band(
            name,
            signal.unit,
            rule := profile.rules.get(name),
            _polyline(rule) if rule else "",
            tuple(
                kind for kind, rules in profile.types.items() if rules.get(name) not in (None, rule)
            ),
        )
        for name, signal in all_signals().items()
    ]
    bands.sort(key=lambda band: -(band.rule.weight if band.rule else -1))
    values = {"profile": profile, "bands": bands, "setting": service.settings.profile}
    return settings_page(request, who, "signals", values)


def _polyline(rule: Rule) -> str:
    low, high = rule.curve[0][0], rule.curve[-1][0]
    return " ".join(f"{100 * (x - low) / (high - low):.1f},{100 - y:.1f}" for x, y in rule.curve)
