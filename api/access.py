"""Who may do what: scopes, the roles that are made of them, and somebody who has them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from api.errors import Forbidden
from api.store.view import View


class Scope(StrEnum):
    """A kind of thing that somebody may do."""

    CALLS_WRITE = "calls:write"
    CALLS_READ = "calls:read"
    CALLS_DELETE = "calls:delete"
    REVIEWS_WRITE = "reviews:write"
    EXPORTS_READ = "exports:read"
    JOBS_WRITE = "jobs:write"
    ADMIN = "admin"


class Role(StrEnum):
    """What somebody is in a team."""

    UPLOADER = "uploader"
    ANALYST = "analyst"
    COACH = "coach"
    REP = "rep"
    ADMIN = "admin"


READERS: Final = frozenset({Scope.CALLS_READ, Scope.CALLS_WRITE, Scope.EXPORTS_READ})
SCOPES: Final = {
    Role.UPLOADER: frozenset({Scope.CALLS_WRITE}),
    Role.REP: frozenset({Scope.CALLS_READ}),
    Role.ANALYST: READERS | {Scope.JOBS_WRITE},
    Role.COACH: READERS | {Scope.REVIEWS_WRITE},
    Role.ADMIN: frozenset(Scope),
}
"""What each role may do. A rep sees the own calls only."""


@dataclass(frozen=True, slots=True)
class Who:
    """Who asks. ``actor`` names the user or key in what is kept (``user:…``, ``key:…``, ``local``);
    ``rep`` is the folded name of a rep who sees the own calls only; ``user`` the number of a
    user who signed in; ``csrf`` what the pages' forms must send along; ``request`` the
    correlation id of what is asked."""

    team: str
    actor: str
    name: str
    scopes: frozenset[Scope]
    rep: str | None = None
    user: int | None = None
    csrf: str | None = None
    request: str | None = None

    @property
    def view(self) -> View:
        """What of the store this is about."""
        return View(self.team, self.rep)

    def may(self, scope: Scope) -> bool:
        """Whether it is allowed."""
        return scope in self.scopes

    def need(self, scope: Scope, *, all_reps: bool = False) -> None:
        """Nothing, where it is allowed, and for every rep's calls if so asked. Raises Forbidden."""
        if not self.may(scope):
            raise Forbidden(
                f"expected somebody who may {scope}, found one who may not; ask an admin"
            )
        if all_reps and self.rep is not None:
            raise Forbidden("expected somebody who sees every rep's calls, found a rep")
