"""A whole batch: inputs in, tables out, in memory or in a folder that a later run goes on with."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, runtime_checkable

import pandas as pd

from analyser.bars import bar
from analyser.batch.ledger import open_ledger
from analyser.batch.mixed_inputs import Inputs, count_of, inputs_in
from analyser.batch.parquet import write_parquet
from analyser.batch.rows import each_once, rows_of_outcomes
from analyser.batch.tables import CallTables
from analyser.batch.tasks import Done, Task, analyse_tasks
from analyser.errors import SettingsError
from analyser.profile_file import load_profile
from analyser.settings import Settings

ENGINES: Final = ("local", "ray")


@runtime_checkable
class Reported(Protocol):
    """Calls whose reports are made already, at a service say: nothing is analysed."""

    def done(self, marks: Mapping[str, str]) -> tuple[int, Iterator[Done]]:
        """How many calls there are, and what there is of each; ``marks`` are those of results
        that are known, by name."""
        ...


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


def analyse_all(
    inputs: Inputs | Reported, run: Run, *, out: Path | None, resume: bool
) -> CallTables:
    """The tables of a batch; see ``analyse_many``."""
    if resume and out is None:
        raise SettingsError("resume: expected a folder in `out` to go on with, found none")
    if out is None:
        found = _done(inputs, {}, run)
        rows = (row for done in found for row in rows_of_outcomes(done.outcomes or ()))
        return CallTables.of(each_once(rows))
    with open_ledger(out, resume=resume) as ledger:
        for done in _done(inputs, ledger.marks(), run):
            if done.outcomes is not None:
                ledger.keep(done.name, done.mark, rows_of_outcomes(done.outcomes))
        if ledger.changed:
            write_parquet(each_once(ledger.rows()), out)
            ledger.settle()
    return CallTables.read(out)


def _done(inputs: Inputs | Reported, marks: Mapping[str, str], run: Run) -> Iterator[Done]:
    """What became of each input, with a bar for people where they look on."""
    total: int | None
    # A column of a frame may be called `done` too.
    if isinstance(inputs, Reported) and not isinstance(inputs, pd.DataFrame):
        if run != Run(Settings(), progress=run.progress):
            raise SettingsError(
                "inputs: expected no settings, workers or engine with reports that are made "
                "already; give their transcripts() to analyse them anew"
            )
        total, found = inputs.done(marks)
    else:
        tasks = (Task(one, marks.get(one.name)) for one in inputs_in(inputs))
        total, found = count_of(inputs), _analysed(tasks, run)
    yield from bar(found, total=total, shown=run.progress)


def _analysed(tasks: Iterator[Task], run: Run) -> Iterator[Done]:
    if run.engine == "ray":
        from analyser.batch.cluster import analyse_on_ray

        return analyse_on_ray(tasks, run.settings, workers=run.workers, address=run.address)
    return analyse_tasks(tasks, run.settings, workers=run.workers)
