"""What the tests of readers of JSON share: reading a document, and calls to write as one."""

import json
from typing import Any

from hypothesis import strategies as st

from analyser.conversation import Conversation
from analyser.errors import TranscriptError
from analyser.ingest import read_bytes

TurnRow = tuple[str | None, str, float | None, float | None]


def read(data: Any) -> list[Conversation]:
    """The calls of a document."""
    return read_bytes(json.dumps(data).encode(), "call.json")


def call(data: Any) -> Conversation:
    """The first call of a document."""
    return read(data)[0]


def turns(data: Any) -> list[TurnRow]:
    """Speaker, text, start and end of the first call's turns."""
    return [(t.speaker, t.text, t.start, t.end) for t in call(data).turns]


def roles(data: Any) -> dict[str, str | None]:
    """The roles that the document states for its participants."""
    return {p.name: p.role and p.role.value for p in call(data).participants}


def refusal(data: Any) -> str:
    """The message of the refusal; fails where the document is read."""
    try:
        call(data)
    except TranscriptError as error:
        return str(error)
    raise AssertionError("it was read")


def write_words(spoken: list[tuple[str, list[str]]]) -> list[tuple[str, str, float, float]]:
    """Turns of words as (speaker, word, start, end), half a second a word."""
    flat = [(speaker, word) for speaker, words in spoken for word in words]
    return [(s, w, n * 0.5, n * 0.5 + 0.4) for n, (s, w) in enumerate(flat)]


words = st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), min_size=1, max_size=5)
talks = st.lists(words, min_size=1, max_size=6).map(
    lambda talk: [(("A", "B")[n % 2], spoken) for n, spoken in enumerate(talk)]
)
"""Calls of two people, A and B, who take turns; a turn is a list of words."""
