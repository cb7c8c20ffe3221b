"""What a teacher makes of sentences is kept by call, and joins the labels in the training."""

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from analyser.codebook import LABELS
from models import act_model
from models.marked_calls import LabelledCall, read_lines
from models.taught import save_taught, with_taught
from models.training_data import TAUGHT_SHARE, batches, sentence_tokens
from models.windows import ROLE_TOKENS, token_stream

LINES = (
    "# w1",
    "R Ann: We met on Monday. [pressure: Sign before midnight tonight.]",
    "C Raj: The weather is fine here.",
)
PRESSURE = LABELS.index("pressure")


def call() -> LabelledCall:
    (found,) = read_lines(LINES)
    return found


def rows(p: float, n: int = 3) -> np.ndarray:
    return np.full((n, len(LABELS)), p, np.float32)


def targets(one: LabelledCall) -> np.ndarray:
    (batch,) = batches(
        [one], random.Random(0), windows_a_batch=8, raw_share=0.0, nameless_share=0.0
    )
    return batch.targets.numpy()


def test_kept_by_call(tmp_path: Path) -> None:
    path = tmp_path / "taught.safetensors"
    save_taught({"w1": rows(0.2)}, path, {"teacher": "one"})
    other = replace(call(), id="w2")
    told, untold = with_taught([call(), other], path)
    assert told.taught == pytest.approx(rows(0.2), abs=1 / 255)
    assert untold is other


def test_refuses_what_was_read_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "taught.safetensors"
    save_taught({"w1": rows(0.2, 4)}, path, {})
    with pytest.raises(ValueError, match="expected 3 sentences as in the call, found 4"):
        with_taught([call()], path)


def test_labels_and_teacher_count_both() -> None:
    found = targets(replace(call(), taught=rows(0.4)))
    assert found[1, PRESSURE] == pytest.approx(1 - TAUGHT_SHARE + 0.4 * TAUGHT_SHARE)
    assert found[0, PRESSURE] == pytest.approx(0.4 * TAUGHT_SHARE)


def test_a_teacher_that_is_far_from_the_label_counts_for_nothing() -> None:
    found = targets(replace(call(), taught=rows(0.1)))
    assert found[1, PRESSURE] == 1.0
    assert found[0, PRESSURE] == pytest.approx(0.1 * TAUGHT_SHARE)


def test_where_nobody_labelled_the_teacher_counts_alone() -> None:
    assert targets(replace(call(), labelled=False, taught=rows(0.4))) == pytest.approx(rows(0.4))


def test_judges_known_sentences_as_it_judges_those_it_finds() -> None:
    one, model = call(), act_model().classifier
    texts, roles = [t.text for t in one.turns], [t.role for t in one.turns]
    stream = token_stream(texts, [ROLE_TOKENS[role] for role in roles])
    spans = sentence_tokens(one, stream)
    found = model.taught(stream, [*spans, (0, 0)])
    read = np.concatenate([turn.probabilities for turn in model.read(texts, roles)])
    assert len(read) == len(spans) == 3
    assert found[:3][read > 0] == pytest.approx(read[read > 0])
    assert not found[3].any()
