"""Jobs at the service: wait for one, list what became of its files."""

from collections.abc import Iterator
from time import monotonic, sleep
from typing import Any, Final

from analyser.bars import place
from analyser.client.replies import Job, JobItem, value_of
from analyser.client.wire import Wire
from analyser.errors import NoAnswer

PAGE: Final = 200
SHORTEST_SECONDS: Final = 0.1
LONGEST_SECONDS: Final = 2.0


def pages(wire: Wire, path: str, params: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The items of a list, page by page. Raises Refused, NoAnswer."""
    asked: dict[str, Any] = {"limit": PAGE, **params}
    while True:
        found = wire.json("GET", path, again=True, params=asked)
        yield from found["items"]
        if found["next_cursor"] is None:
            return
        asked["cursor"] = found["next_cursor"]


def job_of(wire: Wire, job_id: str) -> Job:
    """How far a job is. Raises Refused, NoAnswer."""
    return value_of(Job, wire.json("GET", f"/v1/jobs/{job_id}", again=True))


def items_of(wire: Wire, job_id: str, state: str | None = None) -> Iterator[JobItem]:
    """What became of a job's files or calls, in the order they came."""
    params = {} if state is None else {"state": state}
    for facts in pages(wire, f"/v1/jobs/{job_id}/items", params):
        yield value_of(JobItem, facts)


def waited(
    wire: Wire, job: Job, *, timeout: float | None = None, progress: bool | None = False
) -> Job:
    """The job when it is finished. Raises NoAnswer where it is not within ``timeout`` seconds."""
    from tqdm import tqdm

    until = None if timeout is None else monotonic() + timeout
    pause = SHORTEST_SECONDS
    with tqdm(unit=" calls", **place(progress)) as shown:
        while True:
            shown.total = job.waiting + job.done + job.failed
            shown.update(job.done + job.failed - shown.n)
            if job.finished_at is not None:
                return job
            if until is not None and monotonic() + pause > until:
                raise NoAnswer(
                    f"job {job.id}: expected it finished in {timeout:g} seconds, found "
                    f"{job.waiting} items waiting; they are kept, ask again later",
                    reached=True,
                )
            sleep(pause)
            pause = min(LONGEST_SECONDS, 1.5 * pause)
            job = job_of(wire, job.id)
