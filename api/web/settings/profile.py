"""/settings/profile: a team's own profile as a file; calls that something else scored."""

from typing import Annotated, Any

import tomli_w
from fastapi import APIRouter, File, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from analyser.errors import AnalyserError, ProfileError
from analyser.profile_file import MOST_BYTES, profile_tables, tables_of
from api.access import Who
from api.deps import Admin, ServiceDep
from api.errors import BadProfile
from api.profile_edits import OWN_NAME
from api.service import Service
from api.store import profiles
from api.store.call_list import CallFilter
from api.uploads import file_name
from api.web.forms import AdminSends
from api.web.settings.page import settings_page, went_well
from api.work.batches import analyse_anew
from api.work.profiles import drop_profile, keep_profile

router = APIRouter(prefix="/settings/profile", include_in_schema=False)


@router.get("")
def profile_page(request: Request, service: ServiceDep, who: Admin) -> Response:
    """What counts, to be taken out and put in as a file."""
    return _page(request, service, who)


@router.post("/file")
def post_file(
    request: Request, service: ServiceDep, who: AdminSends, file: Annotated[UploadFile, File()]
) -> Response:
    """Make a TOML file the team's profile."""
    name = file_name(file.filename or "")
    try:
        try:
            tables = tables_of(file.file.read(MOST_BYTES + 1), name)
        except ProfileError as error:
            raise BadProfile(str(error)) from error
        keep_profile(service.db, who, tables)
    except AnalyserError as error:
        return _page(request, service, who, error)
    return went_well("profile", "profile-changed")


@router.get("/profile.toml")
def profile_file(service: ServiceDep, who: Admin) -> Response:
    """The team's profile as a TOML file; where it has none, what one would begin with."""
    text = tomli_w.dumps(own_tables(service, who))
    headers = {"Content-Disposition": 'attachment; filename="profile.toml"'}
    return Response(text, headers=headers, media_type="application/toml; charset=utf-8")


@router.post("/drop")
def post_drop(service: ServiceDep, who: AdminSends) -> Response:
    """Leave the team to the service's profile again."""
    drop_profile(service.db, who)
    return went_well("profile", "profile-dropped")


@router.post("/anew")
def post_anew(service: ServiceDep, who: AdminSends) -> Response:
    """Analyse anew what an earlier model or profile scored; the answer leads to how far it is."""
    with service.db.reading() as session:
        now = service.standing(session, who.team)
    job = analyse_anew(service.db, who, CallFilter(outdated=now))
    service.queue.ring()
    return RedirectResponse(f"/uploads/{job.id}", 303)


def _page(
    request: Request, service: Service, who: Who, error: AnalyserError | None = None
) -> Response:
    try:
        values = profile_values(service, who)
    except BadProfile as unusable:
        values = {"profile": None, "tables": own_tables(service, who), "outdated": None}
        error = error or unusable
    return settings_page(request, who, "profile", values, error)


def profile_values(service: Service, who: Who) -> dict[str, Any]:
    """What every page on the profile shows: the profile, the team's own tables (None where it has
    none), and how many calls something else scored. Raises BadProfile."""
    with service.db.reading() as session:
        now = service.standing(session, who.team)
        return {
            "profile": service.profile(session, who.team),
            "tables": profiles.tables_of_team(session, who.team),
            "outdated": profiles.outdated(session, who.view, now),
        }


def base_tables(service: Service) -> dict[str, Any]:
    """What an own profile begins with. Raises ProfileError."""
    return profile_tables(service.settings.profile)


def first_tables(service: Service) -> dict[str, Any]:
    """What the team's own tables begin with. Raises ProfileError."""
    return {**base_tables(service), "name": OWN_NAME}


def own_tables(service: Service, who: Who) -> dict[str, Any]:
    """The team's own tables; where it has none, those that it would begin with."""
    with service.db.reading() as session:
        own = profiles.tables_of_team(session, who.team)
    return first_tables(service) if own is None else own


def number(text: str) -> float | str:
    """A form's number; what is none stays as it is, to be refused with its place."""
    try:
        return float(text)
    except ValueError:
        return text
