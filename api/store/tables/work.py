"""Work that outlives its request: jobs and their items."""

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from api.store.tables.base import WIDE, Id, Mark, Number, Stamp, Table, Team, Words


class JobRow(Table):
    """A batch of uploads (``batch``), or calls to analyse anew (``reanalysis``). Progress is
    counted from the items. ``options`` is a JSON object that goes with every item."""

    __tablename__ = "jobs"

    number: Mapped[Number]
    id: Mapped[Id]
    team_id: Mapped[Team]
    kind: Mapped[str] = mapped_column(String(16))
    options: Mapped[Words]
    created_by: Mapped[Mark]
    created_at: Mapped[Stamp]
    finished_at: Mapped[Stamp | None]


class ItemRow(Table):
    """One file of a batch, or one call to analyse anew. ``state`` is ``waiting``, ``done`` or
    ``failed``. ``payload`` is what was handed in, until the item is done."""

    __tablename__ = "items"
    __table_args__ = (
        Index("ix_items_job", "job_number", "number"),
        Index("ix_items_state", "state", "attempts", "number"),
        {"sqlite_autoincrement": True},
    )

    number: Mapped[Number]
    job_number: Mapped[int] = mapped_column(WIDE, ForeignKey("jobs.number", ondelete="CASCADE"))
    name: Mapped[Words]
    state: Mapped[str] = mapped_column(String(16))
    call_number: Mapped[int | None] = mapped_column(
        WIDE, ForeignKey("calls.number", ondelete="SET NULL"), index=True
    )
    is_new: Mapped[bool] = mapped_column(default=False)
    claimed_by: Mapped[Mark | None]
    claimed_until: Mapped[Stamp | None]
    attempts: Mapped[int] = mapped_column(default=0)
    error_type: Mapped[Mark | None]
    error_detail: Mapped[Words | None]
    payload: Mapped[bytes | None] = mapped_column(LargeBinary)
