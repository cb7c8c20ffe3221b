"""A whole batch: inputs in, tables out, in memory or in a folder that a later run goes on with."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Protocol, runtime_checkable

import pandas as pd

from analyser.bars import bar
from analyser.batch import Done, Task, analyse_tasks
from analyser.errors import SettingsError
from analyser.frames import inputs_of_frame
from analyser.input import Input, is_url
from analyser.inputs import inputs_of
from analyser.ledger import open_ledger
from analyser.parquet import write_parquet
from analyser.profile_file import load_profile
from analyser.rows import each_once, rows_of_outcomes
from analyser.settings import Settings
from analyser.tables import CallTables

Inputs = str | Path | Iterable[str | Path | Input] | Mapping[str, bytes] | pd.DataFrame
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


def inputs_in(inputs: Inputs) -> Iterator[Input]:
    """The pieces to analyse, each with a name of its own."""
    if isinstance(inputs, pd.DataFrame):
        found = inputs_of_frame(inputs)
    elif isinstance(inputs, Mapping):
        found = _contents(inputs)
    else:
        found = _pieces([inputs] if isinstance(inputs, str | Path) else inputs)
    return _named_apart(found)


def _contents(inputs: Mapping[str, bytes]) -> Iterator[Input]:
    for name, data in inputs.items():
        if not isinstance(data, bytes):
            raise SettingsError(
                "inputs: expected the bytes of a file by its name, found something else under "
                "a name; for one call as a dict use analyse"
            )
        yield Input(str(name), data=data)


def _pieces(inputs: Iterable[str | Path | Input]) -> Iterator[Input]:
    """Pieces as they come; then paths, together, so that files of one name are told apart."""
    paths: list[str | Path] = []
    for one in inputs:
        if isinstance(one, Input):
            yield one
        else:
            paths.append(one)
    yield from inputs_of(paths)


def _named_apart(found: Iterator[Input]) -> Iterator[Input]:
    """The same inputs; one of a name that was there before, as rows of a frame may be, gets its
    number after it."""
    times: Counter[str] = Counter()
    for one in found:
        times[one.name] += 1
        count = times[one.name]
        yield one if count == 1 else replace(one, name=f"{one.name} ({count})")


def count_of(inputs: Inputs) -> int | None:
    """How many inputs there are, where that can be told without fetching them."""
    if isinstance(inputs, str | Path):
        inputs = [inputs]
    if isinstance(inputs, pd.DataFrame):
        turns = {"call_id", "text"} <= set(inputs.columns)
        return inputs["call_id"].nunique() if turns else len(inputs)
    if isinstance(inputs, Mapping):
        return len(inputs)
    if isinstance(inputs, list | tuple):
        paths = [one for one in inputs if not isinstance(one, Input)]
        if not any(is_url(str(one)) for one in paths):
            return len(inputs) - len(paths) + sum(1 for _ in inputs_of(paths))
    return None


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
        from analyser.cluster import analyse_on_ray

        return analyse_on_ray(tasks, run.settings, workers=run.workers, address=run.address)
    return analyse_tasks(tasks, run.settings, workers=run.workers)
