"""A file's bytes, looked at once: what they are, as text, as JSON.

Limits are on purpose tight: a three-hour call is below one megabyte of text.
"""

import io
import json
import math
import re
import zipfile
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from charset_normalizer import from_bytes

from analyser.errors import DamagedInput, InputTooLarge, UnknownFormat

MAX_BYTES: Final = 64 * 1024 * 1024
MAX_UNPACKED_BYTES: Final = 128 * 1024 * 1024
MAX_ZIP_ENTRIES: Final = 5_000
DETECT_BYTES: Final = 256 * 1024
BROKEN_EVERY: Final = 1000
"""UTF-8 with at most one broken character in so many is still UTF-8. Rule of thumb."""

BOMS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)

_BROKEN: Final = "\ufffd"
_NO_TEXT: Final = re.compile(r"[\ud800-\udfff\x00]")

REFUSED: Final = (
    (b"%PDF", "a PDF", "export the transcript as .vtt, .docx, .txt or .json instead"),
    (b"{\\rtf", "an RTF document", "save it as .docx or .txt instead"),
    (b"\xd0\xcf\x11\xe0", "an old Office document", "save it as .docx, .xlsx or .csv instead"),
    (b"\x89PNG", "a PNG picture", "export the transcript as text, not as a picture"),
    (b"\xff\xd8\xff", "a JPEG picture", "export the transcript as text, not as a picture"),
    (b"GIF8", "a GIF picture", "export the transcript as text, not as a picture"),
    (b"RIFF", "a sound or video file", "transcribe it first and hand in the transcript"),
    (b"ID3", "an MP3 recording", "transcribe it first and hand in the transcript"),
    (b"OggS", "an Ogg recording", "transcribe it first and hand in the transcript"),
    (b"\x1aE\xdf\xa3", "a video recording", "transcribe it first and hand in the transcript"),
    (b"\x1f\x8b", "a gzip archive", "unpack it and hand in the transcripts inside"),
    (b"7z\xbc\xaf", "a 7-Zip archive", "unpack it and hand in the transcripts inside"),
)


@dataclass(frozen=True)
class Source:
    """The input's name, for messages, and its bytes. ``call_id`` is for calls that state none;
    without it their id is the name's stem."""

    name: str
    data: bytes
    call_id: str | None = None

    def __post_init__(self) -> None:
        if len(self.data) > MAX_BYTES:
            raise InputTooLarge(
                f"{self.name}: expected at most {MAX_BYTES // 2**20} MB for one call, found "
                "more; hand in one call a file, as text"
            )
        if not self.data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
            raise UnknownFormat(
                f"{self.name}: expected a transcript, found an empty file; export the call again"
            )
        for magic, what, instead in REFUSED:
            if self.data.startswith(magic):
                raise UnknownFormat(f"{self.name}: expected a transcript, found {what}; {instead}")
        if self.data[4:8] == b"ftyp":
            raise UnknownFormat(
                f"{self.name}: expected a transcript, found a video or sound recording; "
                "transcribe it first and hand in the transcript"
            )

    @property
    def stem(self) -> str:
        """The id for a call that states none: as given, else the name without folders and last
        suffix."""
        if self.call_id:
            return self.call_id
        base = self.name.replace("\\", "/").rsplit("/", 1)[-1]
        return base.rsplit(".", 1)[0] if "." in base[1:] else base

    @cached_property
    def is_zip(self) -> bool:
        return self.data.startswith(b"PK\x03\x04")

    @cached_property
    def zip_names(self) -> frozenset[str]:
        """The entries of a ZIP container (DOCX, XLSX), empty for anything else.

        Raises DamagedInput for a broken container, InputTooLarge for one that unpacks to too much.
        """
        if not self.is_zip:
            return frozenset()
        try:
            with zipfile.ZipFile(io.BytesIO(self.data)) as container:
                infos = container.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise DamagedInput(
                f"{self.name}: expected a DOCX or XLSX document, found a damaged ZIP container; "
                "export the document again"
            ) from error
        unpacked = sum(info.file_size for info in infos)
        if unpacked > MAX_UNPACKED_BYTES or len(infos) > MAX_ZIP_ENTRIES:
            raise InputTooLarge(
                f"{self.name}: expected a document of at most {MAX_UNPACKED_BYTES // 2**20} MB "
                f"unpacked, found {unpacked / 2**20:.0f} MB in {len(infos)} entries; "
                "save the transcript as plain text"
            )
        return frozenset(info.filename for info in infos)

    @cached_property
    def text(self) -> str:
        """The bytes as text with ``\\n`` line ends and no BOM.

        A BOM decides; else UTF-8, also with a few broken characters, which stand as U+FFFD; else
        what a detector finds; else Windows-1252. Raises UnknownFormat for bytes that are no text.
        """
        text = self._decoded[0].replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
        if "\x00" in text:
            nul_share = text.count("\x00") / len(text)
            if nul_share > 0.01:
                raise self._binary()
            text = text.replace("\x00", "")
        if sum(ord(c) < 32 and c not in "\n\t\f\v\x1b" for c in text[:4096]) > 40:
            raise self._binary()
        return text

    def _binary(self) -> UnknownFormat:
        return UnknownFormat(
            f"{self.name}: expected a transcript as text, found binary data; "
            "export the transcript as .vtt, .docx, .txt or .json"
        )

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the user should know of how the bytes were read as text."""
        broken = 0 if self.is_zip else self._decoded[1]
        return (f"characters that were broken in the file: {broken}",) if broken else ()

    @cached_property
    def _decoded(self) -> tuple[str, int]:
        """The bytes as text, and how many characters of it are broken UTF-8."""
        for bom, encoding in BOMS:
            if self.data.startswith(bom):
                return self.data.decode(encoding, errors="replace"), 0
        try:
            return self.data.decode("utf-8"), 0
        except UnicodeDecodeError:
            pass
        for encoding, nuls in (("utf-16-le", self.data[1:400:2]), ("utf-16-be", self.data[:400:2])):
            if nuls and nuls.count(0) > 0.6 * len(nuls):
                return self.data.decode(encoding, errors="replace"), 0
        if self.data.count(0) > 0.01 * len(self.data):
            raise self._binary()
        text = self.data.decode("utf-8", errors="replace")
        broken = text.count(_BROKEN)
        if _is_nearly_utf8(text, broken):
            return text, broken
        best = from_bytes(self.data[:DETECT_BYTES]).best()
        encoding = best.encoding if best is not None else "cp1252"
        return self.data.decode(encoding, errors="replace"), 0

    @cached_property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    @cached_property
    def looks_like_json(self) -> bool:
        return not self.is_zip and self.text.lstrip()[:1] in ("{", "[")

    @cached_property
    def json(self) -> Any:
        """The parsed JSON; for JSON Lines, the list of its objects; None when it is no JSON.

        Text that starts as JSON and does not parse is never read as anything else, except a
        text whose first line merely starts with a bracket, such as ``[00:01] Ann: Hello``.
        Raises DamagedInput.
        """
        if not self.looks_like_json:
            return None
        try:
            data = _parsed(self.text)
            return _whole(data) if "\\u" in self.text else data
        except RecursionError as error:
            raise DamagedInput(
                f"{self.name}: expected a transcript as JSON, found JSON nested too deeply"
            ) from error
        except ValueError as error:
            rows = self._json_lines()
            if rows is not None:
                return rows
            if not _reads_as_json(self.text):
                return None
            line = getattr(error, "lineno", "?")
            raise DamagedInput(
                f"{self.name}: expected a transcript as JSON, found JSON that breaks off or is "
                f"invalid at line {line}; export the file again"
            ) from error

    def _json_lines(self) -> list[Any] | None:
        rows = []
        for line in self.lines:
            if line.strip():
                try:
                    rows.append(_whole(_parsed(line)))
                except (ValueError, RecursionError):
                    return None
        return rows if len(rows) > 1 and all(isinstance(r, dict) for r in rows) else None


def _is_nearly_utf8(text: str, broken: int) -> bool:
    """Whether so many broken characters are few, and at least as many others are sound ones
    beyond ASCII, which text in another encoding has by chance only."""
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore")) - broken
    return broken <= 1 + len(text) // BROKEN_EVERY and beyond_ascii >= broken


def as_text(text: str) -> str:
    """The text without NULs and halves of characters, which JSON and file names can hold."""
    return _NO_TEXT.sub("\ufffd", text)


def _reads_as_json(text: str) -> bool:
    """Whether text that starts with a bracket is meant as JSON, not as ``[00:01] Ann: Hello``."""
    head = text.lstrip()[:200]
    after = head[1:].lstrip()[:1]
    if head[0] == "{":
        return after in ('"', "'", "}", "")
    return after in ("{", "[", '"', "]", "") or head[1:].lstrip()[:4] in ("null", "true")


def _parsed(text: str) -> Any:
    """Parsed JSON; numbers that no report can hold (``NaN``, ``1e999``) are null."""
    return json.loads(text, parse_constant=lambda _: None, parse_float=_finite)


def _finite(text: str) -> float | None:
    number = float(text)
    return number if math.isfinite(number) else None


def _whole(value: Any) -> Any:
    """Parsed JSON without NULs and halves of characters, which JSON can hold and no text can."""
    if isinstance(value, str):
        return as_text(value)
    if isinstance(value, list):
        return [_whole(item) for item in value]
    if isinstance(value, dict):
        return {_whole(key): _whole(item) for key, item in value.items()}
    return value
