"""/settings/trackers: what a team wants heard, or not heard, besides the signals."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, HTTPException, Path, Request
from fastapi.responses import Response

from analyser.errors import AnalyserError
from api.access import Who
from api.deps import Admin, ServiceDep
from api.errors import BadProfile
from api.profile_edits import Tables, name_of, with_tracker, without_tracker
from api.service import Service
from api.web.forms import AdminSends, Line
from api.web.settings.page import Lines, settings_page, went_well
from api.web.settings.profile import first_tables, number, profile_values
from api.work.profiles import change_profile

router = APIRouter(prefix="/settings/trackers", include_in_schema=False)

Name = Annotated[str, Path(pattern="^[a-z0-9_]{1,40}$")]
NEW: Final = {
    "name": "",
    "about": "",
    "side": "rep",
    "good": "many",
    "instead": "",
    "weight": "0",
    "false_alarms": "5",
    "phrases": "",
    "examples": "",
    "not_these": "",
}
SIDES: Final = {"rep": "The rep", "customer": "The customer", "both": "Anybody"}
GOOD: Final = {"many": "Good to hear", "none": "Not wanted"}


@router.get("")
def trackers_page(request: Request, service: ServiceDep, who: Admin) -> Response:
    """The trackers, and a form for another."""
    return _page(request, service, who)


@router.get("/{name}")
def tracker_page(request: Request, name: Name, service: ServiceDep, who: Admin) -> Response:
    """A tracker, and a form to change it."""
    return _tracker_page(request, service, who, name)


@router.post("")
def post_tracker(
    request: Request,
    service: ServiceDep,
    who: AdminSends,
    name: Line = "",
    about: Line = "",
    side: Line = "rep",
    good: Line = "many",
    phrases: Lines = "",
    examples: Lines = "",
    not_these: Lines = "",
    instead: Line = "",
    weight: Line = "0",
    false_alarms: Line = "5",
    was: Line = "",
) -> Response:
    """Add a tracker, or change the one that ``was`` names."""
    stated = {
        **{"name": name, "about": about, "side": side, "good": good, "instead": instead},
        **{"weight": weight, "false_alarms": false_alarms},
        **{"phrases": phrases, "examples": examples, "not_these": not_these},
    }
    called = was or name_of(name)

    def changed(tables: Tables) -> Tables:
        known = {one.get("name"): one for one in tables.get("tracker", ())}
        if not was and called in known:
            raise BadProfile(f"tracker {called}: a name that is taken")
        kept = {key: one for key, one in known.get(was, {}).items() if key == "curve"}
        if known.get(was, {}).get("good") != good:
            kept = {}
        return with_tracker(tables, {**kept, **_tracker(called, stated)})

    try:
        change_profile(service.db, who, first_tables(service), changed)
    except AnalyserError as error:
        return (
            _tracker_page(request, service, who, was, error, stated)
            if was
            else _page(request, service, who, error, stated)
        )
    return went_well("trackers", "profile-changed")


@router.post("/{name}/delete")
def post_delete(name: Name, service: ServiceDep, who: AdminSends) -> Response:
    """Track it no more."""
    change_profile(
        service.db, who, first_tables(service), lambda tables: without_tracker(tables, name)
    )
    return went_well("trackers", "profile-changed")


def _tracker(name: str, stated: dict[str, str]) -> dict[str, Any]:
    """A form's tracker as a profile has it; one without near misses as it was before there were
    any, so that its profile keeps its hash."""
    lists = {key: _lines(stated[key]) for key in ("phrases", "examples")}
    near = _lines(stated["not_these"])
    return {
        "name": name,
        **{key: stated[key].strip() for key in ("about", "side", "good", "instead")},
        **{key: number(stated[key]) for key in ("weight", "false_alarms")},
        **lists,
        **({"not_these": near} if near else {}),
    }


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _page(
    request: Request,
    service: Service,
    who: Who,
    error: AnalyserError | None = None,
    stated: dict[str, str] | None = None,
) -> Response:
    values = profile_values(service, who)
    profile = values["profile"]
    weights = {one.name: profile.rules[one.name].weight for one in profile.trackers}
    shown = {**values, **_words(), "weights": weights, "form": stated or NEW}
    return settings_page(request, who, "trackers", shown, error)


def _tracker_page(
    request: Request,
    service: Service,
    who: Who,
    name: str,
    error: AnalyserError | None = None,
    stated: dict[str, str] | None = None,
) -> Response:
    values = profile_values(service, who)
    profile = values["profile"]
    one = next((tracker for tracker in profile.trackers if tracker.name == name), None)
    if one is None:
        raise HTTPException(404)
    form = stated or {
        "name": one.name,
        "about": one.about,
        "side": one.side.value if one.side else "both",
        "good": "many" if one.wanted else "none",
        "instead": one.instead,
        "weight": f"{profile.rules[name].weight:.12g}",
        "false_alarms": f"{one.false_alarms:.12g}",
        "phrases": "\n".join(one.phrases),
        "examples": "\n".join(one.examples),
        "not_these": "\n".join(one.not_these),
    }
    shown = {**values, **_words(), "name": name, "form": form}
    return settings_page(request, who, "tracker", shown, error)


def _words() -> dict[str, Any]:
    return {"sides": SIDES, "goods": GOOD}
