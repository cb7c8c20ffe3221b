"""What of the store somebody may see: one team's, and of that perhaps one rep's calls."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, and_, true

from api.store.tables import CallRow

DEFAULT_TEAM: Final = "00000000-0000-7000-8000-000000000000"
"""The team that every store has."""


@dataclass(frozen=True, slots=True)
class View:
    """``team`` is a team's id; ``rep`` a folded name, None for all reps."""

    team: str
    rep: str | None = None

    def calls(self) -> ColumnElement[bool]:
        """The condition on a call."""
        own = CallRow.rep_key == self.rep if self.rep is not None else true()
        return and_(CallRow.team_id == self.team, own)
