"""What people write about a call, and about its moments."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from api.errors import CommentNotFound
from api.store.clock import new_id, stamp
from api.store.tables import CallRow, CommentRow, MomentRow
from api.store.view import View


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on a call; ``moment`` is the id of the moment that it is about, if it is."""

    number: int
    id: str
    moment: str | None
    author: str
    text: str
    created_at: str


def write(
    session: Session, view: View, call: int, moment: int | None, author: str, text: str
) -> Comment:
    """Keep a comment on a call, given by number, or on one of its moments."""
    row = CommentRow(
        id=new_id(),
        team_id=view.team,
        call_number=call,
        moment_number=moment,
        author=author,
        text=text,
        created_at=stamp(),
    )
    session.add(row)
    session.flush()
    return Comment(*session.execute(_comments(view).where(CommentRow.number == row.number)).one())


def of_call(session: Session, view: View, call: int) -> list[Comment]:
    """The comments on a call and on its moments, oldest first."""
    query = _comments(view).where(CommentRow.call_number == call).order_by(CommentRow.number)
    return [Comment(*row) for row in session.execute(query)]


def of_moment(session: Session, view: View, moment: int) -> list[Comment]:
    """The comments on a moment, oldest first."""
    query = _comments(view).where(CommentRow.moment_number == moment).order_by(CommentRow.number)
    return [Comment(*row) for row in session.execute(query)]


def of_id(session: Session, view: View, comment_id: str) -> Comment:
    """A comment. Raises CommentNotFound for one that the view lacks."""
    row = session.execute(_comments(view).where(CommentRow.id == comment_id)).first()
    if row is None:
        raise CommentNotFound("expected the id of a comment, found none under it")
    return Comment(*row)


def forget(session: Session, comment: Comment) -> None:
    """Forget a comment."""
    session.execute(delete(CommentRow).where(CommentRow.number == comment.number))


def _comments(view: View) -> Select[Any]:
    own = [getattr(CommentRow, name) for name in ("author", "text", "created_at")]
    return (
        select(CommentRow.number, CommentRow.id, MomentRow.id, *own)
        .join(CallRow, CallRow.number == CommentRow.call_number)
        .outerjoin(MomentRow, MomentRow.number == CommentRow.moment_number)
        .where(view.calls())
    )
