"""Read a transcript in any known format, recognised by its content."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Final

from analyser import ingest as _shelf
from analyser.conversation import Conversation
from analyser.errors import DamagedInput, InputTooLarge, TranscriptError, UnknownFormat
from analyser.shelf import collect
from analyser.transcripts.source import MAX_BYTES, Source, as_text
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat

MAX_TURNS: Final = 200_000
MAX_WORDS: Final = 500_000
"""Some 50 hours of talk."""


@lru_cache(maxsize=1)
def all_formats() -> tuple[tuple[str, TranscriptFormat], ...]:
    """The formats on the shelf with their names, in the order in which they are asked."""
    found = collect(_shelf, TranscriptFormat)
    return tuple(sorted(found.items(), key=lambda item: (item[1].order, item[0])))


def read_path(path: Path, *, gong_calls: Path | None = None) -> list[Conversation]:
    """The calls in a file: mostly one. ``gong_calls`` is a second file that names the people of
    a Gong transcript. Raises TranscriptError."""
    return with_gong_calls(read_bytes(_bytes_of(path), path.name), gong_calls)


def with_gong_calls(calls: list[Conversation], gong_calls: Path | None) -> list[Conversation]:
    """Gong's transcripts with the people that the answer of its calls API names; all others as
    they are. Raises TranscriptError."""
    if gong_calls is None:
        return calls
    from analyser.ingest.gong import with_parties

    described = Source(as_text(gong_calls.name), _bytes_of(gong_calls))
    return [with_parties(call, described) if call.format == "gong" else call for call in calls]


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            # One byte over the limit is enough for Source to refuse it.
            return stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        found = error.strerror if isinstance(error, OSError) else "a name that no file can have"
        raise TranscriptError(
            f"{path.name}: expected a file that can be read, found {found}"
        ) from error


def read_bytes(data: bytes, name: str, *, call_id: str | None = None) -> list[Conversation]:
    """The calls in a file's bytes; ``name`` is for messages and, where neither the file nor
    ``call_id`` gives one, for ids. Raises TranscriptError."""
    source = Source(as_text(name), data, None if call_id is None else as_text(call_id))
    try:
        format_name, chosen = _recognised(source)
    except RecursionError as error:
        raise DamagedInput(
            f"{name}: expected a call transcript, found content nested too deeply; "
            "export the file again"
        ) from error
    try:
        raw_calls = chosen.read(source)
    except TranscriptError:
        raise
    except (
        ValueError,
        TypeError,
        LookupError,
        ArithmeticError,
        AttributeError,
        RecursionError,
    ) as error:
        raise DamagedInput(
            f"{name}: expected {chosen.title}, found content that does not fit it; "
            "export the file again"
        ) from error
    calls = [_conversation(raw, source, format_name, n) for n, raw in enumerate(raw_calls)]
    if not calls:
        raise DamagedInput(f"{name}: expected {chosen.title} with a call, found none in it")
    return calls


def _recognised(source: Source) -> tuple[str, TranscriptFormat]:
    for name, candidate in all_formats():
        if candidate.recognises(source):
            return name, candidate
    if source.is_zip:
        found, instead = "a ZIP archive", "hand in the transcripts inside it"
    elif source.looks_like_json and source.json is not None:
        found = "JSON of an unknown shape"
        instead = 'export it as .vtt or .txt, or as {"turns": [{"speaker", "text"}]}'
    else:
        found, instead = "no known layout", "export it as .vtt, .srt, .docx, .txt, .csv or .json"
    raise UnknownFormat(f"{source.name}: expected a call transcript, found {found}; {instead}")


def _conversation(raw: RawCall, source: Source, format_name: str, index: int) -> Conversation:
    if not any(turn.text.strip() for turn in raw.turns):
        raise DamagedInput(
            f"{source.name}: expected a transcript with speech, found none; "
            "export it again after transcription has finished"
        )
    words = sum(len(turn.text.split()) for turn in raw.turns)
    if len(raw.turns) > MAX_TURNS or words > MAX_WORDS:
        raise InputTooLarge(
            f"{source.name}: expected at most {MAX_TURNS:,} turns and {MAX_WORDS:,} words a call, "
            f"found {len(raw.turns):,} turns and {words:,} words; hand in one call a file"
        )
    call_id = raw.id or (source.stem if index == 0 else f"{source.stem}-{index + 1}")
    if not call_id:
        call_id = hashlib.sha256(source.data).hexdigest()[:16]
    warnings = (*source.warnings, *raw.warnings)
    return Conversation(
        call_id, raw.turns, raw.meta, raw.participants, source.name, format_name, warnings
    )
