import numpy as np
import pytest
from numpy.typing import NDArray

from analyser.codebook import CUSTOMER_LABELS, LABELS
from models.act_classifier import ActClassifier
from models.act_network import ActNetwork
from models.calibrate import ACCUSING, TurnScores, platt, report, thresholds, turn_scores
from models.marked_calls import read_lines

ONES, ZEROS = np.ones(len(LABELS), np.float32), np.zeros(len(LABELS), np.float32)


def scores(logits: NDArray[np.float64], gold: NDArray[np.bool_]) -> TurnScores:
    """The same turns for each label."""
    every = np.ones((1, len(LABELS)))
    return TurnScores(logits[:, None] * every, (gold[:, None] * every).astype(bool))


def noisy(slope: float) -> TurnScores:
    """Turns whose true log-odds are the logit times ``slope``."""
    dice = np.random.default_rng(4)
    logits = dice.normal(0, 3, 4000)
    return scores(logits, dice.random(4000) < 1 / (1 + np.exp(-slope * logits)))


@pytest.mark.parametrize("slope", [0.5, 1.0, 2.0])
def test_finds_the_scale_that_makes_logits_honest(slope: float) -> None:
    scale, shift = platt(noisy(slope))
    assert scale == pytest.approx(np.full(len(LABELS), slope), rel=0.15)
    assert shift == pytest.approx(ZEROS, abs=0.2)


def test_without_examples_nothing_is_changed() -> None:
    scale, shift = platt(scores(np.array([1.0, -1.0]), np.array([False, False])))
    assert (scale.tolist(), shift.tolist()) == (ONES.tolist(), ZEROS.tolist())


def test_labels_that_accuse_need_more_certainty() -> None:
    found = thresholds([noisy(1.0)], ONES, ZEROS)
    assert found["pressure"] > found["reflect"]
    measured = report(noisy(1.0), found, ONES, ZEROS)
    for label, precision in ACCUSING.items():
        assert measured[label]["precision"] >= precision - 0.02


def test_a_label_with_few_examples_gets_a_half() -> None:
    few = scores(np.array([3.0, -3.0]), np.array([True, False]))
    assert set(thresholds([few], ONES, ZEROS).values()) == {0.5}


def test_turn_scores_know_whose_labels_they_are(small_network: ActNetwork) -> None:
    calls = list(read_lines(["# w1", "C Raj: Um. [request: Could you?]"]))
    found = turn_scores(ActClassifier(small_network), calls)
    assert [LABELS[n] for n in np.flatnonzero(found.gold[0])] == ["request"]
    finite = {LABELS[n] for n in np.flatnonzero(np.isfinite(found.logits[0]))}
    assert finite == CUSTOMER_LABELS
