"""A thread that keeps this process's claims alive, and sees that work is taken up."""

import logging
from threading import Event, Thread

from api.errors import StoreError
from api.store import claims
from api.work.analyst import Analyst
from api.work.queue import Queue

log = logging.getLogger("trust_analyser")


class ClaimKeeper:
    """Renews claims on what the analyst is at work on, three times while they last, and rings the
    queue when somebody asked for it or accepted work lies free. Use it as a context."""

    def __init__(self, analyst: Analyst, queue: Queue) -> None:
        self._analyst = analyst
        self._queue = queue
        self._stop = Event()
        self._thread = Thread(target=self._run, name="claims", daemon=True)

    def __enter__(self) -> "ClaimKeeper":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._queue.wanted.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self._round()
            except StoreError as error:
                log.error("claims: %s", error)
            except Exception as error:
                # The thread must live as long as the process.
                log.error("claims: %s", type(error).__name__)
            self._queue.wanted.wait(self._analyst.claim_seconds / 3)
        self._queue.close()

    def _round(self) -> None:
        analyst = self._analyst
        wanted = self._queue.wanted.is_set()
        self._queue.wanted.clear()
        with analyst.db.writing() as session:
            claims.renew(session, analyst.at_work(), analyst.holder, analyst.claim_seconds)
            left = claims.is_work_left(session)
        self._queue.check()
        if wanted or left:
            self._queue.send()
