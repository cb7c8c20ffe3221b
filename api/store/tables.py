"""The tables. Their version stands in the file, so that an older service refuses a newer file."""

from typing import Final

from sqlalchemy import Integer, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

SCHEMA: Final = 1


class Table(DeclarativeBase):
    """The parent of all tables."""


class CallRow(Table):
    """A kept call. ``number`` only ever rises, and orders the calls."""

    __tablename__ = "calls"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012  SQLAlchemy reads a dict

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    id: Mapped[str] = mapped_column(String(36), unique=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[str] = mapped_column(String(32))
    source: Mapped[str] = mapped_column(Text)
    date: Mapped[str | None] = mapped_column(Text)
    account: Mapped[str | None] = mapped_column(Text)
    trust_score: Mapped[float | None]
    high_moments: Mapped[int]
    # Last, so that SQLite lists calls without reading their reports.
    report: Mapped[str] = mapped_column(Text)
