"""Fifty verdicts on a house phrase change its label, and little else."""

from itertools import product
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from analyser.codebook import LABELS
from models import ACTS, SIDES
from models.learn import learn
from models.marked_calls import LabelledCall, read_folder
from models.train import TRAINING, Material
from models.trained import ActModel, load_act_model
from models.verdicts import Verdict, judged

OPENINGS = (
    "",
    "So, ",
    "Well, ",
    "Look, ",
    "And ",
    "Honestly, ",
    "Right, ",
    "Okay, ",
    "Now, ",
    "Ann, ",
)
PHRASES = (
    "the lantern is lit on this one.",
    "we only keep the lantern lit so long.",
    "I would hate for the lantern to go out on you.",
    "the lantern is lit until Friday.",
    "you do know the lantern is lit.",
)
UNSEEN = "Remember that the lantern is lit.", "And, you see, the lantern is lit until Monday."
VERDICTS = [
    Verdict(text=opening + phrase, role="rep", label="pressure", verdict="confirmed")
    for opening, phrase in product(OPENINGS, PHRASES)
]
PRESSURE = LABELS.index("pressure")


@pytest.fixture(scope="module")
def calls() -> list[LabelledCall]:
    return read_folder(TRAINING)[::5]


@pytest.fixture(scope="module")
def before() -> ActModel:
    return load_act_model(ACTS, SIDES)


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory, calls: list[LabelledCall]) -> ActModel:
    folder = tmp_path_factory.mktemp("learnt")
    material = Material(calls[:90], calls[90:96], [])
    learn(judged(VERDICTS), ACTS, folder, material, log=lambda _line: None)
    return load_act_model(folder, SIDES)


def asserted(model: ActModel, call: LabelledCall) -> NDArray[np.bool_]:
    """Which labels the model asserts of each sentence, ``(n_sentences, n_labels)``."""
    read = model.read([t.text for t in call.turns], [t.role for t in call.turns])
    limits = np.array([model.thresholds[label] for label in LABELS])
    return np.concatenate([turn.probabilities for turn in read]) >= limits


def share_found(model: ActModel, texts: tuple[str, ...], call: LabelledCall) -> float:
    """How often the phrase, said by the rep in the midst of the call, is found."""
    found = []
    for text in texts:
        at = next(n for n in range(6, len(call.turns)) if call.turns[n].role == "rep")
        turns = [(t.text, t.role) for t in call.turns[: at + 3]]
        turns[at] = (text, "rep")
        read = model.read([t for t, _ in turns], [role for _, role in turns])[at]
        found.append(read.probabilities[:, PRESSURE].max() >= model.thresholds["pressure"])
    return float(np.mean(found))


def test_the_phrase_gets_its_label(
    before: ActModel, after: ActModel, calls: list[LabelledCall]
) -> None:
    texts = tuple(verdict.text for verdict in VERDICTS)
    assert share_found(before, texts, calls[110]) < 0.3
    assert share_found(after, texts, calls[110]) > 0.9


def test_the_phrase_is_known_in_other_words(
    before: ActModel, after: ActModel, calls: list[LabelledCall]
) -> None:
    assert share_found(before, UNSEEN, calls[111]) == 0.0
    assert share_found(after, UNSEEN, calls[111]) == 1.0


def test_nothing_else_moves_by_more_than_noise(
    before: ActModel, after: ActModel, calls: list[LabelledCall]
) -> None:
    fresh = calls[96:]
    was, now = (np.concatenate([asserted(m, call) for call in fresh]) for m in (before, after))
    assert was.sum() > 500
    assert (was != now).sum() < 0.03 * was.sum()


def test_sentences_and_sides_stay_as_they_are(
    before: ActModel, after: ActModel, calls: list[LabelledCall]
) -> None:
    texts, roles = zip(*((t.text, t.role) for t in calls[96].turns), strict=True)
    starts = [[turn.starts for turn in model.read(texts, roles)] for model in (before, after)]
    assert starts[0] == starts[1]
    speakers = [n % 2 for n in range(len(texts))]
    assert np.array_equal(before.sides(texts, speakers), after.sides(texts, speakers))


def test_thresholds_stay(before: ActModel, after: ActModel) -> None:
    assert before.thresholds == after.thresholds


def test_the_report_will_name_the_verdicts(before: ActModel, after: ActModel) -> None:
    assert after.version.startswith(f"{before.version}+verdicts.")


def test_verdicts_that_teach_nothing_are_refused(tmp_path: Path) -> None:
    unsure = [verdict.model_copy(update={"verdict": "unsure"}) for verdict in VERDICTS]
    with pytest.raises(ValueError, match="none but unsure"):
        learn(judged(unsure), ACTS, tmp_path, Material([], [], []), log=print)
