"""The same road over many inputs: a bad file is a result, never a stop."""

import hashlib
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TypeVar

from analyser.batch.input import Input
from analyser.batch.inputs import inputs_of
from analyser.batch.workers import spread
from analyser.conversation import Conversation
from analyser.errors import AnalyserError
from analyser.ingest import read_bytes, with_gong_calls
from analyser.pipeline import analyse_call, ready
from analyser.profile_file import load_profile
from analyser.settings import Settings


@dataclass(frozen=True, slots=True)
class AnalysedCall:
    """A call that was analysed: its report as JSON text on one line."""

    id: str
    source: str
    json: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CallFailure:
    """An input that was not analysed, and why, in words for the user."""

    source: str
    error: str
    message: str


Outcome = AnalysedCall | CallFailure
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Task:
    """An input to analyse; ``known`` is the mark of an earlier result, which may still hold."""

    input: Input
    known: str | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What became of an input: the outcomes of its calls, or None where the known result holds.

    ``mark`` stands for the content, the model and the settings; empty where the content could
    not be had, so that it is tried again.
    """

    name: str
    mark: str
    outcomes: tuple[Outcome, ...] | None


def analyse_files(
    paths: Iterable[str | Path],
    settings: Settings | None = None,
    *,
    workers: int = 1,
    stdin: bytes | None = None,
) -> Iterator[Outcome]:
    """The outcome of every call, in the order of the inputs, whatever the number of workers."""
    tasks = (Task(one) for one in inputs_of(paths, stdin))
    for done in analyse_tasks(tasks, settings, workers=workers):
        yield from done.outcomes or ()


def analyse_tasks(
    tasks: Iterable[Task], settings: Settings | None = None, *, workers: int = 1
) -> Iterator[Done]:
    """What became of each input, in their order; they are taken as they are needed."""
    work = partial(settled, settings=settings or Settings())
    if workers == 1:
        yield from map(work, tasks)
    else:
        yield from spread(work, tasks, workers=workers, lost=worker_lost)


def settled(task: Task, settings: Settings) -> Done:
    """Read one input and analyse its calls, unless a known result holds."""
    one = task.input
    data = _tried(one.name, one.read)
    if isinstance(data, CallFailure):
        return Done(one.name, "", (data,))
    fingerprint = _tried(one.name, partial(_fingerprint, settings))
    if isinstance(fingerprint, CallFailure):
        return Done(one.name, "", (fingerprint,))
    mark = f"{one.content_hash(data)}-{fingerprint}"
    if mark == task.known:
        return Done(one.name, mark, None)
    calls = _tried(one.name, partial(_calls, one, data, settings))
    if isinstance(calls, CallFailure):
        return Done(one.name, mark, (calls,))
    return Done(
        one.name, mark, tuple(_tried(one.name, partial(_analysed, c, settings)) for c in calls)
    )


def worker_lost(task: Task) -> Done:
    """What stands for an input whose worker died twice."""
    name = task.input.name
    message = (
        f"{name}: expected a report, found that the worker died twice over it, most likely for "
        "want of memory; give it fewer workers or leave it out (in a script, start batches under "
        "`if __name__ == '__main__':`)"
    )
    return Done(name, "", (CallFailure(name, "WorkerDied", message),))


def _calls(one: Input, data: bytes, settings: Settings) -> list[Conversation]:
    calls = read_bytes(data, one.name, call_id=one.call_id)
    calls = with_gong_calls(calls, settings.gong_calls)
    return [replace(call, meta={**call.meta, **one.meta}) for call in calls] if one.meta else calls


def _analysed(call: Conversation, settings: Settings) -> AnalysedCall:
    report = analyse_call(call, settings)
    return AnalysedCall(report.id, call.source, report.to_json(), report.warnings)


def _fingerprint(settings: Settings) -> str:
    """What, beside the call, a report depends on: the program, the model and the settings."""
    profile = load_profile(settings.profile)
    own = replace(settings, profile=profile.name)
    facts = repr((_program(), ready(), own, profile.hash)).encode()
    names = settings.gong_calls
    content = names.read_bytes() if names and names.is_file() else b""
    return hashlib.sha256(b"\0".join((facts, content))).hexdigest()[:16]


@lru_cache(maxsize=1)
def _program() -> str:
    try:
        return version("trust-analyser")
    except PackageNotFoundError:
        return ""


def _tried(source: str, step: Callable[[], T]) -> T | CallFailure:
    """What a step gives, or its failure. A fault of our own is told by its kind and place alone:
    its text, and its traceback, may quote the talk."""
    try:
        return step()
    except AnalyserError as error:
        return CallFailure(source, type(error).__name__, str(error))
    except Exception as error:
        kind, place = type(error).__name__, traceback.extract_tb(error.__traceback__)[-1]
        message = (
            f"{source}: expected a report, found a fault of the analyser itself: {kind} in "
            f"{Path(place.filename).name}, line {place.lineno}; please report it with the format"
        )
        return CallFailure(source, kind, message)
