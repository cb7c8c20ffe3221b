"""The queue that carries the word that there is work: huey, on SQLite, PostgreSQL or Redis.

The work itself lies in the store, where nothing is lost. A ring that gets lost does no harm: the
claim keeper rings again. Tasks of other kinds, periodic ones too, may be added to the same queue.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any, Final

from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey
from huey.consumer import Consumer

from analyser.errors import AnalyserError, SettingsError
from api.store.engine import database_url
from api.work.analyst import Analyst
from api.work.jobs import drain

log = logging.getLogger("trust_analyser")

NAME: Final = "trust-analyser"
MAX_DELAY_SECONDS: Final = 1


class Queue:
    """``ring`` says that there is work; ``running`` works, in threads, while the block lasts.

    No request talks to the queue's store: through ``wanted`` they ask the claim keeper, who rings.
    ``is_well`` is what the keeper found last.
    """

    def __init__(self, huey: Any, analyst: Analyst) -> None:
        self.huey = huey
        self.wanted = Event()
        self.is_well = True
        self._analyst = analyst
        self._stop = Event()
        self._drain = huey.task(name="drain")(self._work)

    def ring(self) -> None:
        """Have somebody look for work, soon."""
        self.wanted.set()

    def send(self) -> None:
        """Put the word into the queue, unless it is there."""
        if self.huey.pending_count() == 0:
            self._drain()

    def check(self) -> None:
        """Note whether the queue answers; where not, raise what its store raises."""
        self.is_well = False
        self.huey.pending_count()
        self.is_well = True

    def close(self) -> None:
        """Let go of the queue's store."""
        self.huey.storage.close()

    @contextmanager
    def running(self, threads: int) -> Iterator[None]:
        """Work in so many threads; the work at hand is finished before the block ends."""
        consumer = _Quiet(self.huey, workers=threads, max_delay=MAX_DELAY_SECONDS)
        self._stop.clear()
        consumer.start()
        try:
            yield
        finally:
            self._stop.set()
            consumer.stop(graceful=True)

    def _work(self) -> None:
        try:
            drain(self._analyst, self._stop.is_set)
        except AnalyserError as error:
            log.error("work: %s", error)
        except Exception as error:
            # Its message may quote the talk, and huey would write it down.
            log.error("work: %s", type(error).__name__)


class _Quiet(Consumer):  # type: ignore[misc]  # huey has no types
    """A consumer within our own process, which handles signals itself."""

    def _set_signal_handlers(self) -> None:
        pass


def open_queue(stated: str, database: str, analyst: Analyst) -> Queue:
    """The queue of a setting, by default beside the database or in it.

    Raises SettingsError for what is no such thing.
    """
    try:
        return Queue(_huey(stated, database), analyst)
    except ImportError as error:
        raise SettingsError(
            "TRUST_ANALYSER_QUEUE: expected the package redis for a redis:// address, found none; "
            "pip install redis"
        ) from error
    except Exception as error:
        raise SettingsError(
            "TRUST_ANALYSER_QUEUE: expected a path, or the address of PostgreSQL or Redis, found "
            f"one that cannot be used ({type(error).__name__})"
        ) from error


def _huey(stated: str, database: str) -> Huey:
    options: dict[str, Any] = {"results": False}
    if stated.startswith(("redis://", "rediss://", "unix://")):
        return RedisHuey(NAME, url=stated, **options)
    url = database_url(stated or database)
    if url.get_backend_name() == "postgresql":
        dsn = url.set(drivername="postgresql").render_as_string(hide_password=False)
        return PostgresHuey(NAME, dsn=dsn, blocking=False, **options)
    path = Path(url.database or "")
    path = path if stated else path.with_name(f"{path.stem}-queue.db")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
    return SqliteHuey(NAME, filename=str(path), **options)
