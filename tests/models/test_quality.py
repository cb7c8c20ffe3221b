import numpy as np
import pandas as pd
import pytest

from analyser.codebook import LABELS
from models.calibrate import TurnScores
from models.quality import (
    house_verdicts,
    label_table,
    moved,
    people_episodes,
    people_table,
    stated_and_found,
)
from models.verdicts import judged, split

LIMITS = dict.fromkeys(LABELS, 0.5)


def scores(*turns: tuple[float, bool]) -> TurnScores:
    """Turns with the probability of the first label, and whether they bear it."""
    logits = np.full((len(turns), len(LABELS)), -np.inf)
    logits[:, 0] = [np.log(p / (1 - p)) for p, _ in turns]
    gold = np.zeros(logits.shape, bool)
    gold[:, 0] = [was for _, was in turns]
    return TurnScores(logits, gold)


def test_labels_are_counted_by_turn() -> None:
    found = label_table(scores((0.9, True), (0.8, False), (0.2, True), (0.1, False)), LIMITS)
    first = found.iloc[0]
    assert (first.label, first.turns) == (LABELS[0], 2)
    assert (first.precision, first.recall, first.f1) == (0.5, 0.5, 0.5)
    assert first.precision_interval == "0.09 to 0.91"


def test_what_was_never_said_or_borne_is_absent() -> None:
    found = label_table(scores((0.1, True)), LIMITS)
    assert pd.isna(found.precision[0])
    assert (found.recall[0], found.f1[0]) == (0.0, 0.0)
    assert found.iloc[1:][["precision", "recall", "f1"]].isna().all().all()


def test_labels_that_a_turn_cannot_bear_do_not_count() -> None:
    stated, found = stated_and_found(scores((0.9, True), (0.2, False)))
    assert stated == pytest.approx([0.9, 0.2])
    assert found.tolist() == [True, False]


def test_only_labels_that_moved_are_told() -> None:
    before = label_table(scores((0.9, True), (0.8, False)), LIMITS)
    after = label_table(scores((0.9, True), (0.2, False)), LIMITS)
    assert moved(before, before).empty
    (row,) = moved(before, after).to_dict("records")
    assert (row["label"], row["f1_after"], row["change"]) == (LABELS[0], 1.0, 0.33)


def test_labels_that_lost_most_are_told_first() -> None:
    before = pd.DataFrame({"label": [*"abcd"], "turns": 9, "f1": [0.5, 0.9, 0.7, None]})
    after = before.assign(f1=[0.504, 0.8, 0.5, 0.5])
    assert list(moved(before, after).label) == ["c", "b"]


def test_people_are_compared_on_every_label() -> None:
    people = people_table()
    assert list(people.label) == list(LABELS)
    assert people.f1.between(0, 1).all()
    assert people_episodes()["both made"].min() > 0


def test_the_house_has_forty_verdicts_of_which_some_are_kept_aside() -> None:
    told, kept = split(judged(house_verdicts()))
    assert (len(told), len(kept)) == (32, 8)
