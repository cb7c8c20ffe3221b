"""From a conversation to an annotated call: settle the sides, find the sentences, assert acts."""

from collections.abc import Mapping, Sequence
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from analyser.annotation import AnnotatedCall, AnnotatedTurn, Sentence, Speaker
from analyser.codebook import EXCLUSIVE, LABELS
from analyser.conversation import Conversation, Role
from analyser.settings import Settings
from analyser.settled_acts import RIVALS, settled
from analyser.sides import SideReader, settle_sides

_SPOKEN_FOR: Final = {label: LABELS.index(label) for label in RIVALS}


class ReadTurn(Protocol):
    """A turn as the model read it; see ``models.act_classifier.ReadTurn``."""

    @property
    def starts(self) -> tuple[int, ...]: ...
    @property
    def probabilities(self) -> NDArray[np.float32]: ...


class ActReader(SideReader, Protocol):
    """The model: sentences and label probabilities, and the thresholds above which it is sure."""

    @property
    def thresholds(self) -> Mapping[str, float]: ...
    def read(self, texts: Sequence[str], roles: Sequence[str | None]) -> Sequence[ReadTurn]: ...


def annotate(conversation: Conversation, settings: Settings, reader: ActReader) -> AnnotatedCall:
    """The call with roles, sentences and acts.

    An act is asserted where its probability reaches the label's threshold; of labels that
    exclude each other only the likeliest; a few plain wordings settle the rest. Turns whose side
    is unknown bear no acts.
    """
    speakers = settle_sides(conversation, settings, reader)
    sides = {speaker.name: speaker.role for speaker in speakers}
    roles = [sides.get(t.speaker) if t.speaker else t.role for t in conversation.turns]
    read = reader.read([t.text for t in conversation.turns], roles)
    limits = np.array([reader.thresholds[label] for label in LABELS], np.float32)
    turns = tuple(
        AnnotatedTurn(
            turn.speaker,
            role,
            turn.text,
            _sentences(turn.text, role, found, limits),
            turn.start,
            turn.end,
        )
        for turn, role, found in zip(conversation.turns, roles, read, strict=True)
    )
    return AnnotatedCall(conversation, speakers, turns)


def unread(conversation: Conversation) -> AnnotatedCall:
    """The call with the roles that the turns state and no acts, for talk that is not English."""
    turns = tuple(
        AnnotatedTurn(
            t.speaker, t.role, t.text, (Sentence(0, len(t.text), t.text),), t.start, t.end
        )
        for t in conversation.turns
    )
    roles: dict[str, Role | None] = dict.fromkeys(conversation.speakers)
    for turn in conversation.turns:
        if turn.speaker is not None:
            roles[turn.speaker] = roles[turn.speaker] or turn.role
    speakers = (Speaker(n, r, "stated" if r else None, float(bool(r))) for n, r in roles.items())
    return AnnotatedCall(conversation, tuple(speakers), turns)


def _sentences(
    text: str, role: Role | None, read: ReadTurn, limits: NDArray[np.float32]
) -> tuple[Sentence, ...]:
    asserted = read.probabilities >= limits
    out = []
    ends = (*read.starts[1:], len(text))
    for n, (start, end) in enumerate(zip(read.starts, ends, strict=True)):
        words = text[start:end].rstrip()
        labels = {
            LABELS[i]: round(float(read.probabilities[n, i]), 3)
            for i in np.flatnonzero(asserted[n])
        }
        leanings = {name: float(read.probabilities[n, i]) for name, i in _SPOKEN_FOR.items()}
        known = settled(_compatible(labels), leanings, words, role)
        out.append(Sentence(start, start + len(words), words, dict(sorted(known.items()))))
    return tuple(out)


def _compatible(labels: dict[str, float]) -> dict[str, float]:
    for group in EXCLUSIVE:
        rivals = [label for label in group if label in labels]
        for label in sorted(rivals, key=lambda name: -labels[name])[1:]:
            del labels[label]
    if "price.trade" in labels:
        # A trade is a kind of cut: it cannot stand without one.
        labels.setdefault("price.cut", labels["price.trade"])
    return labels
