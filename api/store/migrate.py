"""Bring the tables up to date: the revisions in migrations/, each once, in one transaction."""

from pathlib import Path
from typing import Any, Final

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from api.errors import StoreError

FIRST: Final = "0001"
NEWEST: Final = "head"
LOCK: Final = 7_310_521
"""Any number of our own: PostgreSQL lets one process at a time hold it."""


def migrate(connection: Connection, revision: str = NEWEST) -> None:
    """Bring the tables to a revision. Raises StoreError where a newer service wrote them."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    scripts = script_directory()
    known = {script.revision for script in scripts.walk_revisions()}

    def steps(found: Any, _context: object) -> Any:
        if not set(found) <= known:
            raise _newer()
        if not found and _is_first(connection):
            scripts_done = scripts._stamp_revs(FIRST, found)
            return [*scripts_done, *scripts._upgrade_revs(revision, FIRST)]
        return scripts._upgrade_revs(revision, found)

    with EnvironmentContext(Config(), scripts, fn=steps) as environment:
        environment.configure(connection=connection, transactional_ddl=True)
        environment.run_migrations()


def script_directory() -> ScriptDirectory:
    """The revisions."""
    folder = Path(__file__).parent / "migrations"
    return ScriptDirectory(str(folder), version_locations=[str(folder)])


def _newer() -> StoreError:
    return StoreError(
        "expected a database of this service's version or older, found a newer version; "
        "use the service that wrote it, or a newer one"
    )


def _is_first(connection: Connection) -> bool:
    """Whether the first released service wrote these tables: it kept no revision."""
    return inspect(connection).has_table("calls")
