import numpy as np
import pytest

from analyser.codebook import LABELS
from models.experiments import lessons, macro_f1, turns_judged, with_keywords
from models.keywords import WORDS
from models.marked_calls import read_lines
from models.train import Material

LINES = ["# a", *["R Ann: [pressure: Only today.] Hello there.", "C Raj: Only today? Fine."] * 6]
CALLS = list(read_lines(LINES))


def test_every_label_has_its_words() -> None:
    assert set(WORDS) == set(LABELS)


def test_keywords_find_what_they_look_for() -> None:
    figures = with_keywords(Material([], CALLS, []), {"held out": CALLS})
    assert figures == {"held out": 1.0}


def test_a_turn_bears_what_its_best_sentence_bears_and_its_role_may() -> None:
    found = np.arange(2.0 * 24, dtype=np.float32).reshape(2, len(LABELS))

    def judge(texts: list[str]) -> np.ndarray:
        return np.concatenate([found] * (len(texts) // 2))

    scores = turns_judged(CALLS, judge)
    pressure, request = LABELS.index("pressure"), LABELS.index("request")
    assert scores.logits[0, pressure] == found[1, pressure]
    assert scores.logits[0, request] == -np.inf
    assert scores.logits[1, pressure] == -np.inf
    assert scores.gold[:, pressure].tolist() == [True, False] * 6


def test_labels_without_enough_turns_do_not_count() -> None:
    scores = turns_judged(CALLS[:1], lambda texts: np.full((len(texts), len(LABELS)), -9.0))
    assert macro_f1(scores, dict.fromkeys(LABELS, 0.5)) == pytest.approx(0.0)


def test_lessons_hold_every_sentence() -> None:
    assert len(lessons(CALLS)) == 24
