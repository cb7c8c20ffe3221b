from pathlib import Path

import numpy as np
import pytest

from analyser.errors import ModelError
from models.side_words import (
    BUCKETS,
    OPENS,
    WEIGHTS_FILE,
    SideWords,
    load_side_words,
    save_side_words,
    word_features,
)


def leaning(word: str) -> SideWords:
    weights = np.zeros(BUCKETS + 1, np.float32)
    weights[list(word_features([word]))] = 2.0
    return SideWords(weights)


def test_who_says_a_sellers_word_scores_higher() -> None:
    seller, buyer = leaning("quote").scores([["our quote"], ["too dear"]])
    assert seller > buyer


def test_digits_are_all_alike() -> None:
    assert word_features(["80 dollars"]) == word_features(["95 dollars"])


def test_a_voice_without_words_scores_only_for_opening() -> None:
    weights = np.zeros(BUCKETS + 1, np.float32)
    weights[OPENS] = 0.5
    assert SideWords(weights).scores([[], [""]]).tolist() == [0.5, 0.0]


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    save_side_words(leaning("quote").weights, tmp_path)
    assert (load_side_words(tmp_path).weights == leaning("quote").weights).all()


def test_altered_bytes_are_refused(tmp_path: Path) -> None:
    save_side_words(leaning("quote").weights, tmp_path)
    path = tmp_path / WEIGHTS_FILE
    path.write_bytes(path.read_bytes()[:-1] + b"\x01")
    with pytest.raises(ModelError, match="expected SHA-256"):
        load_side_words(tmp_path)


def test_a_missing_file_names_the_command(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="make train"):
        load_side_words(tmp_path)
