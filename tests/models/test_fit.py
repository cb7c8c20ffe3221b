"""A tiny network learns a planted phrase, twice the same."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from analyser.codebook import LABELS
from models import ACTS
from models.act_classifier import ActClassifier
from models.act_network import ActNetwork
from models.fit import Recipe, fit, fresh_network
from models.marked_calls import read_lines
from models.weights import encoder_config, save_weights
from tests.conftest import SMALL

LINES = [
    line
    for n in range(24)
    for line in (
        f"# w{n}",
        "R Ann: We met on Monday. [pressure: Sign before midnight tonight.]",
        "C Raj: The weather is fine here.",
    )
]
RECIPE = Recipe(epochs=16, encoder_rate=2e-3, head_rate=1e-2, raw_share=0, masked_share=0)


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    yield
    torch.use_deterministic_algorithms(False)


def fitted(recipe: Recipe) -> ActNetwork:
    config = encoder_config(ACTS) | SMALL
    torch.manual_seed(5)
    upstream = ActNetwork(config).encoder.state_dict()
    calls = list(read_lines(LINES))
    return fit(lambda: fresh_network(config, upstream), calls, recipe, log=lambda _line: None)


def test_learns_a_planted_phrase() -> None:
    classifier = ActClassifier(fitted(RECIPE))
    (read,) = classifier.read(["We met on Monday. Sign before midnight tonight."], ["rep"])
    said, planted = read.probabilities[0], read.probabilities[-1]
    number = LABELS.index("pressure")
    assert said[number] < 0.3 < 0.7 < planted[number]


def test_two_fits_give_the_same_bytes(tmp_path: Path) -> None:
    short = replace(RECIPE, epochs=2)
    assert save_weights(fitted(short), tmp_path) == save_weights(fitted(short), tmp_path)
