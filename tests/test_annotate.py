from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pytest
from numpy.typing import NDArray

from analyser.annotate import annotate, unread
from analyser.codebook import CUSTOMER_LABELS, LABELS, REP_LABELS
from analyser.conversation import Conversation, Role, Turn
from analyser.settings import Settings
from models.trained import ActModel

REP, CUSTOMER = Role.REP, Role.CUSTOMER


@dataclass(frozen=True)
class Read:
    starts: tuple[int, ...]
    probabilities: NDArray[np.float32]


@dataclass(frozen=True)
class Saying:
    """A model that sees the same labels on every sentence."""

    labels: dict[str, float]
    starts: tuple[int, ...] = (0,)
    thresholds: dict[str, float] = field(default_factory=lambda: dict.fromkeys(LABELS, 0.5))

    def read(self, texts: Sequence[str], roles: Sequence[str | None]) -> list[Read]:
        row = [self.labels.get(label, 0.0) for label in LABELS]
        return [Read(self.starts, np.array([row] * len(self.starts), np.float32)) for _ in texts]

    def sides(self, texts: Sequence[str], speakers: Sequence[int]) -> NDArray[np.float32]:
        return np.zeros((len(texts), 3), np.float32)

    def side_scores(self, voices: Sequence[Sequence[str]]) -> NDArray[np.float32]:
        return np.zeros(len(voices), np.float32)


def call(*turns: tuple[Role | None, str]) -> Conversation:
    return Conversation("c", tuple(Turn(f"P{n}", text, r) for n, (r, text) in enumerate(turns)))


def asserted(labels: dict[str, float]) -> dict[str, float]:
    (turn,) = annotate(call((REP, "Hello there.")), Settings(), Saying(labels)).turns
    return dict(turn.sentences[0].labels)


@pytest.mark.parametrize(
    ("labels", "kept"),
    [
        pytest.param({"probe.why": 0.51}, ["probe.why"], id="above-the-threshold"),
        pytest.param({"probe.why": 0.5}, ["probe.why"], id="at-the-threshold"),
        pytest.param({"probe.why": 0.49}, [], id="below-the-threshold"),
        pytest.param(
            {"question.open": 0.8, "question.closed": 0.9, "question.leading": 0.7},
            ["question.closed"],
            id="one-kind-of-question",
        ),
        pytest.param({"price.trade": 0.9}, ["price.cut", "price.trade"], id="a-trade-is-a-cut"),
        pytest.param(
            {"probe.why": 0.9, "question.open": 0.8}, ["probe.why", "question.open"], id="both"
        ),
    ],
)
def test_asserts_labels(labels: dict[str, float], kept: list[str]) -> None:
    assert list(asserted(labels)) == kept


def test_sentences_lie_in_the_text() -> None:
    text = "Hello there.  How are you? "
    (turn,) = annotate(call((REP, text)), Settings(), Saying({}, (0, 14))).turns
    assert [text[s.start : s.end] for s in turn.sentences] == ["Hello there.", "How are you?"]
    assert [s.text for s in turn.sentences] == ["Hello there.", "How are you?"]


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        pytest.param(REP, REP_LABELS, id="rep"),
        pytest.param(CUSTOMER, CUSTOMER_LABELS, id="customer"),
        pytest.param(Role.OTHER, frozenset(), id="other"),
        pytest.param(None, frozenset(), id="unknown"),
    ],
)
def test_a_side_bears_its_own_labels_only(
    small_model: ActModel, role: Role | None, allowed: frozenset[str]
) -> None:
    eager = replace(small_model, thresholds=dict.fromkeys(LABELS, 0.01))
    (turn,) = annotate(call((role, "Could you do it? We can.")), Settings(), eager).turns
    found = {label for sentence in turn.sentences for label in sentence.labels}
    assert found <= allowed
    assert bool(found) == bool(allowed)


@pytest.mark.parametrize("text", ["", " ", "\n", "…", "👍", "a\u0301", "שלום"], ids=repr)
def test_odd_turns_keep_their_place(small_model: ActModel, text: str) -> None:
    found = annotate(call((REP, text), (CUSTOMER, "Fine."), (REP, text)), Settings(), small_model)
    assert [turn.text for turn in found.turns] == [text, "Fine.", text]
    for turn in found.turns:
        assert all(turn.text[s.start : s.end] == s.text for s in turn.sentences)


def test_unread_talk_bears_no_acts() -> None:
    found = unread(call((REP, "Guten Tag."), (None, "Hallo.")))
    assert found.acts == ()
    assert [(s.role, s.role_from) for s in found.speakers] == [(REP, "stated"), (None, None)]


def test_unread_takes_the_role_that_a_speaker_was_first_given() -> None:
    turns = (Turn("Ann", "Guten Tag.", REP), Turn("Ann", "Ja."))
    assert unread(Conversation("c", turns)).speakers[0].role is REP
