"""/v1/users, /v1/keys, /v1/audit: who may do what in a team, and who did."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api.access import Role
from api.call_query import Cursor, Limit
from api.deps import Admin, ServiceDep
from api.errors import (
    BadParameter,
    BadRequest,
    ForeignSite,
    KeyNotFound,
    LastAdmin,
    NameTaken,
    StoreError,
    UserNotFound,
)
from api.openapi import ACCESS, problems
from api.passwords import hash_password
from api.people_schemas import (
    AuditLine,
    AuditList,
    Key,
    KeyIn,
    KeyList,
    NewKey,
    User,
    UserChange,
    UserIn,
    UserList,
)
from api.store import audit, people
from api.store.clock import as_stamp, stamp
from api.store.tables import KeyRow, UserRow

router = APIRouter(prefix="/v1", tags=["people"])

CHANGES = (*ACCESS, BadRequest, ForeignSite, BadParameter, StoreError)


@router.get("/users", responses=problems(*ACCESS, StoreError))
def get_users(service: ServiceDep, who: Admin) -> UserList:
    """List the team's users."""
    with service.db.reading() as session:
        return UserList(items=[User.model_validate(row) for row in people.users(session, who.team)])


@router.post("/users", status_code=201, responses=problems(*CHANGES, NameTaken))
def post_user(stated: UserIn, service: ServiceDep, who: Admin) -> User:
    """Add a user to the team."""
    new = people.NewUser(
        stated.email,
        stated.name,
        stated.role,
        hash_password(stated.password.get_secret_value()),
        stated.rep,
    )
    with service.db.writing() as session:
        row = people.add_user(session, who.team, new)
        audit.note(session, who, "user.add", row.id)
        return User.model_validate(row)


@router.patch("/users/{user_id}", responses=problems(*CHANGES, UserNotFound, LastAdmin))
def patch_user(user_id: str, change: UserChange, service: ServiceDep, who: Admin) -> User:
    """Change a user; a new password or role, or being disabled, signs them out everywhere."""
    password = hash_password(change.password.get_secret_value()) if change.password else None
    with service.db.writing() as session:
        row = people.user(session, who.team, user_id)
        _change(row, change, password)
        if row.role != Role.ADMIN or row.disabled_at:
            people.keep_an_admin(session, row)
        if password or change.role or change.disabled:
            people.end_sessions(session, user=row.number)
        audit.note(session, who, "user.change", row.id)
        return User.model_validate(row)


def _change(row: UserRow, change: UserChange, password: str | None) -> None:
    row.name = change.name or row.name
    row.role = (change.role or Role(row.role)).value
    row.rep = (change.rep or row.rep or row.name) if row.role == Role.REP else None
    row.password_hash = password or row.password_hash
    if change.disabled is not None:
        row.disabled_at = (row.disabled_at or stamp()) if change.disabled else None


@router.get("/keys", responses=problems(*ACCESS, StoreError))
def get_keys(service: ServiceDep, who: Admin) -> KeyList:
    """List the team's API keys."""
    with service.db.reading() as session:
        return KeyList(items=[Key(**_key(row)) for row in people.keys(session, who.team)])


@router.post("/keys", status_code=201, responses=problems(*CHANGES))
def post_key(stated: KeyIn, service: ServiceDep, who: Admin) -> NewKey:
    """Make an API key; its secret stands in this answer and nowhere else."""
    with service.db.writing() as session:
        row, secret = people.add_key(
            session,
            who.team,
            stated.name,
            stated.scopes,
            rep=stated.rep,
            expires_at=as_stamp(stated.expires_at) if stated.expires_at else None,
            actor=who.actor,
        )
        audit.note(session, who, "key.add", row.id)
        return NewKey(**_key(row), secret=secret)


@router.delete(
    "/keys/{key_id}",
    status_code=204,
    response_class=Response,
    responses=problems(*ACCESS, ForeignSite, KeyNotFound, StoreError),
)
def delete_key(key_id: str, service: ServiceDep, who: Admin) -> Response:
    """Revoke an API key: from now on it opens nothing."""
    with service.db.writing() as session:
        people.revoke_key(session, who.team, key_id)
        audit.note(session, who, "key.revoke", key_id)
    return Response(status_code=204)


@router.get("/audit", responses=problems(*ACCESS, BadParameter, StoreError))
def get_audit(
    service: ServiceDep,
    who: Admin,
    limit: Annotated[Limit, Query()] = 50,
    cursor: Annotated[Cursor, Query()] = None,
) -> AuditList:
    """List who read, exported, deleted and judged what, newest first."""
    with service.db.reading() as session:
        rows, following = audit.page(session, who.team, limit, cursor)
        items = [AuditLine.model_validate(row) for row in rows]
    return AuditList(items=items, next_cursor=following)


def _key(row: KeyRow) -> dict[str, Any]:
    names = ("id", "name", "rep", "created_by", "created_at")
    times = ("expires_at", "revoked_at", "last_used_on")
    return {name: getattr(row, name) for name in (*names, *times)} | {"scopes": row.scopes.split()}
