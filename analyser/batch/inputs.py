"""What the inputs of a batch mean: paths, folders, globs, archives, tables and URLs, taken apart
into pieces, each with a name of its own."""

import glob
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Final

from analyser.batch.input import Input, is_service_url, is_url, opened
from analyser.batch.row_inputs import inputs_of_rows
from analyser.errors import AnalyserError, DamagedInput, SettingsError
from analyser.transcripts.source import MAX_BYTES

_MAGIC: Final = re.compile(r"[*?\[]")
BATCH_ROWS: Final = 256


@dataclass(frozen=True, slots=True)
class Place:
    """A file and how the batch calls it: ``name`` is as much of its path as tells it apart."""

    path: str
    name: str
    call_id: str


def inputs_of(paths: Iterable[str | Path], stdin: bytes | None = None) -> Iterator[Input]:
    """The pieces to analyse, one at a time; ``-`` is passed over.

    A path, a folder (searched through; hidden files and README are left out), a glob, or a URL
    of any of these that fsspec knows. ZIP archives are taken entry by entry, JSON Lines of calls
    line by line, Parquet row by row. What means no file stays as it is, and fails when read.
    """
    if stdin is not None:
        yield Input("stdin", data=stdin)
    for place in places(paths):
        yield from pieces_of(place)


def places(paths: Iterable[str | Path]) -> list[Place]:
    """The files that paths mean, each once, in order.

    A file is called by its path below the folder or the fixed part of the glob; files that would
    be called alike get the names of their folders too.
    """
    kept: dict[str, int] = {}
    for text in paths:
        if str(text) != "-":
            for path, parts in _files(str(text)):
                kept.setdefault(path, parts)
    names = _apart(kept)
    stems = {path: _stem(name) for path, name in names.items()}
    alike = _repeats(list(stems.values()))
    return [
        Place(path, name, name if stems[path] in alike else stems[path])
        for path, name in names.items()
    ]


def _files(text: str) -> Iterator[tuple[str, int]]:
    """Files, each with the number of its last parts that name it. Raises SettingsError."""
    if not text:
        raise SettingsError(
            "inputs: expected a path, found an empty text; for the folder you are in give a dot"
        )
    if is_service_url(text):
        raise SettingsError(
            "inputs: expected files, found the address of the calls that a service keeps; give it "
            "to analyse_many alone and as text, or see analyser.Client"
        )
    if is_url(text):
        yield from _remote(text)
        return
    path = Path(text)
    try:
        if path.is_dir():
            found = sorted(p for p in path.rglob("*") if p.is_file() and _wanted(p, path))
            yield from ((str(p), len(p.relative_to(path).parts)) for p in found)
            if found:
                return
        elif not path.exists() and _MAGIC.search(text):
            fixed = _fixed_part(text)
            found = sorted(Path(p) for p in glob.glob(text, recursive=True) if Path(p).is_file())
            yield from ((str(p), len(p.parts) - len(Path(fixed).parts)) for p in found)
            if found:
                return
    except (OSError, ValueError):
        pass
    yield str(path), 1


def _remote(url: str) -> Iterator[tuple[str, int]]:
    import fsspec

    try:
        system, root = fsspec.core.url_to_fs(url)
        if _MAGIC.search(root):
            found, base = sorted(system.glob(root)), _fixed_part(root)
        elif system.isdir(root):
            found, base = sorted(system.find(root)), root
        else:
            found, base = [root], str(PurePosixPath(root).parent)
        fixed = len(PurePosixPath(base).parts)
        for path in found:
            below = PurePosixPath(path).parts[fixed:]
            if len(found) == 1 or not (below[-1].startswith(".") or _is_readme(below[-1])):
                yield system.unstrip_protocol(path), len(below) or 1
    except (OSError, ValueError, ImportError):
        yield url, 1
        return
    if not found:
        yield url, 1


def _fixed_part(pattern: str) -> str:
    """The folders of a glob before its first wildcard."""
    parts = PurePosixPath(pattern.replace("\\", "/")).parts
    magic = next(n for n, part in enumerate(parts) if _MAGIC.search(part))
    return str(PurePosixPath(*parts[:magic])) if magic else ""


def _wanted(path: Path, below: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(below).parts)
    return not hidden and not _is_readme(path.name)


def _is_readme(name: str) -> bool:
    return PurePosixPath(name).stem.upper() == "README"


def _apart(kept: dict[str, int]) -> dict[str, str]:
    """Names by path: the last parts, one more for all that share a name, until none does."""
    parts = {path: path.replace("\\", "/").split("/") for path in kept}
    names = {path: "/".join(parts[path][-count:]) for path, count in kept.items()}
    while alike := _repeats(list(names.values())):
        grown = {
            path: min(kept[path] + 1, len(parts[path])) for path in names if names[path] in alike
        }
        if all(kept[path] == count for path, count in grown.items()):
            break
        kept = {**kept, **grown}
        names |= {path: "/".join(parts[path][-count:]) for path, count in grown.items()}
    return names


def _repeats(values: list[str]) -> set[str]:
    return {value for value, count in Counter(values).items() if count > 1}


def _stem(name: str) -> str:
    head, _, base = name.rpartition("/")
    stem = base.rsplit(".", 1)[0] if "." in base[1:] else base
    return f"{head}/{stem}" if head else stem


def pieces_of(place: Place) -> Iterator[Input]:
    """What a file is taken apart into: an archive's entries, a table's rows, lines, or itself."""
    suffix = PurePosixPath(place.path).suffix.lower()
    whole = Input(place.name, path=place.path, call_id=place.call_id)
    try:
        if suffix == ".zip":
            yield from _entries(place)
        elif suffix == ".parquet":
            yield from _rows(place)
        elif suffix in (".jsonl", ".ndjson") and _holds_calls_by_line(place.path):
            yield from _lines(place)
        else:
            yield whole
    except AnalyserError as error:
        yield replace(whole, refused=str(error))
    except (OSError, ValueError, ImportError, zipfile.BadZipFile):
        # Reading it as one file tells what is the matter, as a failure of its own.
        yield whole


def _entries(place: Place) -> Iterator[Input]:
    with opened(place.path) as stream, zipfile.ZipFile(stream) as archive:
        names = [info.filename for info in archive.infolist() if not info.is_dir()]
    wanted = [n for n in names if _entry_wanted(PurePosixPath(n))]
    for name in wanted:
        yield Input(
            f"{place.name}/{name}",
            path=place.path,
            member=name,
            call_id=f"{place.call_id}/{_stem(name)}",
        )


def _entry_wanted(path: PurePosixPath) -> bool:
    inside = any(part.startswith(".") or part == "__MACOSX" for part in path.parts)
    return not inside and not _is_readme(path.name)


def _lines(place: Place) -> Iterator[Input]:
    with opened(place.path) as stream:
        start = 0
        for number, line in enumerate(iter(partial(stream.readline, MAX_BYTES + 1), b""), 1):
            if line.strip():
                yield Input(
                    f"{place.name}:{number}",
                    path=place.path,
                    start=start,
                    length=len(line),
                    call_id=f"{place.call_id}-{number}",
                )
            start += len(line)


def _holds_calls_by_line(path: str) -> bool:
    """Whether a file is JSON Lines with one of the project's own calls on its first line."""
    try:
        with opened(path) as lines:
            first = json.loads(lines.readline(MAX_BYTES))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(first, dict) and isinstance(first.get("turns"), list)


def _rows(place: Place) -> Iterator[Input]:
    import pyarrow as pa
    from pyarrow import parquet

    with opened(place.path) as stream:
        try:
            table = parquet.ParquetFile(stream)
            batches = table.iter_batches(BATCH_ROWS)
            rows = (row for batch in batches for row in batch.to_pylist())
            yield from inputs_of_rows(table.schema_arrow.names, rows, place.name)
        except pa.ArrowInvalid as error:
            raise DamagedInput(
                f"{place.name}: expected a Parquet table, found none that can be read"
            ) from error
