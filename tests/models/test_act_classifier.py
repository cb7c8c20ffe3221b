import numpy as np
import pytest
import torch

from analyser.codebook import CUSTOMER_LABELS, LABELS, REP_LABELS
from models.act_classifier import LENGTHS, ActClassifier
from models.act_network import ActNetwork
from models.windows import OWNED_TOKENS

TEXTS = ["Why is March important to you?", "Our contract ends then. Could you do it?", "", "…"]
ROLES = ["rep", "customer", "other", None]


@pytest.fixture(scope="module")
def classifier(small_network: ActNetwork) -> ActClassifier:
    return ActClassifier(small_network)


def test_same_numbers_whatever_stood_before(classifier: ActClassifier) -> None:
    first = classifier.read(TEXTS, ROLES)
    classifier.read(["Something else altogether."] * 40, ["rep"] * 40)
    for once, again in zip(first, classifier.read(TEXTS, ROLES), strict=True):
        assert once.starts == again.starts
        assert np.array_equal(once.probabilities, again.probabilities)


def test_shape_is_a_row_a_sentence(classifier: ActClassifier) -> None:
    for read in classifier.read(TEXTS, ROLES):
        assert read.probabilities.shape == (len(read.starts), len(LABELS))
        assert read.probabilities.dtype == np.float32


@pytest.mark.parametrize("count", [1, OWNED_TOKENS - 1, OWNED_TOKENS, 5 * OWNED_TOKENS])
def test_sentences_start_in_order_within_the_text(classifier: ActClassifier, count: int) -> None:
    text = " ".join(["word"] * count)
    (read,) = classifier.read([text], ["rep"])
    assert read.starts[0] == 0
    assert list(read.starts) == sorted(set(read.starts))
    assert read.starts[-1] < len(text)


def test_calls_of_any_length_are_read_in_few_shapes(
    small_network: ActNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Kernels are compiled for each shape and kept: a new one a call would fill the memory."""
    classifier, shapes = ActClassifier(small_network), set()
    states = small_network.states

    def noted(ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        shapes.add(tuple(ids.shape))
        return states(ids, mask)

    monkeypatch.setattr(small_network, "states", noted)
    for count in range(1, OWNED_TOKENS, 5):
        classifier.read([" ".join(["word"] * count)], ["rep"])
    assert {rows for rows, _ in shapes} == {1}
    assert len(shapes) <= OWNED_TOKENS // LENGTHS + 1


def test_marks_part_sentences_in_long_turns_too(classifier: ActClassifier) -> None:
    text = "So we met. " * 300
    (read,) = classifier.read([text], ["rep"])
    assert set(range(0, len(text), 11)) <= set(read.starts)


def test_an_empty_call_gives_nothing(classifier: ActClassifier) -> None:
    assert classifier.read([], []) == []


@pytest.mark.parametrize(
    ("role", "allowed"),
    [("rep", REP_LABELS), ("customer", CUSTOMER_LABELS), ("other", set()), (None, set())],
)
def test_labels_are_of_the_side(
    classifier: ActClassifier, role: str | None, allowed: set[str]
) -> None:
    (read,) = classifier.read(["Could you do it?"], [role])
    found = {label for n, label in enumerate(LABELS) if read.probabilities[:, n].any()}
    assert found == allowed


def test_sides_are_probabilities_a_turn(classifier: ActClassifier) -> None:
    found = classifier.sides(["Hello.", "", "Hi. " * 400], [0, 1, 30])
    assert found.shape == (3, 3)
    assert np.exp(found).sum(1) == pytest.approx(np.ones(3), abs=1e-4)
