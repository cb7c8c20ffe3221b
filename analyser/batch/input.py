"""One piece of a batch: a small description that any worker, here or elsewhere, can read."""

import hashlib
import json
import lzma
import re
import zipfile
import zlib
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final

from analyser.errors import DamagedInput, TranscriptError
from analyser.transcripts.source import MAX_BYTES

_SERVICE: Final = re.compile(r"https?://[^?#]+/v1/calls/?([?#].*)?", re.IGNORECASE)

_NOT_UNPACKED: Final = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError),
    *(KeyError, RuntimeError, NotImplementedError),
)


@dataclass(frozen=True, slots=True)
class Input:
    """Something to read. ``name`` is its own in the batch, and stands in messages.

    Either ``data``, or ``path`` (a path or an fsspec URL), of which ``member`` names an entry of
    a ZIP archive, ``start`` and ``length`` (bytes) a line. ``call_id`` is for a call that states
    none.
    ``meta`` holds facts about the call that win over those of the file. ``refused`` says why the
    piece cannot be read, where that is known already.
    """

    name: str
    path: str | None = None
    member: str | None = None
    start: int = 0
    length: int | None = None
    data: bytes | None = None
    call_id: str | None = None
    meta: Mapping[str, Any] = field(default_factory=dict)
    refused: str | None = None

    def read(self) -> bytes:
        """The bytes, one more than the limit at most. Raises TranscriptError."""
        if self.refused is not None:
            raise TranscriptError(self.refused)
        if self.data is not None:
            return self.data
        try:
            with opened(self.path or "") as stream:
                if self.member is not None:
                    return _member(stream, self.member, self.name)
                stream.seek(self.start)
                return stream.read(MAX_BYTES + 1 if self.length is None else self.length)
        except TranscriptError:
            raise
        except (FileNotFoundError, IsADirectoryError) as error:
            raise TranscriptError(
                f"{self.name}: expected a file, a folder with files or a glob, found nothing"
            ) from error
        except (OSError, ValueError, ImportError) as error:
            raise TranscriptError(
                f"{self.name}: expected a file that can be read, found {fault(error)}"
            ) from error

    def content_hash(self, data: bytes) -> str:
        """SHA-256 of the bytes with the facts that came beside them."""
        facts = json.dumps(self.meta, sort_keys=True, default=str).encode()
        return hashlib.sha256(
            b"\0".join((facts, (self.call_id or "").encode(errors="surrogatepass"), data))
        ).hexdigest()


def is_url(path: str) -> bool:
    """Whether a place is a URL for fsspec, such as ``s3://bucket/call.vtt``."""
    return "://" in path


def is_service_url(path: str) -> bool:
    """Whether a place is the address at which a service lists its calls.

    >>> is_service_url("https://trust.acme.example/v1/calls?rep=Ann")
    True
    """
    return _SERVICE.fullmatch(path) is not None


def is_transcript(text: str) -> bool:
    """Whether a text is a transcript itself, and no path.

    >>> is_transcript("Ann: Hello.\\nLee: Hi."), is_transcript("calls/acme.vtt")
    (True, False)
    """
    return "\n" in text or text.lstrip()[:1] == "{"


def opened(path: str) -> AbstractContextManager[IO[bytes]]:
    """A path or URL, opened for reading bytes."""
    if not is_url(path):
        return Path(path).open("rb")
    import fsspec

    stream: AbstractContextManager[IO[bytes]] = fsspec.open(path, "rb")
    return stream


def fault(error: Exception) -> str:
    """What went wrong in reading, in words that quote nothing of the content."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    if isinstance(error, ImportError):
        return f"a kind of URL for which a package is missing ({error})"
    return "a name that no file can have" if isinstance(error, ValueError) else type(error).__name__


def _member(stream: IO[bytes], member: str, name: str) -> bytes:
    try:
        with zipfile.ZipFile(stream) as archive, archive.open(member) as entry:
            return entry.read(MAX_BYTES + 1)
    except _NOT_UNPACKED as error:
        raise DamagedInput(
            f"{name}: expected an entry of a ZIP archive without a password, found one that "
            "cannot be unpacked; make the archive again"
        ) from error
