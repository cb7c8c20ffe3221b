"""What many tests share: a small network with random weights, so that none needs the real one."""

import signal
from collections.abc import Iterator

import numpy as np
import pytest
import torch
from hypothesis import settings

from analyser.codebook import LABELS
from models import ACTS
from models.act_classifier import ActClassifier
from models.act_network import ActNetwork
from models.side_words import BUCKETS, SideWords
from models.trained import ActModel
from models.type_words import TypeWords
from models.weights import encoder_config

# How long an example takes depends on the machine: timing belongs in benchmarks.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

SMALL = {
    "hidden_size": 24,
    "intermediate_size": 48,
    "num_hidden_layers": 1,
    "num_attention_heads": 2,
}


@pytest.fixture(scope="session")
def small_network() -> ActNetwork:
    torch.manual_seed(11)
    return ActNetwork(encoder_config(ACTS) | SMALL).eval()


@pytest.fixture(scope="session")
def small_model(small_network: ActNetwork) -> ActModel:
    """A model that asserts at random, but always the same."""
    words = SideWords(np.zeros(BUCKETS + 1, np.float32))
    types = TypeWords.untrained()
    limits = dict.fromkeys(LABELS, 0.52)
    return ActModel(ActClassifier(small_network), words, types, limits, "acts test")


@pytest.fixture
def quick_road(monkeypatch: pytest.MonkeyPatch, small_model: ActModel) -> None:
    """The whole road with the small model in place of the real one."""
    monkeypatch.setattr("analyser.pipeline.act_model", lambda: small_model)


@pytest.fixture
def ctrl_c() -> Iterator[None]:
    """Afterwards Ctrl-C means what it meant before."""
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)
