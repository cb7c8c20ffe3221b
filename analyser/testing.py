"""Write an annotated call as plain lines, for tests and examples.

>>> call = marked_call("C: [price.objection: Too dear.]", "R: [price.cut: Say 80?] Fine.")
>>> [(act.turn, act.label) for act in call.acts]
[(0, 'price.objection'), (1, 'price.cut')]
"""

import re
from collections.abc import Iterator
from typing import Final

from analyser.annotation import AnnotatedCall, AnnotatedTurn, Sentence, Speaker
from analyser.codebook import known
from analyser.conversation import Conversation, Role, Turn

SIDES: Final = {
    "R": ("Ann", Role.REP),
    "C": ("Raj", Role.CUSTOMER),
    "O": ("Kim", Role.OTHER),
    "?": ("Sam", None),
}
_PIECE: Final = re.compile(r"\[([a-z.+]+): ([^\]]+)\]|([^\[\]]+)")


def marked_call(*lines: str, seconds: bool = False, date: str | None = None) -> AnnotatedCall:
    """A call of lines such as ``"R: Hello. [probe.why+question.open: Why March?]"``.

    With ``seconds``, turns get times at two words a second without pauses. ``date`` is the
    call's, ISO 8601. Raises ValueError for a label that the codebook lacks.
    """
    turns: list[AnnotatedTurn] = []
    clock = 0.0
    for line in lines:
        side, talk = line.split(": ", 1)
        name, role = SIDES[side]
        text, sentences = _sentences(talk)
        start, clock = clock, clock + len(text.split()) / 2
        times = (start, clock) if seconds else (None, None)
        turns.append(AnnotatedTurn(name, role, text, sentences, *times))
    spoken = tuple(Turn(t.speaker, t.text, t.role, t.start, t.end) for t in turns)
    speakers = {t.speaker: t.role for t in turns}
    return AnnotatedCall(
        Conversation("marked", spoken, {} if date is None else {"date": date}),
        tuple(Speaker(str(n), r, "stated" if r else None, 1.0) for n, r in speakers.items()),
        tuple(turns),
    )


def _sentences(talk: str) -> tuple[str, tuple[Sentence, ...]]:
    text, sentences = "", []
    for words, labels in _pieces(talk):
        start = len(text) + 1 if text else 0
        text = f"{text} {words}".strip()
        found = {label: 1.0 for label in labels if known(label)}
        sentences.append(Sentence(start, start + len(words), words, found))
    return text, tuple(sentences)


def _pieces(talk: str) -> Iterator[tuple[str, list[str]]]:
    for names, marked, bare in _PIECE.findall(talk):
        if marked:
            yield marked.strip(), names.split("+")
        else:
            yield from ((s, []) for s in re.split(r"(?<=[.?!])\s+", bare.strip()) if s)
