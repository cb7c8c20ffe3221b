"""What a teacher makes of the training calls: probabilities by call and sentence, kept as bytes.

The file holds no word of the talk: a tensor uint8 ``(n_sentences, n_labels)`` by call's id, of
255ths, in the order of the labels that its metadata name.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.numpy import save_file

from analyser.codebook import LABELS
from models.marked_calls import LabelledCall

MOST: Final = 255


def save_taught(
    found: Mapping[str, NDArray[np.float32]], path: Path, facts: Mapping[str, str]
) -> None:
    """Write probabilities float32 ``(n_sentences, n_labels)`` by call's id."""
    rows = {name: np.round(MOST * p).astype(np.uint8) for name, p in sorted(found.items())}
    save_file(rows, path, metadata={"labels": ",".join(LABELS), **facts})


def with_taught(calls: Sequence[LabelledCall], path: Path) -> list[LabelledCall]:
    """The calls with what the teacher made of them; the others as they are.

    Raises ValueError where a call has not as many sentences as the teacher read, or the file is of
    another codebook.
    """
    out = []
    with safe_open(path, "numpy") as stored:
        if stored.metadata()["labels"] != ",".join(LABELS):
            raise ValueError(
                f"{path.name}: expected the codebook's labels, found others; run "
                "`python -m models.teach` anew"
            )
        known = set(stored.keys())
        for call in calls:
            out.append(_with(call, stored.get_tensor(call.id)) if call.id in known else call)
    return out


def _with(call: LabelledCall, rows: NDArray[np.uint8]) -> LabelledCall:
    sentences = sum(len(turn.sentences) for turn in call.turns)
    if len(rows) != sentences:
        raise ValueError(
            f"{call.id}: expected {sentences} sentences as in the call, found {len(rows)} that the "
            "teacher read; run `python -m models.teach` anew"
        )
    return replace(call, taught=rows.astype(np.float32) / np.float32(MOST))
