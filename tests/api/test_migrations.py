"""The tables of the first release, with calls in them, become today's."""

import json
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, create_engine, text

from analyser.conversation import Conversation, Role, Turn
from analyser.settings import Settings
from api.store import calls, commitments
from api.store.call_list import CallFilter, page
from api.store.database import Database
from api.store.engine import database_url
from api.store.migrate import migrate
from api.store.packing import report_text
from api.store.tables import CommitmentRow, MomentRow, Table
from api.store.view import DEFAULT_TEAM, View
from tests.api.quick_service import on_each_database, quick_report

pytestmark = on_each_database
FIRST_CALLS = """
CREATE TABLE calls (
    number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, id VARCHAR(36) NOT NULL UNIQUE,
    key VARCHAR(64) NOT NULL UNIQUE, created_at VARCHAR(32) NOT NULL, source TEXT NOT NULL,
    date TEXT, account TEXT, trust_score FLOAT, high_moments INTEGER NOT NULL, report TEXT NOT NULL
)
"""
"""As the first release made it."""
SEEN = View(DEFAULT_TEAM)


def report(number: int) -> dict[str, Any]:
    turns = (Turn("Lee", f"We need it by Smarch {number}.", Role.CUSTOMER), Turn("Ann", "Why?"))
    call = Conversation(f"own-{number}", turns, {"account": "Acme", "date": "2026-03-04"})
    found = quick_report(call, Settings(reps=("Ann",)))
    for person, how in zip(found["participants"], ["option"], strict=True):
        person["role_from"] = how
    found["participants"].append(
        {"name": "Lee", "role": "customer", "words": 5, "role_from": "stated"}
    )
    return found


def row(number: int) -> dict[str, Any]:
    return {
        "number": 3 * number,
        "id": f"call-{number}",
        "key": f"key-{number}",
        "created_at": "2026-05-01T10:00:00.000Z",
        "source": "acme.vtt",
        "date": "2026-03-04",
        "account": "Acme",
        "trust_score": 71.4,
        "high_moments": 1,
        "report": report_text(report(number)),
    }


def emptied(database: str) -> Engine:
    """An engine on a database without tables."""
    if "://" not in database:
        Path(database).parent.mkdir()
    engine = create_engine(database_url(database))
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
    return engine


@pytest.fixture
def first(database: str) -> str:
    """A database as the first release left it, with three calls."""
    engine = emptied(database)
    tables = FIRST_CALLS
    if engine.dialect.name == "postgresql":
        tables = tables.replace("INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT", "SERIAL PRIMARY KEY")
    with engine.begin() as connection:
        connection.execute(text(tables))
        if engine.dialect.name == "sqlite":
            connection.execute(text("PRAGMA user_version = 1"))
    with engine.begin() as connection:
        for number in (1, 2, 3):
            marks = ", ".join(f":{name}" for name in row(number))
            insert = f"INSERT INTO calls VALUES ({marks})"  # noqa: S608  our own names
            connection.execute(text(insert), row(number))
    engine.dispose()
    return database


def test_first_calls_are_all_there(first: str) -> None:
    db = Database(first)
    with db.reading() as session:
        found = page(session, SEEN, 50)
        reports = [calls.report_of(session, 3 * n) for n in (1, 2, 3)]
    assert [item.id for item in found.items] == ["call-3", "call-2", "call-1"]
    assert {(item.rep, item.account, item.state) for item in found.items} == {
        ("Ann", "Acme", "analysed")
    }
    assert [kept.report for kept in reports if kept] == [row(n)["report"] for n in (1, 2, 3)]
    db.close()


def test_first_calls_can_be_found_and_analysed_anew(first: str) -> None:
    db = Database(first)
    with db.reading() as session:
        by_words = page(session, SEEN, 50, chosen=CallFilter(text="smarch 2"))
        by_moment = page(session, SEEN, 50, chosen=CallFilter(moment="premature_price_cut"))
        by_day = page(session, SEEN, 50, chosen=CallFilter(since="2026-03-05"))
        conversation, reps = calls.conversation_of(session, 6)
    assert [item.id for item in by_words.items] == ["call-2"]
    assert (len(by_moment.items), len(by_day.items)) == (3, 0)
    assert json.loads(reps) == ["Ann"]
    assert [(turn.speaker, turn.role) for turn in conversation.turns] == [
        ("Lee", Role.CUSTOMER),
        ("Ann", None),
    ]
    db.close()


def test_their_moments_and_commitments_come_along(first: str) -> None:
    db = Database(first)
    with db.reading() as session:
        assert session.query(MomentRow).count() == 6
        assert session.query(CommitmentRow).count() == 3
    db.close()


def test_numbers_go_on_where_they_were(first: str) -> None:
    from api.store.calls import NewCall

    db = Database(first)
    call = NewCall("new", "hash", Conversation("x", (Turn("Ann", "Hi."),)), "[]", "local")
    with db.writing() as session:
        state, is_new = calls.accept(session, DEFAULT_TEAM, call)
    assert is_new
    assert state.number > 9
    db.close()


def test_a_second_start_changes_nothing(first: str) -> None:
    Database(first).close()
    db = Database(first)
    with db.reading() as session:
        assert len(page(session, SEEN, 50).items) == 3
    db.close()


@pytest.mark.parametrize("old", [False, True], ids=["from-nothing", "from-the-first-release"])
def test_revisions_lead_to_the_tables_of_the_code(
    database: str, request: pytest.FixtureRequest, *, old: bool
) -> None:
    db = Database(request.getfixturevalue("first") if old else database)
    with db.reading() as session:
        context = MigrationContext.configure(
            session.connection(),
            opts={
                "include_object": lambda _o, name, _k, _r, _c: "call_words" not in str(name),
                "compare_server_default": True,
            },
        )
        assert compare_metadata(context, Table.metadata) == []
    db.close()


def test_a_revision_that_fails_leaves_the_tables_as_they_were(
    first: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> Any:
        raise KeyError("trust_score")

    monkeypatch.setattr("api.store.first_release._call", broken)
    with pytest.raises(KeyError):
        Database(first)
    monkeypatch.undo()
    db = Database(first)
    with db.reading() as session:
        assert len(page(session, SEEN, 50).items) == 3
    db.close()


def test_a_fate_becomes_the_first_of_its_history(database: str) -> None:
    engine = emptied(database)
    said = {"fate": "broken", "fate_comment": "Nothing came.", "fate_by": "user:x", "fate_at": "T"}
    with engine.begin() as connection:
        migrate(connection, "0003")
        values = {"number": 1, "id": "c", "key": "k", "state": "analysed", "created_at": "T"}
        add(connection, "teams", {"id": "t", "name": "one", "created_at": "T"})
        more = {"team_id": "t", "content_hash": "h", "created_by": "x", "source": "a"}
        add(connection, "calls", values | more | {"attempts": 1, "high_moments": 0})
        promise = {"team_id": "t", "call_number": 1, "current": True, "turn": 0, "sentence": 0}
        for number, told in ((1, said), (2, {})):
            own = {"number": number, "id": f"p{number}", "key": f"k{number}", "by": "rep"}
            words = {"what": "send it", "quote": "I will send it."}
            add(connection, "commitments", promise | own | words | told)
    engine.dispose()
    db = Database(database)
    with db.reading() as session:
        (told,) = commitments.fates(session, 1)
        found = (told.fate, told.comment, told.author, told.created_at)
        assert found == ("broken", "Nothing came.", "user:x", "T")
        assert commitments.fates(session, 2) == []
        assert [session.get_one(CommitmentRow, n).fate for n in (1, 2)] == ["broken", None]
    db.close()


def add(connection: Connection, table: str, values: dict[str, Any]) -> None:
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join(f":{name}" for name in values)
    connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), values)  # noqa: S608  our own names
