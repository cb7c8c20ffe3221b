"""A whole batch: inputs in, tables out, in memory or in a folder that a later run goes on with."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pandas as pd
from tqdm import tqdm

from analyser.batch import Done, Task, analyse_tasks
from analyser.errors import SettingsError
from analyser.frames import inputs_of_frame
from analyser.input import Input, is_url
from analyser.inputs import inputs_of
from analyser.ledger import open_ledger
from analyser.parquet import write_parquet
from analyser.rows import each_once, rows_of_outcomes
from analyser.scoring import load_profile
from analyser.settings import Settings
from analyser.tables import CallTables

Inputs = str | Path | Iterable[str | Path] | pd.DataFrame
ENGINES: Final = ("local", "ray")


@dataclass(frozen=True, slots=True)
class Run:
    """How a batch is run; see ``analyse_many``."""

    settings: Settings
    workers: int = 1
    engine: str = "local"
    address: str | None = None
    progress: bool | None = None

    def __post_init__(self) -> None:
        if self.engine not in ENGINES:
            raise SettingsError(f"engine: expected {' or '.join(ENGINES)}, found {self.engine!r}")
        if self.workers < 1:
            raise SettingsError(f"workers: expected 1 or more, found {self.workers}")
        if self.address is not None and self.engine == "local":
            raise SettingsError('address: expected engine="ray" with it, found engine="local"')
        load_profile(self.settings.profile)


def analyse_all(inputs: Inputs, run: Run, *, out: Path | None, resume: bool) -> CallTables:
    """The tables of a batch; see ``analyse_many``."""
    if resume and out is None:
        raise SettingsError("resume: expected a folder in `out` to go on with, found none")
    if out is None:
        found = _done((Task(one) for one in _inputs_of(inputs)), run, _count(inputs))
        rows = (row for done in found for row in rows_of_outcomes(done.outcomes or ()))
        return CallTables.of(each_once(rows))
    with open_ledger(out, resume=resume) as ledger:
        marks = ledger.marks()
        tasks = (Task(one, marks.get(one.name)) for one in _inputs_of(inputs))
        for done in _done(tasks, run, _count(inputs)):
            if done.outcomes is not None:
                ledger.keep(done.name, done.mark, rows_of_outcomes(done.outcomes))
        if ledger.changed:
            write_parquet(each_once(ledger.rows()), out)
            ledger.settle()
    return CallTables.read(out)


def _inputs_of(inputs: Inputs) -> Iterator[Input]:
    if isinstance(inputs, pd.DataFrame):
        return _named_apart(inputs_of_frame(inputs))
    return _named_apart(inputs_of([inputs] if isinstance(inputs, str | Path) else inputs))


def _named_apart(found: Iterator[Input]) -> Iterator[Input]:
    """The same inputs; one of a name that was there before, as rows of a frame may be, gets its
    number after it."""
    times: Counter[str] = Counter()
    for one in found:
        times[one.name] += 1
        count = times[one.name]
        yield one if count == 1 else replace(one, name=f"{one.name} ({count})")


def _count(inputs: Inputs) -> int | None:
    """How many inputs there are, where that can be told without fetching them."""
    if isinstance(inputs, str | Path):
        inputs = [inputs]
    if isinstance(inputs, pd.DataFrame):
        turns = {"call_id", "text"} <= set(inputs.columns)
        return inputs["call_id"].nunique() if turns else len(inputs)
    if isinstance(inputs, list | tuple) and not any(is_url(str(one)) for one in inputs):
        return sum(1 for _ in inputs_of(inputs))
    return None


def _done(tasks: Iterator[Task], run: Run, total: int | None) -> Iterator[Done]:
    """What became of each task, with a bar for people where they look on."""
    if run.engine == "ray":
        from analyser.cluster import analyse_on_ray

        found = analyse_on_ray(tasks, run.settings, workers=run.workers, address=run.address)
    else:
        found = analyse_tasks(tasks, run.settings, workers=run.workers)
    shown = _looked_at() if run.progress is None else run.progress
    yield from tqdm(found, total=total, unit=" calls", disable=not shown, smoothing=0.05)


def _looked_at() -> bool:
    return "ipykernel" in sys.modules or sys.stderr.isatty()
