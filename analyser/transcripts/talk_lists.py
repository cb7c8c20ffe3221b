"""Where the talk stands in JSON of no known tool, and whether it is talk at all.

A list counts as talk only for reasons: its columns say so, or its place does. Settings, logs and
tables of other things must not become people who say things.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from analyser.transcripts.json_fields import Row, rows
from analyser.transcripts.role_words import role_word
from analyser.transcripts.row_times import is_time_key, plain_key
from analyser.transcripts.talk_rows import (
    NAMES,
    STRONG_SPEAKER,
    STRONG_TEXT,
    WEAK_SPEAKER,
    is_role_key,
    plain,
    said_by_key,
    text_of,
)

SAMPLE: Final = 200
MAX_DEPTH: Final = 4
_SURE: Final = (
    *("transcript", "transcription", "transcripts", "conversation", "conversations", "utterances"),
    *("turns", "dialogue", "dialog", "dialogues", "transcriptsegments", "transcriptentries"),
    *("transcriptlines", "transcriptturns", "calltranscript", "transcriptdata", "speakerturns"),
    *("speakersegments", "speakerblocks", "monologues", "segments", "messages", "sentences"),
    *("lines", "exchanges", "phrases", "transcriptitems", "transcriptobject", "transcriptjson"),
    *("transcriptwithspeakers", "diarizedtranscript", "chathistory", "conversationhistory"),
    *("interactions", "captions", "subtitles", "cues", "blocks", "paragraphs", "discussion"),
    *("transcriptionsentences", "transcriptsentences", "speechsegments", "recognizedphrases"),
)
_MAYBE: Final = (
    *("entries", "items", "results", "result", "data", "content", "body", "records", "response"),
    *("call", "calls", "meeting", "meetings", "recording", "recordings", "output", "payload"),
    *("chat", "history", "log", "script", "value", "rows", "text", "object", "words", "samples"),
    *("examples", "train", "test", "calldata", "documents", "source"),
)
_NEVER: Final = frozenset(
    {
        *("summary", "summaries", "actionitems", "highlights", "keypoints", "questions", "topics"),
        *("chapters", "nextsteps", "notes", "keywords", "comments", "moments", "trackers"),
        *("metrics", "analysis", "insights", "participants", "speakers", "attendees", "parties"),
        *("tools", "prompt", "metadata", "meta", "objections", "entities", "sentiment"),
    }
)
_TEXT_KEYS: Final = (
    *("transcript", "transcription", "calltranscript", "transcripttext", "fulltranscript"),
    *(
        "rawtranscript",
        "conversation",
        "dialogue",
        "dialog",
        "transcriptraw",
        "formattedtranscript",
    ),
    *(
        "text",
        "content",
        "body",
        "fulltext",
        "call",
        "message",
        "data",
        "input",
        "conversationtext",
    ),
)
_TRANSCRIPTS: Final = frozenset(_TEXT_KEYS[:12])
_LOG_KEYS: Final = frozenset({"level", "severity", "loglevel", "levelname", "logger", "lineno"})
_LABEL: Final = re.compile(
    r"^[\s*_>#\-\[\]():.,\d]{0,40}(?P<name>[^\W\d_][\w .,'’&/()\-]{0,50}?)\s{0,3}\*{0,2}"
    r"(?:\s{0,3}[(\[][\d:.,\s]{3,20}[)\]])?\s{0,3}\*{0,2}[:：]"
)
_INLINE: Final = re.compile(
    r"(?:(?<=\s)|^)((?:Agent|Customer|Rep|Prospect|Client|Caller|Salesperson|Sales(?: Rep| Agent)?"
    r"|Seller|Buyer|Representative|User|Assistant|Speaker ?[A-Z\d]{1,2})(?: \d)?:)(?=\s)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """The talk of one call: rows or a text, and the objects around it from outside in."""

    rows: list[Row] = field(default_factory=list)
    text: str = ""
    around: tuple[Row, ...] = ()


def talk_in(data: object) -> Found | None:
    """The talk of a document that holds one call, None where there is none."""
    return _listed(data, sure=True) if isinstance(data, list) else _inside(data, (), MAX_DEPTH)


def _listed(data: Sequence[object], *, sure: bool) -> Found | None:
    if data and all(isinstance(row, str) for row in data[:SAMPLE]):
        text = "\n".join(row for row in data if isinstance(row, str))
        return Found(text=text) if labelled(text) else None
    listed = as_rows(data)
    return Found(rows=listed) if listed and _is_talk(listed, sure=sure) else None


def _numbered(data: Row) -> str:
    """The lines of an object that numbers them: ``{"0": "Rep: ...", "1": "Customer: ..."}``."""
    lines = [(int(key), value) for key, value in data.items() if key.isdecimal() and len(key) < 7]
    return "\n".join(
        value for _, value in sorted(lines, key=lambda n: n[0]) if isinstance(value, str)
    )


def _inside(data: object, around: tuple[Row, ...], depth: int) -> Found | None:
    """First lists and labelled texts that sit where talk sits, then deeper, then the rest."""
    if not isinstance(data, dict) or not depth:
        return None
    here = (*around, data)
    named = plain(data)
    for key in _SURE:
        if found := _at(named.get(key), here, sure=True):
            return found
    for key in _TEXT_KEYS:
        if isinstance(text := named.get(key), str) and labelled(text):
            return Found(text=text, around=here)
    if labelled(lines := _numbered(data)):
        return Found(text=lines, around=here)
    for key in (*_SURE, *_MAYBE):
        if isinstance(named.get(key), dict) and (found := _inside(named[key], here, depth - 1)):
            return found
    for key, value in named.items():
        if key not in _NEVER and (found := _at(value, here, sure=False)):
            return found
    for key in _TEXT_KEYS:
        text = named.get(key)
        alone = key == "text" and len(data) <= 4
        if isinstance(text, str) and len(text.split()) > 2 and (key in _TRANSCRIPTS or alone):
            return Found(text=text, around=here)
    rest = (v for k, v in named.items() if k not in (*_SURE, *_MAYBE, *_NEVER))
    deeper = (_inside(value, here, depth - 1) for value in rest if isinstance(value, dict))
    return next((found for found in deeper if found), None)


def _at(value: object, around: tuple[Row, ...], *, sure: bool) -> Found | None:
    if isinstance(value, dict):
        value = _from_columns(value) or _from_map(value)
    if not isinstance(value, list):
        return None
    found = _listed(value, sure=sure)
    return Found(found.rows, found.text, around) if found else None


def _from_columns(value: Row) -> list[Row]:
    """Rows out of columns: ``{"speaker": ["A", "B"], "text": ["Hi.", "Hello."]}``."""
    columns = {key: column for key, column in value.items() if isinstance(column, list)}
    lengths = {len(column) for column in columns.values()}
    plain_keys = {plain_key(key) for key in columns}
    if len(columns) < 2 or len(lengths) != 1 or not plain_keys & {*STRONG_TEXT, "content"}:
        return []
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def _from_map(value: Row) -> list[Row]:
    """Rows out of an object that numbers them: ``{"turn_1": {"speaker": ...}, ...}``."""
    listed = [row for row in value.values() if isinstance(row, dict)]
    return listed if len(listed) == len(value) > 1 else []


def as_rows(data: Sequence[object]) -> list[Row]:
    """The objects of the list; pairs of texts become a speaker and a text."""
    if data and all(_is_pair(row) for row in data[:SAMPLE]):
        return [{"speaker": r[0], "text": r[1]} for r in data if isinstance(r, list) and len(r) > 1]
    listed = [row for row in data if isinstance(row, dict)]
    return listed if 2 * len(listed) > len(data) else []


def _is_pair(row: object) -> bool:
    return isinstance(row, list) and len(row) == 2 and all(isinstance(cell, str) for cell in row)


def _is_talk(listed: Sequence[Row], *, sure: bool) -> bool:
    sample = [plain(row) for row in listed[:SAMPLE]]
    if any(_looks_like_a_call(row) for row in sample[:3]):
        return False
    texts = [text_of(row) for row in sample]
    spoken = [row for row, text in zip(sample, texts, strict=True) if text]
    if 2 * len(spoken) < len(sample) or not spoken:
        return _is_said_by_key(listed[:SAMPLE], sure=sure)
    words = sum(len(text.split()) for text in texts) / len(spoken)
    timed = sum(any(is_time_key(key) for key in row) for row in spoken)
    strong_text = any(row.keys() & {*STRONG_TEXT} for row in spoken)
    strong = _share(spoken, (*STRONG_SPEAKER, *NAMES))
    weak = _share(spoken, WEAK_SPEAKER)
    if not strong and any(row.keys() & _LOG_KEYS for row in sample):
        return False
    if not strong and not weak:
        return sure and (strong_text or words >= 2) and 2 * timed >= len(spoken)
    if any(role_word(_cell(row)) for row in spoken):
        return words >= 1
    if strong and (strong_text or timed == len(spoken)):
        return True
    return words >= 2 and (sure or strong or (strong_text and bool(timed)))


def _share(sample: Sequence[Mapping[str, Any]], names: Sequence[str]) -> bool:
    """Whether a good part of the rows has one of the columns, filled or not."""
    return 3 * sum(any(name in row for name in names) for row in sample) >= len(sample)


def _cell(row: Mapping[str, Any]) -> object:
    return next((row[k] for k in (*STRONG_SPEAKER, *WEAK_SPEAKER, "type") if row.get(k)), None)


def _is_said_by_key(listed: Sequence[Row], *, sure: bool) -> bool:
    said = [pair for row in listed for pair in said_by_key(row)]
    if 2 * len(said) < len(listed) or not said:
        return False
    words = sum(len(text.split()) for _, text in said) / len(said)
    labels = {key for key, _ in said}
    roles = any(is_role_key(key) for key in labels)
    repeated = 1 < len(labels) <= max(2, len(said) // 2)
    return (roles and words >= 2) or (sure and repeated and words >= 2)


def _looks_like_a_call(row: Mapping[str, Any]) -> bool:
    """Whether a row holds a whole call: labelled lines, or a list of turns of its own."""
    if labelled(text_of(row)):
        return True
    held = (rows(row.get(key)) for key in _SURE if key not in {"sentences", "phrases"})
    samples = ([plain(turn) for turn in turns[:5]] for turns in held if turns)
    return any(_share(sample, (*STRONG_SPEAKER, *NAMES)) for sample in samples)


def several(data: object, depth: int = 2) -> list[Row] | None:
    """The entries of a document that holds several calls, each in an object; else None."""
    if isinstance(data, list):
        return rows(data) or None
    named = plain(data) if isinstance(data, dict) else {}
    values = [named[key] for key in (*_MAYBE, *_SURE) if named.get(key)]
    if found := next((rows(v) for v in values if isinstance(v, list) and rows(v)), None):
        return found
    inner = (several(value, depth - 1) for value in values if isinstance(value, dict) and depth)
    return next((entries for entries in inner if entries), None)


def parted(listed: list[Row]) -> Iterator[tuple[str | None, list[Row]]]:
    """The rows by call, where a column names the call and says that there are several."""
    for key in ("callid", "conversationid", "meetingid", "dialogueid", "sessionid", "transcriptid"):
        ids = [plain(row).get(key) for row in listed]
        known = {str(value) for value in ids if value is not None}
        if len(known) > 1 and 2 * len(known) <= len(listed):
            calls: dict[str, list[Row]] = {}
            for value, row in zip(ids, listed, strict=True):
                calls.setdefault(str(value), []).append(row)
            yield from calls.items()
            return
        if len(known) == 1:
            yield known.pop(), listed
            return
    yield None, listed


def labelled(text: str) -> bool:
    """Whether a text has labelled lines, so that a text reader should look at it."""
    if not text or (":" not in text and "：" not in text):
        return False
    matches = [_LABEL.match(line[:200]) for line in spread(text[:20_000]).split("\n")[:60]]
    names = [match["name"].casefold() for match in matches if match]
    if len(names) < 2:
        return False
    return len(set(names)) < len(names) or any(role_word(name) for name in names)


def spread(text: str) -> str:
    """A transcript kept in one string with one line a turn again."""
    text = text.replace("\r\n", "\n")
    if "\n" not in text.strip():
        text = re.sub(r"\\r?\\?n|<br ?/?>", "\n", text)
    if "\n" not in text.strip() and len(_INLINE.findall(text)) > 1:
        text = _INLINE.sub(r"\n\1", text).strip()
    return text
