from xml.etree import ElementTree

import numpy as np
import pytest

from analyser.codebook import LABELS
from models.calibrate import TurnScores
from models.reliability import bins, diagram, table


def scores(probability: float, share: float, turns: int = 200) -> TurnScores:
    """Turns that all get the probability for the first label; the share of them bears it."""
    logits = np.full((turns, len(LABELS)), -np.inf)
    logits[:, 0] = np.log(probability / (1 - probability))
    gold = np.zeros(logits.shape, bool)
    gold[: round(share * turns), 0] = True
    return TurnScores(logits, gold)


@pytest.mark.parametrize(
    ("probability", "share", "ece"),
    [
        pytest.param(0.75, 0.75, 0.0, id="honest"),
        pytest.param(0.95, 0.5, 0.45, id="too-sure"),
        pytest.param(0.05, 0.5, 0.45, id="not-sure-enough"),
    ],
)
def test_the_error_is_the_distance_of_said_and_true(
    probability: float, share: float, ece: float
) -> None:
    assert bins(scores(probability, share), 0).ece == pytest.approx(ece)
    assert bins(scores(probability, share)).ece == pytest.approx(ece)


def test_labels_that_the_role_cannot_bear_do_not_count() -> None:
    assert bins(scores(0.5, 0.5), 1).ece is None
    assert bins(scores(0.5, 0.5)).turns.sum() == 200


def test_sure_absence_is_no_doubt() -> None:
    assert bins(scores(0.05, 0.0), least=0.1).ece is None


def test_certainty_falls_into_the_last_bin() -> None:
    sure = scores(0.5, 1.0)
    sure.logits[:, 0] = 50.0
    assert bins(sure).turns[-1] == 200


def test_the_table_has_a_line_a_label_and_one_for_all() -> None:
    lines = table({"held out": scores(0.95, 0.5), "dev": scores(0.5, 0.5)})
    assert len(lines) == len(LABELS) + 3
    assert lines[-1] == "| all | 0.450 | 0.450 | 100 | 0.000 | 0.000 | 100 |"
    assert {line.count("|") for line in lines} == {8}


def test_the_diagram_is_well_formed_and_draws_every_group() -> None:
    drawn = diagram({"held out": scores(0.95, 0.5), "dev": scores(0.5, 0.5)}, "acts 1.0.0")
    root = ElementTree.fromstring(drawn)  # noqa: S314 (drawn by us)
    assert len(root.findall("{*}circle")) == 2
    assert {"held out", "dev", "acts 1.0.0"} <= {text.text for text in root.findall("{*}text")}
