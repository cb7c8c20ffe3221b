"""What tables share: numbers that only ever rise, ids that cannot be guessed, times as text."""

from typing import Annotated, Final

from sqlalchemy import BigInteger, ForeignKey, Integer, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, mapped_column

NAMES: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
WIDE: Final = BigInteger().with_variant(Integer, "sqlite")

Number = Annotated[int, mapped_column(WIDE, primary_key=True, autoincrement=True)]
"""A row's number: rises, orders the rows, is never given twice."""
Id = Annotated[str, mapped_column(String(36), unique=True)]
"""A row's name to the outside: a UUID of version 7."""
Stamp = Annotated[str, mapped_column(String(32))]
"""A time: ISO 8601 in UTC with milliseconds and Z, so that text order is time order."""
Words = Annotated[str, mapped_column(Text)]
Mark = Annotated[str, mapped_column(String(64))]
"""A short word of ours, or a hash."""
Team = Annotated[str, mapped_column(ForeignKey("teams.id", ondelete="CASCADE"), index=True)]
OfCall = Annotated[int, mapped_column(WIDE, ForeignKey("calls.number", ondelete="CASCADE"))]


class Table(DeclarativeBase):
    """The parent of all tables."""

    metadata = MetaData(naming_convention=NAMES)
    __table_args__: object = {"sqlite_autoincrement": True}
