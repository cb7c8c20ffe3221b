"""Two teams with somebody of each role, and keys to ask as any of them."""

from dataclasses import dataclass
from typing import Any

from fastapi.testclient import TestClient

from api.access import SCOPES, Role
from api.store import people
from api.store.people import NewUser

PASSWORD = "correct horse battery"  # noqa: S105  nobody's


@dataclass(frozen=True)
class Team:
    """A team's id, and a key of each role: ``key(Role.COACH)`` are a request's headers."""

    id: str
    secrets: dict[Role, str]

    def key(self, role: Role = Role.ADMIN) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secrets[role]}"}


def add_team(client: TestClient, name: str, *, rep: str = "Ann Lee") -> Team:
    """A team with an admin who can sign in, and a key for each role."""
    from argon2 import PasswordHasher

    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    db = service(client).db
    with db.writing() as session:
        team = people.team(session, name)
        email = f"admin@{name}.example"
        people.add_user(session, team, NewUser(email, "Ada", Role.ADMIN, quick))
        secrets = {
            role: people.add_key(
                session,
                team,
                role.value,
                sorted(SCOPES[role]),
                rep=rep if role is Role.REP else None,
                expires_at=None,
                actor="local",
            )[1]
            for role in Role
        }
    return Team(team, secrets)


def service(client: TestClient) -> Any:
    return client.app.state.service  # type: ignore[attr-defined]
