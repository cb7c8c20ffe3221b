"""The words of calls, for search: which words a call holds, without their order.

SQLite keeps them in an FTS5 table without content, by the call's number. PostgreSQL keeps
tsvectors, so many words a row, because one vector holds at most a megabyte.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, bindparam, text

from api.store.tables import CallRow

MAX_CHARS: Final = 64
"""Of a longer word, the first so many characters count."""
WORDS_A_ROW: Final = 2_000


def words_of(texts: Iterable[str]) -> list[str]:
    """The different words in texts, in order, without case and accents.

    >>> words_of(["Grüße aus Zürich!", "It's Zürich."])
    ['aus', 'grusse', 'it', 's', 'zurich']
    """
    found: set[str] = set()
    for one in texts:
        plain = unicodedata.normalize("NFKD", one.casefold())
        plain = "".join(c for c in plain if not unicodedata.combining(c))
        found.update(word[:MAX_CHARS] for word in re.findall(r"[^\W_]+", plain))
    return sorted(found)


def index_words(connection: Connection, number: int, words: list[str]) -> None:
    """Note the words of a call."""
    if connection.dialect.name == "sqlite":
        insert = text("INSERT INTO call_words (rowid, words) VALUES (:number, :words)")
        connection.execute(insert, {"number": number, "words": " ".join(words)})
        return
    insert = text(
        "INSERT INTO call_words (call_number, part, words) "
        "VALUES (:number, :part, array_to_tsvector(CAST(:words AS text[])))"
    )
    for part, start in enumerate(range(0, len(words), WORDS_A_ROW)):
        chosen = words[start : start + WORDS_A_ROW]
        connection.execute(insert, {"number": number, "part": part, "words": chosen})


def forget_words(connection: Connection, number: int, words: list[str]) -> None:
    """Forget the words of a call; ``words`` must be those that were noted."""
    if connection.dialect.name == "sqlite":
        forget = text(
            "INSERT INTO call_words (call_words, rowid, words) VALUES ('delete', :number, :words)"
        )
        connection.execute(forget, {"number": number, "words": " ".join(words)})


def reword(connection: Connection, number: int, before: list[str], after: list[str]) -> None:
    """Put other words in place of a call's."""
    forget_words(connection, number, before)
    if connection.dialect.name != "sqlite":
        forget = text("DELETE FROM call_words WHERE call_number = :number")
        connection.execute(forget, {"number": number})
    index_words(connection, number, after)
    sweep_words(connection)


def sweep_words(connection: Connection) -> None:
    """Leave no trace of words that no call holds any more; once after calls were forgotten."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("INSERT INTO call_words (call_words) VALUES ('optimize')"))


def holds(dialect: str, query: str) -> ColumnElement[bool]:
    """The condition that a call holds all words of a query, in whatever order."""
    words = words_of([query])
    if dialect == "sqlite":
        sought = " ".join(f'"{word}"' for word in words) or '""'
        rows: Any = text("SELECT rowid FROM call_words WHERE call_words MATCH :sought")
        return CallRow.number.in_(rows.bindparams(bindparam("sought", sought, unique=True)))
    rows = text("SELECT call_number FROM call_words WHERE words @@ CAST(:sought AS tsquery)")
    return and_(
        *(
            CallRow.number.in_(rows.bindparams(bindparam("sought", f"'{word}'", unique=True)))
            for word in words
        )
    )
