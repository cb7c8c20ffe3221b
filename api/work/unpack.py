"""The files in what is handed in as a batch: archives, lists of calls, or files as they are.

Nothing is written to the file system: names are only shown. What is unpacked is counted as it
comes, so that a small archive of endless zeros is refused.
"""

import lzma
import os
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final

from analyser.errors import AnalyserError, DamagedInput, InputTooLarge, UnknownFormat
from analyser.transcripts.source import MAX_BYTES
from api.uploads import file_name

MAX_FILES: Final = 20_000
MAX_UNPACKED_BYTES: Final = 2**30
MAX_GROWTH: Final = 100
"""Text grows tenfold when it is unpacked; what grows more than this was made to do harm."""
FREE_BYTES: Final = 64 * 2**20
"""So much is unpacked whatever the growth."""
LINES: Final = (".jsonl", ".ndjson")
_NOT_UNPACKED: Final = (EOFError, OSError, zlib.error, lzma.LZMAError)
OFFICE: Final = "[Content_Types].xml"
"""In every DOCX and XLSX, which are zip archives and calls all the same."""


@dataclass(frozen=True, slots=True)
class Packed:
    """One file: its bytes, or why it cannot be taken."""

    name: str
    data: bytes = b""
    error: AnalyserError | None = None


def unpack(name: str, stream: IO[bytes]) -> Iterator[Packed]:
    """The files in one file of a batch. Raises DamagedInput for a broken archive, InputTooLarge
    for one that unpacks to too much."""
    limit = min(MAX_UNPACKED_BYTES, max(FREE_BYTES, MAX_GROWTH * stream.seek(0, os.SEEK_END)))
    stream.seek(0)
    counted = 0
    for number, one in enumerate(_files(name, stream), start=1):
        counted += len(one.data)
        if number > MAX_FILES or counted > limit:
            raise InputTooLarge(
                f"{name}: expected at most {MAX_FILES} files of {limit // 2**20} MB "
                "together, found more; hand in several batches"
            )
        yield one


def _files(name: str, stream: IO[bytes]) -> Iterator[Packed]:
    start = stream.read(4)
    stream.seek(0)
    if start == b"PK\x03\x04" or start == b"PK\x05\x06":
        yield from _zipped(name, stream)
    elif start[:2] == b"\x1f\x8b" or name.endswith(".tar"):
        yield from _tarred(name, stream)
    elif name.endswith(LINES):
        for number, line in enumerate(stream, start=1):
            if line.strip():
                yield _within(f"{name} ({number})", line)
    else:
        yield _within(name, stream.read(MAX_BYTES + 1))


def _zipped(name: str, stream: IO[bytes]) -> Iterator[Packed]:
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, EOFError) as error:
        raise _broken(name) from error
    if OFFICE in archive.namelist():
        stream.seek(0)
        yield _within(name, stream.read(MAX_BYTES + 1))
        return
    for info in archive.infolist():
        if not info.is_dir() and (shown := shown_path(info.filename)):
            yield from _member(shown, _from_zip(archive, info, shown))


def _from_zip(archive: zipfile.ZipFile, info: zipfile.ZipInfo, shown: str) -> Packed:
    if info.flag_bits & 1:
        found = "expected a file without a password, found one with it"
        return Packed(shown, error=DamagedInput(f"{shown}: {found}"))
    try:
        with archive.open(info) as member:
            return _within(shown, member.read(MAX_BYTES + 1))
    except (*_NOT_UNPACKED, zipfile.BadZipFile, NotImplementedError) as error:
        found = "expected a file that can be unpacked, found a broken one"
        problem = DamagedInput(f"{shown}: {found}")
        problem.__cause__ = error
        return Packed(shown, error=problem)


def _tarred(name: str, stream: IO[bytes]) -> Iterator[Packed]:
    try:
        with tarfile.open(fileobj=stream, mode="r|*") as archive:
            for info in archive:
                shown = shown_path(info.name)
                if info.isdir() or not shown:
                    continue
                member = archive.extractfile(info) if info.isreg() else None
                if member is None:
                    found = "expected a file, found a link or a device"
                    yield Packed(shown, error=DamagedInput(f"{shown}: {found}"))
                else:
                    yield from _member(shown, _within(shown, member.read(MAX_BYTES + 1)))
    except (*_NOT_UNPACKED, tarfile.TarError) as error:
        raise _broken(name) from error


def _member(shown: str, one: Packed) -> Iterator[Packed]:
    """A file out of an archive: a list of calls is taken apart, an archive is refused."""
    if one.error is None and shown.endswith(LINES):
        for number, line in enumerate(one.data.splitlines(keepends=True), start=1):
            if line.strip():
                yield _within(f"{shown} ({number})", line)
        return
    if one.data[:2] == b"\x1f\x8b" or (one.data[:4] == b"PK\x03\x04" and not _is_office(one.data)):
        found = "expected a transcript, found an archive within an archive; hand it in on its own"
        one = Packed(shown, error=UnknownFormat(f"{shown}: {found}"))
    yield one


def _is_office(data: bytes) -> bool:
    return OFFICE.encode() in data


def _within(shown: str, data: bytes) -> Packed:
    if len(data) > MAX_BYTES:
        error = InputTooLarge(f"{shown}: expected at most {MAX_BYTES // 2**20} MB, found more")
        return Packed(shown, error=error)
    return Packed(shown, data)


def _broken(name: str) -> DamagedInput:
    return DamagedInput(f"{name}: expected an archive that can be unpacked, found a broken one")


def shown_path(stated: str) -> str:
    """A path within an archive, fit to be shown; empty for what is no call of anybody's.

    >>> shown_path("../../etc/passwd"), shown_path("C:\\\\calls\\\\a.vtt"), shown_path("a/.hidden")
    ('etc/passwd', 'C:/calls/a.vtt', '')
    """
    parts = [part for part in stated.replace("\\", "/").split("/") if part.strip(". ")]
    if not parts or any(part.startswith(".") or part == "__MACOSX" for part in parts):
        return ""
    return "/".join(file_name(part) for part in parts)[-400:]
