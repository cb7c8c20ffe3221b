"""Where reports go: a line each, a document, a page, a folder, or a table in the terminal."""

import io
import json
import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO, Any, Protocol

from analyser.batch.input import is_url
from analyser.batch.inputs import places
from analyser.batch.tasks import AnalysedCall
from analyser.errors import SettingsError


class ReportWriter(Protocol):
    """Takes analysed calls one by one."""

    def write(self, call: AnalysedCall) -> None: ...


def report_writer(out: Path | None) -> AbstractContextManager[ReportWriter]:
    """The writer that ``--out`` asks for; without it a table for a terminal, lines for a pipe.

    Files appear whole or not at all: they are written aside and moved into place at the end.
    """
    if out is None:
        return _terminal() if sys.stdout.isatty() else _pipe()
    if _is_folder(out):
        return _folder(out)
    if out.suffix not in (".jsonl", ".json", ".html"):
        raise SettingsError(
            f"--out {out.name}: expected a name in .jsonl, .json or .html, or a folder"
        )
    return {".jsonl": _lines, ".json": _document, ".html": _page}[out.suffix](out)


def check_out(out: Path | None, inputs: Iterable[str | Path]) -> None:
    """Raise SettingsError where what ``--out`` asks for could be written over an input.

    A folder's reports are named by calls that are not read yet: it may hold no input in .json.
    """
    if out is None:
        return
    local = [one for one in inputs if not is_url(str(one))]
    read = {Path(place.path).resolve() for place in places(local)}
    target = out.resolve()
    if _is_folder(out):
        if any(one.parent == target and one.suffix.lower() == ".json" for one in read):
            raise SettingsError(
                f"--out {out.name or out}: expected a folder without inputs, found .json files in "
                "it that are read; give another folder"
            )
    elif target in read:
        raise SettingsError(
            f"--out {out.name}: expected a file that is not read, found one of the inputs; give a "
            "name in another folder"
        )


def _is_folder(out: Path) -> bool:
    return out.suffix == "" or out.is_dir()


class _Lines:
    def __init__(self, stream: IO[str]) -> None:
        self.stream = stream

    def write(self, call: AnalysedCall) -> None:
        self.stream.write(call.json + "\n")


class _Kept:
    def __init__(self) -> None:
        self.calls: list[AnalysedCall] = []

    def write(self, call: AnalysedCall) -> None:
        self.calls.append(call)

    @property
    def reports(self) -> list[dict[str, Any]]:
        return [json.loads(call.json) for call in self.calls]


class _Folder:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.used: set[str] = set()

    def write(self, call: AnalysedCall) -> None:
        stem = re.sub(r"[^\w.-]+", "_", call.id).strip("._")[:50] or "call"
        name, number = stem, 2
        while name.casefold() in self.used:
            name, number = f"{stem}-{number}", number + 1
        self.used.add(name.casefold())
        with whole(self.folder / f"{name}.json") as stream:
            stream.write(json.dumps(json.loads(call.json), ensure_ascii=False, indent=1) + "\n")


class _Table:
    """One line a call: trust score, serious moments, and the signals that stand out."""

    def __init__(self) -> None:
        self.width = max(24, shutil.get_terminal_size().columns - 67)
        self.begun = False

    def write(self, call: AnalysedCall) -> None:
        report = json.loads(call.json)
        if not self.begun:
            print(f"{'call':{self.width}} {'trust':>5} {'serious':>7}  {'weakest':24} strongest")
            self.begun = True
        scores = {name: s["score"] for name, s in report["signals"].items()}
        told = sorted((score, name) for name, score in scores.items() if score is not None)
        weakest, strongest = (_named(told[:1]), _named(told[-1:]))
        grave = sum(m["severity"] == "high" for m in report["moments"]) if told else "?"
        trust = report["trust_score"]
        shown = "?" if trust is None else f"{trust:.0f}"
        name = (call.source or call.id)[: self.width]
        print(f"{name:{self.width}} {shown:>5} {grave:>7}  {weakest:24} {strongest}")


def _named(found: list[tuple[float, str]]) -> str:
    return "".join(f"{name} {score:.0f}" for score, name in found)


@contextmanager
def whole(path: Path) -> Iterator[IO[str]]:
    """A file to write that appears whole or not at all: written aside, then moved into place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with aside.open("w", encoding="utf-8") as stream:
            yield stream
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


@contextmanager
def _pipe() -> Iterator[ReportWriter]:
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # JSON is, whatever the terminal's language.
    yield _Lines(sys.stdout)


@contextmanager
def _terminal() -> Iterator[ReportWriter]:
    yield _Table()


@contextmanager
def _lines(path: Path) -> Iterator[ReportWriter]:
    with whole(path) as stream:
        yield _Lines(stream)


@contextmanager
def _document(path: Path) -> Iterator[ReportWriter]:
    kept = _Kept()
    yield kept
    reports = kept.reports
    with whole(path) as stream:
        content = reports[0] if len(reports) == 1 else reports
        stream.write(json.dumps(content, ensure_ascii=False, indent=1) + "\n")


@contextmanager
def _page(path: Path) -> Iterator[ReportWriter]:
    from analyser.page.document import page

    kept = _Kept()
    yield kept
    with whole(path) as stream:
        stream.write(page(kept.reports))


@contextmanager
def _folder(folder: Path) -> Iterator[ReportWriter]:
    folder.mkdir(parents=True, exist_ok=True)
    yield _Folder(folder)
