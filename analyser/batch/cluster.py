"""A batch on a Ray cluster: Ray Data with a pool of actors, each with the model in its memory.

The rows it maps are small descriptions; the actors read the files themselves, by fsspec.
"""

import logging
import os
import re
import socket
import warnings
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, cast

from analyser.batch.frames import analyse_frame, done_of, task_row
from analyser.batch.tasks import Done, Task, worker_lost
from analyser.errors import SettingsError
from analyser.settings import Settings

if TYPE_CHECKING:
    import pandas as pd

BLOCK: Final = 8
"""Inputs that one actor takes at once, and that are tried once more when it dies."""
WINDOW: Final = 2_000
"""Inputs a worker that are handed over at once; then the actors begin anew, in some seconds."""

CHATTY: Final = {
    "ray._private.authentication.authentication_token_setup": logging.ERROR,
    "ray.widgets.util": logging.WARNING,
}
"""Who would tell that a Ray started here has a token, and that bars could be widgets."""


class Analyst:
    """An actor: loads the model with its first call, and keeps it."""

    def __init__(self, settings: Settings, environment: dict[str, str]) -> None:
        os.environ.update(environment)
        self.settings = settings

    def __call__(self, frame: "pd.DataFrame") -> "pd.DataFrame":
        return analyse_frame(frame, self.settings)


def analyse_on_ray(
    tasks: Iterable[Task], settings: Settings, *, workers: int, address: str | None = None
) -> Iterator[Done]:
    """What became of each task, in their order, from ``workers`` actors of one core each.

    A block whose actor died is tried again; tasks of a block that fails all the same are tried
    one by one, and one that fails alone is a failure. Raises SettingsError where Ray is missing.
    """
    left = iter(tasks)
    with _ray(workers, address):
        while window := list(islice(left, WINDOW * workers)):
            yield from _in_order(window, _all_of(window, settings, workers))


def _in_order(tasks: list[Task], found: Iterable[Done]) -> Iterator[Done]:
    names = deque(task.input.name for task in tasks)
    early: dict[str, Done] = {}
    for done in found:
        early[done.name] = done
        while names and names[0] in early:
            yield early.pop(names.popleft())


@contextmanager
def _ray(workers: int, address: str | None) -> Iterator[None]:
    """The Ray of the caller, of the address, of RAY_ADDRESS, or one of this machine."""
    for name, level in CHATTY.items():
        logging.getLogger(name).setLevel(level)
    try:
        with warnings.catch_warnings():
            # Bars of its own, which are not shown, could be widgets.
            warnings.filterwarnings("ignore", "IProgress not found")
            import ray.data
    except ImportError as error:
        raise SettingsError(
            'engine: expected Ray for engine="ray", found none; '
            'pip install "trust-analyser[cluster]"'
        ) from error
    if ray.is_initialized():
        yield
        return
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    place = address or os.environ.get("RAY_ADDRESS") or "local"
    _check(place)
    own: dict[str, Any] = {
        "include_dashboard": False,
        "num_cpus": max(workers, os.cpu_count() or 1),
        "logging_level": "warning",
    }
    try:
        ray.init(place, log_to_driver=False, **(own if place == "local" else {}))
    except ConnectionError as error:
        raise _no_cluster(place) from error
    try:
        yield
    finally:
        ray.shutdown()


def _check(place: str) -> None:
    """Raise SettingsError where there is no cluster: Ray itself waits for it in silence."""
    if place.startswith("ray://"):
        raise SettingsError(
            "address: expected auto or the head's host:port, found one of Ray Client, which Ray "
            "Data does not fully support; start the batch on a machine of the cluster"
        )
    if match := re.fullmatch(r"\[?(.+?)\]?:(\d+)", place):
        try:
            socket.create_connection((match[1], int(match[2])), timeout=10).close()
        except (OSError, OverflowError) as error:
            raise _no_cluster(place) from error


def _no_cluster(place: str) -> SettingsError:
    return SettingsError(
        f"address: expected a Ray cluster at {place}, found none that answers; start it with "
        "`ray start --head`, or leave the address out for one of this machine"
    )


def _all_of(tasks: list[Task], settings: Settings, workers: int) -> Iterator[Done]:
    missing = {task.input.name: task for task in tasks}
    for size in (BLOCK, 1):
        for done in _mapped(list(missing.values()), settings, workers, size):
            del missing[done.name]
            yield done
    yield from map(worker_lost, missing.values())


def _mapped(tasks: list[Task], settings: Settings, workers: int, size: int) -> Iterator[Done]:
    """What became of the tasks of blocks whose actors lived."""
    import ray

    if not tasks:
        return
    rows: list[dict[str, Any]] = [dict(task_row(task)) for task in tasks]
    count = -(-len(rows) // size)
    blocks = ray.data.from_items(rows, override_num_blocks=count)
    with warnings.catch_warnings():
        # So often an actor's task is retried can be said in no other way as yet.
        warnings.filterwarnings("ignore", "`ray_remote_args` is deprecated")
        mapped = blocks.map_batches(
            Analyst,
            batch_size=None,
            batch_format="pandas",
            compute=ray.data.ActorPoolStrategy(size=min(workers, count)),
            num_cpus=1,
            max_restarts=-1,
            max_task_retries=1,
            fn_constructor_args=(settings, _environment()),
        )
    mapped.context.max_errored_blocks = -1
    mapped.context.enable_progress_bars = False
    with _hushed():
        for frame in mapped.iter_batches(batch_size=None, batch_format="pandas"):
            yield from done_of(cast("pd.DataFrame", frame))


@contextmanager
def _hushed() -> Iterator[None]:
    """Meanwhile Ray Data tells the screen of trouble alone; its log has the rest."""
    screens = [
        handler
        for handler in logging.getLogger("ray.data").handlers
        if isinstance(handler, logging.StreamHandler)
    ]
    for screen in screens:
        screen.addFilter(_is_trouble)
    try:
        yield
    finally:
        for screen in screens:
            screen.removeFilter(_is_trouble)


def _is_trouble(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING and "Progress bars disabled" not in record.getMessage()


def _environment() -> dict[str, str]:
    ours = {k: v for k, v in os.environ.items() if k.startswith("TRUST_ANALYSER_")}
    ours.pop("TRUST_ANALYSER_KEY", None)  # The cluster's page shows what its actors are given.
    return {**ours, "TRUST_ANALYSER_THREADS": "1"}
