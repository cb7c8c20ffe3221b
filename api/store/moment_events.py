"""What became of a moment: verdicts, comments, whose it was to look at, collections."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.store.clock import stamp
from api.store.tables import CommentRow, MomentEventRow, MomentRow, VerdictRow

ASSIGNED: Final = "assigned"
COLLECTED: Final = "collected"
REMOVED: Final = "removed"
TAKEN_BACK: Final = "taken_back"
JUDGED: Final = "judged"
COMMENTED: Final = "commented"


@dataclass(frozen=True, slots=True)
class Event:
    """``what`` is one of the words above. ``target`` is the user's id (None for nobody) or the
    collection's; a judgement has ``verdict`` and perhaps ``corrected``; ``text`` is a comment."""

    at: str
    actor: str
    what: str
    target: str | None = None
    verdict: str | None = None
    corrected: str | None = None
    text: str | None = None


def note(session: Session, moment: int, actor: str, what: str, target: str | None = None) -> None:
    """Note that something was done with a moment, given by number."""
    team = session.scalars(select(MomentRow.team_id).where(MomentRow.number == moment)).one()
    session.add(
        MomentEventRow(
            team_id=team, moment_number=moment, at=stamp(), actor=actor, what=what, target=target
        )
    )


def history(session: Session, moment: int) -> list[Event]:
    """All that was done with a moment, newest first."""
    noted = [
        Event(row.at, row.actor, row.what, row.target)
        for row in session.scalars(select(MomentEventRow).filter_by(moment_number=moment))
    ]
    judged = [
        Event(
            row.created_at,
            row.reviewer,
            JUDGED,
            verdict=row.verdict,
            corrected=row.corrected,
            text=row.comment,
        )
        for row in session.scalars(select(VerdictRow).filter_by(moment_number=moment))
    ]
    written = [
        Event(row.created_at, row.author, COMMENTED, text=row.text)
        for row in session.scalars(select(CommentRow).filter_by(moment_number=moment))
    ]
    return sorted([*noted, *judged, *written], key=lambda event: event.at, reverse=True)
