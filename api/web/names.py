"""Names of those who did something, as pages show them."""

from sqlalchemy.orm import Session

from api.access import Who
from api.sign_in import LOCAL
from api.store import people


class Names:
    """By actor, a name. Whoever the team no longer knows is somebody."""

    def __init__(self, session: Session, who: Who) -> None:
        self._who = who
        users = {f"user:{row.id}": row.name for row in people.users(session, who.team)}
        keys = {f"key:{row.id}": f"{row.name} (key)" for row in people.keys(session, who.team)}
        self._names = {LOCAL.actor: LOCAL.name, **keys, **users}

    def __call__(self, actor: str) -> str:
        """The name of an actor; "you" for whoever reads the page."""
        return "you" if actor == self._who.actor else self._names.get(actor, "somebody")
