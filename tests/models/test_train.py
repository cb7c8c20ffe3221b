import pytest
import torch

from models import ACTS
from models.marked_calls import read_lines
from models.train import (
    STAYS,
    UNPLANNED,
    Material,
    gather,
    mixed,
    trainable,
    with_verdicts,
)
from models.trained import ActModel
from models.verdicts import JudgedSentence
from models.weights import WORDS, load_network, read_card


def test_verdicts_join_the_calls_to_train_on(
    monkeypatch: pytest.MonkeyPatch, small_model: ActModel
) -> None:
    monkeypatch.setattr("models.train.act_model", lambda: small_model)
    (call,) = read_lines(["# a | form=raw", "C Raj: hello there"])
    sentences = [JudgedSentence(f"Sign {n}.", "rep", (), {"pressure": 1.0}) for n in range(5)]
    found = with_verdicts(Material([call], [call], []), sentences)
    assert [len(found.train), len(found.held)] == [5, 2]
    for judged in (*found.train[1:], *found.held[1:]):
        assert any("pressure" in names for names in judged.turns[-1].labels)


def test_tidy_calls_are_also_calibrated_on_raw() -> None:
    tidy, raw = read_lines(
        ["# a | form=punctuated", "C Raj: Hello, Ann.", "# b | form=raw", "C Raj: hello"]
    )
    groups = Material([], [tidy, raw], []).groups()
    assert {name: len(calls) for name, calls in groups.items()} == {
        "held out": 2,
        "held out, made raw": 1,
    }
    assert groups["held out, made raw"][0].turns[0].text.islower()


def test_some_unplanned_calls_are_held_out_as_a_group_of_their_own() -> None:
    material = gather(None)
    kept = {call.id for call in material.unplanned}
    assert kept
    assert all(name.startswith(UNPLANNED) for name in kept)
    assert not kept & {call.id for call in (*material.train, *material.held)}


def test_a_trained_model_goes_on_from_its_weights_with_its_words_frozen() -> None:
    stored = load_network(ACTS, read_card(ACTS).sha256)
    network, state = trainable(stored), stored.state_dict()
    assert all(weights.equal(state[name]) for name, weights in network.state_dict().items())
    frozen = [name for name, weights in network.named_parameters() if not weights.requires_grad]
    assert frozen == [WORDS]


def test_some_of_the_weights_stay() -> None:
    before, after = (load_network(ACTS, read_card(ACTS).sha256) for _ in range(2))
    moved = after.get_parameter("labels.bias")
    moved += 1.0
    found = mixed(before, after).get_parameter("labels.bias")
    assert torch.allclose(found, before.get_parameter("labels.bias") + (1 - STAYS))
