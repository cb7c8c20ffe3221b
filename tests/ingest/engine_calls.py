"""What the tests of the speech engines' readers share: reading JSON, damaging bytes."""

import json
from typing import Any

from hypothesis import strategies as st

from analyser.conversation import Conversation
from analyser.errors import TranscriptError
from analyser.ingest import read_bytes

TurnRow = tuple[str | None, str, float | None, float | None]


def call(data: Any) -> Conversation:
    """The first call of a document."""
    return read_bytes(json.dumps(data).encode(), "call.json")[0]


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


def damaged(value: Any, random: Any) -> Any:
    """The value with keys dropped and values of another type, here and there."""
    if random.random() < 0.04:
        return random.choice([None, "", 0, -1, [], {}, "x", [None], True, 1e300, [[1]]])
    if isinstance(value, dict):
        kept = {key: v for key, v in value.items() if random.random() > 0.04}
        return {key: damaged(v, random) for key, v in kept.items()}
    if isinstance(value, list):
        return [damaged(v, random) for v in value if random.random() > 0.04]
    return value


words = st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), min_size=1, max_size=5)
talks = st.lists(words, min_size=1, max_size=6).map(
    lambda talk: [(("A", "B")[n % 2], spoken) for n, spoken in enumerate(talk)]
)
"""Calls of two people, A and B, who take turns; a turn is a list of words."""
