"""/v1/profile: what a team's calls are scored by."""

from typing import Any

from fastapi import APIRouter
from pydantic import Field

from api.access import Who
from api.deps import Admin, ServiceDep
from api.errors import BadParameter, BadProfile, BadRequest, ForeignSite, StoreError
from api.openapi import ACCESS, problems
from api.schemas import Wire
from api.service import Service
from api.store import profiles
from api.work.profiles import drop_profile, keep_profile

router = APIRouter(prefix="/v1/profile", tags=["profile"])

EXAMPLE = {"extends": "default", "name": "field team", "signals": {"expertise": {"weight": 0.05}}}


class ProfileBody(Wire):
    """``tables``: what a profile's TOML file says, as JSON; docs/profiles.md tells what may stand
    in it."""

    tables: dict[str, Any] = Field(examples=[EXAMPLE])


class ProfileOut(Wire):
    """The profile by ``name`` and ``hash``, as reports name it. ``tables`` are the team's own, null
    where the service's profile counts. ``outdated``: so many kept calls were scored by another
    profile or model."""

    name: str = Field(examples=["field team"])
    hash: str = Field(examples=["9f2c41d07be3"])
    model: str = Field(examples=["acts 1.0.0"])
    tables: dict[str, Any] | None = Field(examples=[EXAMPLE])
    outdated: int = Field(examples=[212])


@router.get("", responses=problems(*ACCESS, BadProfile, StoreError))
def get_profile(service: ServiceDep, who: Admin) -> ProfileOut:
    """Say what the team's calls are scored by."""
    return _shown(service, who)


@router.put(
    "", responses=problems(*ACCESS, BadRequest, ForeignSite, BadParameter, BadProfile, StoreError)
)
def put_profile(body: ProfileBody, service: ServiceDep, who: Admin) -> ProfileOut:
    """Set the team's own profile.

    It counts for calls that come from now on; POST /v1/reanalyses with {"outdated": true} scores
    the others.
    """
    keep_profile(service.db, who, body.tables)
    return _shown(service, who)


@router.delete("", responses=problems(*ACCESS, ForeignSite, StoreError))
def delete_profile(service: ServiceDep, who: Admin) -> ProfileOut:
    """Leave the team to the service's profile again."""
    drop_profile(service.db, who)
    return _shown(service, who)


def _shown(service: Service, who: Who) -> ProfileOut:
    with service.db.reading() as session:
        now = service.standing(session, who.team)
        return ProfileOut(
            name=service.profile(session, who.team).name,
            hash=now.profile,
            model=now.model,
            tables=profiles.tables_of_team(session, who.team),
            outdated=profiles.outdated(session, who.view, now).calls,
        )
