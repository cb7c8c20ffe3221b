"""Where a history goes: a document, a line, a page, or lines in the terminal."""

import io
import json
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from analyser.errors import SettingsError
from analyser.writers import whole

Write = Callable[[Mapping[str, Any]], None]


@contextmanager
def history_writer(out: Path | None) -> Iterator[Write]:
    """What takes the history (as of ``History.to_dict``) to where ``--out`` says; without it lines
    for people on a terminal, JSON for a pipe. Raises SettingsError before anything is analysed.
    """
    if out is None:
        yield _to_terminal if sys.stdout.isatty() else _to_pipe
        return
    if out.suffix not in (".json", ".jsonl", ".html"):
        raise SettingsError(f"--out {out.name}: expected a name in .json, .jsonl or .html")

    def to_file(history: Mapping[str, Any]) -> None:
        with whole(out) as stream:
            stream.write(_text(history, out.suffix))

    yield to_file


def _text(history: Mapping[str, Any], suffix: str) -> str:
    if suffix == ".html":
        from analyser.history.page import history_page

        return history_page(history)
    return json.dumps(history, ensure_ascii=False, indent=1 if suffix == ".json" else None) + "\n"


def _to_pipe(history: Mapping[str, Any]) -> None:
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # JSON is, whatever the terminal's language.
    sys.stdout.write(_text(history, ".jsonl"))


def _to_terminal(history: Mapping[str, Any]) -> None:
    from analyser.history.table import history_lines

    for line in history_lines(history, min(100, shutil.get_terminal_size().columns)):
        print(line)
