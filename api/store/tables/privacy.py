"""What a team keeps of its calls and for how long, how it scores them; persons to be erased."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from api.store.tables.base import WIDE, Id, Mark, Number, Stamp, Table, Team, Words


class PolicyRow(Table):
    """A team's policy. ``redact`` are kinds, separated by spaces, that are taken out of calls
    before they are kept; ``retention_days`` is None where calls stay until they are deleted."""

    __tablename__ = "policies"

    team_id: Mapped[str] = mapped_column(
        ForeignKey("teams.id", ondelete="CASCADE"), primary_key=True
    )
    redact: Mapped[Words]
    retention_days: Mapped[int | None]
    changed_by: Mapped[Mark]
    changed_at: Mapped[Stamp]


class ProfileRow(Table):
    """A team's own profile; ``tables`` are those of a profile's file, as JSON."""

    __tablename__ = "profiles"

    team_id: Mapped[str] = mapped_column(
        ForeignKey("teams.id", ondelete="CASCADE"), primary_key=True
    )
    tables: Mapped[Words]
    changed_by: Mapped[Mark]
    changed_at: Mapped[Stamp]


class ErasureRow(Table):
    """A person to be erased. ``state`` is ``open`` or ``done``; name and e-mail address are
    forgotten when it is done. Calls up to ``next_number`` have been looked at; what was waiting
    to be analysed when it was asked for, up to ``last_item`` and ``last_call``, comes first."""

    __tablename__ = "erasures"

    number: Mapped[Number]
    id: Mapped[Id]
    team_id: Mapped[Team]
    state: Mapped[str] = mapped_column(String(16), index=True)
    name: Mapped[Words | None]
    email: Mapped[Words | None]
    created_by: Mapped[Mark]
    created_at: Mapped[Stamp]
    finished_at: Mapped[Stamp | None]
    last_item: Mapped[int] = mapped_column(WIDE)
    last_call: Mapped[int] = mapped_column(WIDE)
    next_number: Mapped[int] = mapped_column(WIDE)
    calls_deleted: Mapped[int]
    calls_masked: Mapped[int]
