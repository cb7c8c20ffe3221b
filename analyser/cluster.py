"""A batch on a Ray cluster: Ray Data with a pool of actors, each with the model in its memory.

The rows it maps are small descriptions; the actors read the files themselves, by fsspec.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final, cast

from analyser.batch import Done, Task, worker_lost
from analyser.errors import SettingsError
from analyser.frames import analyse_frame, done_of, task_row
from analyser.settings import Settings

if TYPE_CHECKING:
    import pandas as pd

BLOCK: Final = 8
"""Inputs that one actor takes at once, and that are tried again when it dies."""
TRIES: Final = 2


class Analyst:
    """An actor: loads the model with its first call, and keeps it."""

    def __init__(self, settings: Settings, environment: dict[str, str]) -> None:
        import os

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
    try:
        import ray
    except ImportError as error:
        raise SettingsError(
            'engine: expected Ray for engine="ray", found none; '
            'pip install "trust-analyser[cluster]"'
        ) from error
    if not ray.is_initialized():
        ray.init(address=address, log_to_driver=False, include_dashboard=False)
    order = list(tasks)
    found: dict[str, Done] = {}
    left = iter(order)
    task = next(left, None)
    for done in _mapped(order, settings, workers, BLOCK):
        found[done.name] = done
        while task is not None and task.input.name in found:
            yield found.pop(task.input.name)
            task = next(left, None)
    rest = [] if task is None else [task, *left]
    missing = [one for one in rest if one.input.name not in found]
    if missing:
        found |= {done.name: done for done in _mapped(missing, settings, workers, 1)}
    for one in rest:
        yield found.get(one.input.name) or worker_lost(one)


def _mapped(tasks: list[Task], settings: Settings, workers: int, block: int) -> Iterator[Done]:
    import ray
    from ray.data import ActorPoolStrategy, DataContext

    if not tasks:
        return
    context = DataContext.get_current()
    context.execution_options.preserve_order = True
    context.enable_progress_bars = False
    context.max_errored_blocks = -1
    rows: list[dict[str, Any]] = [dict(task_row(task)) for task in tasks]
    blocks = -(-len(rows) // block)
    mapped = ray.data.from_items(rows, override_num_blocks=blocks).map_batches(
        Analyst,
        batch_size=None,
        batch_format="pandas",
        compute=ActorPoolStrategy(size=workers),
        num_cpus=1,
        max_restarts=-1,
        max_task_retries=TRIES,
        fn_constructor_args=(settings, _environment()),
    )
    for frame in mapped.iter_batches(batch_size=None, batch_format="pandas"):
        yield from done_of(cast("pd.DataFrame", frame))


def _environment() -> dict[str, str]:
    import os

    ours = {k: v for k, v in os.environ.items() if k.startswith("TRUST_ANALYSER_")}
    ours.pop("TRUST_ANALYSER_KEY", None)  # The cluster's page shows what its actors are given.
    return {**ours, "TRUST_ANALYSER_THREADS": "1"}
