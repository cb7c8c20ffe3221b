"""The same road over many inputs: a bad file is a result, never a stop."""

import glob
import json
import multiprocessing
import os
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from analyser.conversation import Conversation
from analyser.errors import AnalyserError, TranscriptError
from analyser.ingest import read_bytes, read_path
from analyser.pipeline import analyse_call
from analyser.settings import Settings
from analyser.transcripts.source import MAX_BYTES

AHEAD: Final = 4
"""So many inputs a worker wait in memory, however many there are."""


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
class Input:
    """Something to read: a path, or bytes with the name that messages use."""

    name: str
    path: Path | None = None
    data: bytes | None = None


def expand(inputs: Sequence[str]) -> list[Path]:
    """The files that paths, folders (searched through, hidden files left out) and globs mean.

    ``-`` is passed over. An input that means no file stays as it is, and fails when it is read.
    """
    out: list[Path] = []
    for text in inputs:
        if text == "-":
            continue
        path = Path(text)
        if path.is_dir():
            found = sorted(p for p in path.rglob("*") if p.is_file() and not _hidden(p, path))
            found = [p for p in found if p.stem.upper() != "README"]
        elif path.exists():
            found = [path]
        else:
            found = sorted(Path(p) for p in glob.glob(text, recursive=True) if Path(p).is_file())
        out += found or [path]
    return list(dict.fromkeys(out))


def _hidden(path: Path, below: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(below).parts)


def inputs_of(paths: Sequence[Path], stdin: bytes | None = None) -> Iterator[Input]:
    """What to analyse, one piece at a time: files of calls, one a line, are taken line by line."""
    if stdin is not None:
        yield Input("stdin", data=stdin)
    for path in paths:
        if _holds_calls_by_line(path):
            with path.open("rb") as stream:
                lines = iter(partial(stream.readline, MAX_BYTES + 1), b"")
                for number, line in enumerate(lines, 1):
                    if line.strip():
                        yield Input(f"{path.name}:{number}", data=line)
        else:
            yield Input(path.name, path=path)


def _holds_calls_by_line(path: Path) -> bool:
    """Whether a file is JSON Lines with one of the project's own calls on its first line."""
    if path.suffix.lower() not in (".jsonl", ".ndjson"):
        return False
    try:
        with path.open("rb") as lines:
            first = json.loads(lines.readline(MAX_BYTES))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(first, dict) and isinstance(first.get("turns"), list)


def analyse_files(
    paths: Sequence[Path],
    settings: Settings | None = None,
    *,
    workers: int = 1,
    stdin: bytes | None = None,
) -> Iterator[Outcome]:
    """The outcome of every call, in the order of the inputs, whatever the number of workers."""
    return analyse_inputs(inputs_of(paths, stdin), settings, workers=workers)


def analyse_inputs(
    inputs: Iterator[Input], settings: Settings | None = None, *, workers: int = 1
) -> Iterator[Outcome]:
    """As ``analyse_files``, over pieces that are read already or found elsewhere."""
    settings = settings or Settings()
    if workers == 1:
        for one in inputs:
            yield from _outcomes(one, settings)
        return
    try:
        yield from _spread(inputs, settings, workers)
    except BrokenProcessPool as error:
        raise AnalyserError(
            "expected every worker to finish, found one that was ended from outside, most likely "
            "for want of memory; use fewer --workers"
        ) from error


def _spread(inputs: Iterator[Input], settings: Settings, workers: int) -> Iterator[Outcome]:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_one_thread) as pool:
        waiting: deque[Future[list[Outcome]]] = deque()
        for one in inputs:
            waiting.append(pool.submit(_outcomes, one, settings))
            if len(waiting) >= AHEAD * workers:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _one_thread() -> None:
    # The worker has not loaded the model yet, which reads this once.
    os.environ["TRUST_ANALYSER_THREADS"] = "1"


def _outcomes(one: Input, settings: Settings) -> list[Outcome]:
    calls = _tried(one.name, partial(_calls, one, settings))
    if isinstance(calls, CallFailure):
        return [calls]
    return [_tried(call.source, partial(_analysed, call, settings)) for call in calls]


def _calls(one: Input, settings: Settings) -> list[Conversation]:
    if one.path is None:
        return read_bytes(one.data or b"", one.name)
    if one.path.is_dir() or not one.path.exists():
        raise TranscriptError(
            f"{one.name}: expected a file, a folder with files or a glob, found nothing"
        )
    return read_path(one.path, gong_calls=settings.gong_calls)


def _analysed(call: Conversation, settings: Settings) -> AnalysedCall:
    report = analyse_call(call, settings)
    return AnalysedCall(report.id, call.source, report.to_json(), report.warnings)


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
