"""The words of calls, for search: which words a call holds, without their order.

SQLite keeps them in an FTS5 table without content, by the call's number. PostgreSQL keeps
tsvectors, so many words a row, because one vector holds at most a megabyte.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
    column,
    false,
    literal_column,
    select,
    table,
    text,
    true,
)

from api.store.clock import stamp
from api.store.tables import CallRow

MAX_WORD_CHARS: Final = 64
"""Of a longer word, the first so many characters count."""
WORDS: Final = table("call_words", column("rowid"))
"""The index on SQLite."""
WORDS_A_ROW: Final = 2_000
PAGES_A_STEP: Final = 500
"""So much of the index is written anew at a time: others wait that long to write."""


def words_of(texts: Iterable[str]) -> list[str]:
    """The different words in texts, in order, without case and accents.

    >>> words_of(["Grüße aus Zürich!", "It's Zürich."])
    ['aus', 'grusse', 'it', 's', 'zurich']
    """
    found: set[str] = set()
    for one in texts:
        plain = unicodedata.normalize("NFKD", one.casefold())
        plain = "".join(c for c in plain if not unicodedata.combining(c))
        found.update(word[:MAX_WORD_CHARS] for word in re.findall(r"[^\W_]+", plain))
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
        note = text("INSERT INTO forgotten_words (forgotten_at) VALUES (:at)")
        connection.execute(note, {"at": stamp()})


def reword(connection: Connection, number: int, before: list[str], after: list[str]) -> None:
    """Put other words in place of a call's."""
    forget_words(connection, number, before)
    if connection.dialect.name != "sqlite":
        forget = text("DELETE FROM call_words WHERE call_number = :number")
        connection.execute(forget, {"number": number})
    index_words(connection, number, after)


def last_forgotten(connection: Connection) -> int | None:
    """The number of the last word list that was forgotten and not swept; None where none was."""
    number: int | None = connection.scalar(text("SELECT max(number) FROM forgotten_words"))
    return number


def sweep_words(connection: Connection) -> bool:
    """A step towards an index without traces of words that no call holds any more; False when
    there is none. FTS5 only marks a forgotten word until it has written its part of the index
    anew: that takes seconds where there are many calls, so it is done in small steps."""
    newest = last_forgotten(connection)
    if newest is None:
        return False
    driver: Any = connection.connection.driver_connection
    before = driver.total_changes
    # A negative number opens the whole index to merging, or goes on where that was begun.
    connection.execute(
        text("INSERT INTO call_words (call_words, rank) VALUES ('merge', :pages)"),
        {"pages": -PAGES_A_STEP},
    )
    if driver.total_changes - before < 2:
        done = text("DELETE FROM forgotten_words WHERE number <= :newest")
        connection.execute(done, {"newest": newest})
    return True


def match(query: str) -> ColumnElement[bool]:
    """On SQLite: the condition on WORDS that a call holds all words of a query."""
    sought = " ".join(f'"{word}"' for word in words_of([query])) or '""'
    return literal_column("call_words").op("MATCH")(sought)


def holds(dialect: str, query: str) -> ColumnElement[bool]:
    """The condition that a call holds all words of a query, in whatever order."""
    if dialect == "sqlite":
        return CallRow.number.in_(select(WORDS.c.rowid).where(match(query)))
    rows = text("SELECT call_number FROM call_words WHERE words @@ CAST(:sought AS tsquery)")
    return and_(
        true() if words_of([query]) else false(),
        *(
            CallRow.number.in_(rows.bindparams(bindparam("sought", f"'{word}'", unique=True)))
            for word in words_of([query])
        ),
    )
