"""A judged sentence in several settings, since it will be met in others than that of its verdict.

By itself after the turns before it, as written and as speech recognition would write it, and in the
place of unlabelled sentences of the same side in training calls.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from analyser.codebook import LABELS
from models.marked_calls import LabelledCall, LabelledTurn
from models.trained import ActModel
from models.training_data import as_raw
from models.verdicts import JudgedSentence

PLACES: Final = 3
"""In how many training calls a judged sentence is set."""
RAW_SHARE: Final = 0.4
TURNS_BEFORE: Final = 4
TURNS_AFTER: Final = 2


@dataclass(frozen=True, slots=True)
class Setting:
    """A stretch of a call with the judged sentence in ``turn``, from ``first`` to ``last``
    (characters, half-open)."""

    texts: tuple[str, ...]
    roles: tuple[str | None, ...]
    turn: int
    first: int
    last: int

    def sentence(self, starts: Sequence[int]) -> int:
        """Which of the sentences that begin at ``starts`` in the turn is the judged one: that
        which shares most characters with it."""
        ends = np.array([*starts[1:], len(self.texts[self.turn])])
        shared = np.minimum(ends, self.last) - np.maximum(np.array(starts), self.first)
        return int(shared.argmax())


def own_call(sentence: JudgedSentence) -> LabelledCall:
    """The turns before the sentence and then itself, a turn a sentence, no labels."""
    turns = [*((turn.role, turn.text) for turn in sentence.before), (sentence.role, sentence.text)]
    talk = (LabelledTurn(role or "other", role or "other", (text,), ((),)) for role, text in turns)
    return LabelledCall("verdict", tuple(talk))


def settings(
    sentence: JudgedSentence, calls: Sequence[LabelledCall], dice: random.Random
) -> Iterator[Setting]:
    """The settings of a sentence; ``calls`` are labelled training calls."""
    own = own_call(sentence)
    for call in (own, as_raw(own, dice)):
        yield _setting(call, len(call.turns) - 1, 0)
    for _ in range(PLACES if calls else 0):
        if found := _placed(sentence, dice.choice(calls), dice):
            call, turn, number = found
            yield _setting(as_raw(call, dice) if dice.random() < RAW_SHARE else call, turn, number)


def _setting(call: LabelledCall, turn: int, number: int) -> Setting:
    sentences = call.turns[turn].sentences
    first = len(" ".join(sentences[:number])) + (number > 0)
    return Setting(
        tuple(t.text for t in call.turns),
        tuple(t.role for t in call.turns),
        turn,
        first,
        first + len(sentences[number]),
    )


def _placed(
    sentence: JudgedSentence, call: LabelledCall, dice: random.Random
) -> tuple[LabelledCall, int, int] | None:
    """A stretch of the call with the sentence in it, and where; None where no place is free."""
    free = [
        (at, number)
        for at, turn in enumerate(call.turns)
        if turn.role == sentence.role
        for number, labels in enumerate(turn.labels)
        if not labels
    ]
    if not free:
        return None
    at, number = dice.choice(free)
    turn, first = call.turns[at], max(0, at - TURNS_BEFORE)
    talk = (*turn.sentences[:number], sentence.text, *turn.sentences[number + 1 :])
    turns = (
        *call.turns[first:at],
        replace(turn, sentences=talk),
        *call.turns[at + 1 : at + 1 + TURNS_AFTER],
    )
    return replace(call, turns=turns), at - first, number


def labelled_call(sentence: JudgedSentence, model: ActModel) -> LabelledCall:
    """The judged sentence after its turns, to train on: what nobody judged is labelled as the
    model labels it."""
    call = own_call(sentence)
    limits = np.array([model.thresholds[label] for label in LABELS], np.float32)
    read = model.read([t.text for t in call.turns], [t.role for t in call.turns])
    turns = []
    for turn, found in zip(call.turns, read, strict=True):
        ends = (*found.starts[1:], len(turn.text))
        talk = (turn.text[a:b].strip() for a, b in zip(found.starts, ends, strict=True))
        asserted = found.probabilities >= limits
        names = (tuple(LABELS[n] for n in np.flatnonzero(row)) for row in asserted)
        turns.append(replace(turn, sentences=tuple(talk), labels=tuple(names)))
    place = Setting((sentence.text,), (sentence.role,), 0, 0, len(sentence.text))
    turns[-1] = _told(turns[-1], place.sentence(read[-1].starts), sentence.targets)
    return replace(call, turns=tuple(turns))


def _told(turn: LabelledTurn, number: int, targets: dict[str, float]) -> LabelledTurn:
    found = dict.fromkeys(turn.labels[number], 1.0) | targets
    names = tuple(label for label in LABELS if found.get(label, 0.0) >= 0.5)
    return replace(turn, labels=(*turn.labels[:number], names, *turn.labels[number + 1 :]))
