import json
from dataclasses import asdict
from pathlib import Path

import pytest
import torch

from analyser.codebook import LABELS
from analyser.errors import ModelError
from models import ACTS, SIDES
from models.act_network import ActNetwork
from models.trained import load_act_model
from models.weights import (
    CARD_FILE,
    ENCODER_FILE,
    WEIGHTS_FILE,
    WORDS,
    Card,
    encoder_config,
    quantised,
    restored,
    save_weights,
)
from tests.conftest import SMALL


@pytest.fixture
def folder(tmp_path: Path, small_network: ActNetwork) -> Path:
    """A whole model with random weights."""
    config = encoder_config(ACTS) | SMALL
    (tmp_path / ENCODER_FILE).write_text(json.dumps(config))
    sha256 = save_weights(small_network, tmp_path)
    each = [dict.fromkeys(LABELS, value) for value in (0.5, 1.0, 0.0)]
    card = Card("9.9.9", each[0], each[1], each[2], sha256, {})
    (tmp_path / CARD_FILE).write_text(json.dumps(asdict(card)))
    return tmp_path


def test_what_is_saved_is_loaded(folder: Path, small_network: ActNetwork) -> None:
    model = load_act_model(folder, SIDES)
    assert model.version == "acts 9.9.9"
    found = dict(model.classifier.network.state_dict())
    for name, tensor in small_network.state_dict().items():
        expected = restored(*quantised(tensor)) if name == WORDS else tensor.half().float()
        assert torch.equal(found[name], expected), name


def test_the_loaded_model_reads(folder: Path) -> None:
    (read,) = load_act_model(folder, SIDES).read(["Hello there."], ["rep"])
    assert read.probabilities.shape == (len(read.starts), len(LABELS))


def test_saving_twice_gives_the_same_bytes(folder: Path, small_network: ActNetwork) -> None:
    before = (folder / WEIGHTS_FILE).read_bytes()
    save_weights(small_network, folder)
    assert (folder / WEIGHTS_FILE).read_bytes() == before


def test_quantising_what_is_restored_changes_nothing() -> None:
    torch.manual_seed(3)
    once = restored(*quantised(torch.randn(50, 24)))
    assert torch.allclose(restored(*quantised(once)), once, atol=1e-3)


@pytest.mark.parametrize("place", [100, -1], ids=["header", "last-byte"])
def test_altered_bytes_are_refused(folder: Path, place: int) -> None:
    data = bytearray((folder / WEIGHTS_FILE).read_bytes())
    data[place] ^= 1
    (folder / WEIGHTS_FILE).write_bytes(data)
    with pytest.raises(ModelError, match="expected SHA-256"):
        load_act_model(folder, SIDES)


@pytest.mark.parametrize("name", [CARD_FILE, WEIGHTS_FILE])
def test_a_missing_file_names_the_command(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ModelError, match="make train"):
        load_act_model(folder, SIDES)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": "1"}'])
def test_a_broken_card_names_the_command(folder: Path, text: str) -> None:
    (folder / CARD_FILE).write_text(text)
    with pytest.raises(ModelError, match="make train"):
        load_act_model(folder, SIDES)


def test_the_committed_card_fits_the_codebook() -> None:
    card = json.loads((ACTS / CARD_FILE).read_text(encoding="utf-8"))
    for part in ("thresholds", "scale", "shift"):
        assert set(card[part]) <= set(LABELS)
