"""One call from a transcript document's lines: facts above, turns below."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from analyser.errors import DamagedInput
from analyser.transcripts.document_meta import above_of, speaking
from analyser.transcripts.labelled_text import no_event, talk_of
from analyser.transcripts.line_marks import mark_of
from analyser.transcripts.segments import left_out, turns_of
from analyser.transcripts.source import Source
from analyser.transcripts.transcript_format import RawCall

SNIFF_LINES: Final = 3000


def is_document(source: Source) -> bool:
    """Whether the input is text that is neither JSON nor XML nor HTML."""
    if source.is_zip or source.json is not None:
        return False
    return not (source.text[:200].lstrip().startswith("<") and "</" in source.text)


def has_heads(source: Source, shape: Callable[[str], bool], at_least: int = 2) -> bool:
    """Whether at least so many of the first lines are of a shape."""
    found = 0
    for line in source.lines[:SNIFF_LINES]:
        if len(line) < 300 and shape(line):
            found += 1
            if found >= at_least:
                return True
    return False


def text_call(
    source: Source,
    lines: Sequence[str],
    *,
    is_event: Callable[[str], bool] = no_event,
    meta: dict[str, Any] | None = None,
    every_line: bool = False,
) -> RawCall:
    """The call in a document's lines; ``meta`` is what the format itself told.

    ``every_line`` says that each line of the format starts with its speaker.

    Raises DamagedInput where no talk is left.
    """
    first = next((n for n, line in enumerate(lines) if mark_of(line).kind == "head"), len(lines))
    listed = above_of(lines[: min(first, 60)])
    talk = talk_of(lines, listed.names, is_event=is_event, every_line=every_line)
    turns = turns_of(talk.segments, join=False)
    if not turns:
        raise DamagedInput(
            f"{source.name}: expected a transcript with a name or time before each turn, found "
            "no talk below them; export the transcript again"
        )
    above = above_of(talk.above)
    people = speaking([*listed.people, *above.people], talk.emails, (t.speaker for t in turns))
    facts = {**above.meta, **(meta or {})}
    return RawCall(turns, facts, people, warnings=left_out(talk.segments))
