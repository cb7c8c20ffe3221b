import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest

from analyser.errors import ModelError
from models.type_words import (
    TYPES,
    TypeWords,
    act_rates,
    counted,
    features,
    load_type_words,
    save_type_words,
)

TURNS = [("rep", "Shall we renew?"), ("customer", "At 1,200 again? We're not sure.")]


@pytest.fixture
def judge() -> TypeWords:
    plain = TypeWords.untrained()
    dice = np.random.default_rng(3)
    weights = dice.normal(0, 1, plain.weights.shape).astype(np.float16).astype(np.float32)
    return TypeWords(weights, np.ones_like(plain.rarity), 1.5, 0.7)


def test_probabilities_add_up_to_1(judge: TypeWords) -> None:
    found = judge.probabilities(TURNS, ["price.state"], 4)
    assert tuple(found) == TYPES
    assert sum(found.values()) == pytest.approx(1)


def test_without_training_all_types_are_alike() -> None:
    found = TypeWords.untrained().probabilities(TURNS, [], 4)
    assert list(found.values()) == pytest.approx([1 / len(TYPES)] * len(TYPES))


def test_marks_and_capitals_change_nothing() -> None:
    spoken = [("rep", "shall we renew"), ("customer", "at 1 200 again we're not sure")]
    assert counted(TURNS) == counted(spoken)


def test_who_says_it_counts() -> None:
    assert counted([("rep", "hello")])[0] != counted([("customer", "hello")])[0]


def test_an_empty_call_has_the_last_row_alone() -> None:
    found = features(counted([]), act_rates([], 0), TypeWords.untrained().rarity)
    assert list(found.values()) == [1.0]


def test_what_is_written_is_read_back(tmp_path: Path, judge: TypeWords) -> None:
    save_type_words(judge, tmp_path, {"calls": 3})
    read = load_type_words(tmp_path)
    assert read.probabilities(TURNS, ["request"], 4) == judge.probabilities(TURNS, ["request"], 4)
    assert (read.threshold, read.scale) == (0.7, 1.5)


def test_a_label_that_came_later_tells_nothing(tmp_path: Path, judge: TypeWords) -> None:
    save_type_words(judge, tmp_path, {})
    path = tmp_path / "card.json"
    card = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**card, "labels": [*card["labels"][:-1], "gone"]}))
    read = load_type_words(tmp_path)
    assert read.weights.shape == judge.weights.shape
    assert not read.weights[-2].any()
    assert (read.weights[-1] == judge.weights[-1]).all()


@pytest.mark.parametrize("damage", ["missing", "altered", "no-card", "bad-card"])
def test_missing_and_altered_weights_are_errors(
    tmp_path: Path, judge: TypeWords, damage: str
) -> None:
    save_type_words(dataclasses.replace(judge), tmp_path, {})
    weights, card = tmp_path / "weights.safetensors", tmp_path / "card.json"
    if damage == "missing":
        weights.unlink()
    elif damage == "altered":
        weights.write_bytes(weights.read_bytes()[:-1] + b"x")
    elif damage == "no-card":
        card.unlink()
    else:
        card.write_text("{}")
    with pytest.raises(ModelError, match="make weights"):
        load_type_words(tmp_path)
