"""The committed weights: safetensors, small, checked before use.

Word embeddings are stored as int8 with one scale a row, all else as float16: 34 MB in place of
91. Training starts from the embeddings as stored (they stay frozen), so nothing is lost later.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.torch import load, save_file
from torch import Tensor

from analyser.codebook import LABELS
from analyser.errors import ModelError
from models.act_network import ActNetwork

WORDS: Final = "encoder.embeddings.word_embeddings.weight"
WEIGHTS_FILE: Final = "weights.safetensors"
CARD_FILE: Final = "model.json"
ENCODER_FILE: Final = "encoder.json"
TOKENIZER_FILE: Final = "tokenizer.json"
HERE: Final = Path(__file__).parent
NEVER: Final = -30.0
"""The logit of what is never asserted."""


@dataclass(frozen=True, slots=True)
class Card:
    """What stands beside the weights. ``thresholds``: by label, 0 to 1; ``scale`` and ``shift``
    by label: from logit to probability; ``sha256`` of the weights file."""

    version: str
    thresholds: dict[str, float]
    scale: dict[str, float]
    shift: dict[str, float]
    sha256: str
    training: dict[str, Any]

    def array(self, values: dict[str, float], missing: float) -> NDArray[np.float32]:
        """Values by label in the order of LABELS, float32 ``(n_labels,)``; ``missing`` for labels
        that came to the codebook after the training."""
        return np.array([values.get(label, missing) for label in LABELS], np.float32)

    def calibration(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Scale and shift as arrays."""
        return self.array(self.scale, 1.0), self.array(self.shift, 0.0)


def quantised(words: Tensor) -> tuple[Tensor, Tensor]:
    """Rows as int8 with their float16 scales, shapes ``(n_words, width)`` and ``(n_words, 1)``."""
    scale = (words.abs().amax(1, keepdim=True) / 127).clamp(min=1e-8).half()
    return (words / scale.float()).round().clamp(-127, 127).to(torch.int8), scale


def restored(rows: Tensor, scale: Tensor) -> Tensor:
    """Float32 rows from ``quantised``."""
    return rows.float() * scale.float()


def encoder_config(folder: Path) -> dict[str, Any]:
    """The encoder's configuration that stands beside the weights. Raises ModelError."""
    try:
        config: dict[str, Any] = json.loads((folder / ENCODER_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(
            f"{_named(folder)}: expected {ENCODER_FILE}, found none that can be read; "
            f"{_mend(folder)}"
        ) from error
    return config


def save_weights(network: ActNetwork, folder: Path) -> str:
    """Write the network's weights and return their SHA-256."""
    tensors: dict[str, Tensor] = {}
    for name, tensor in network.state_dict().items():
        if name == WORDS:
            tensors[f"{name}.rows"], tensors[f"{name}.scale"] = quantised(tensor)
        elif tensor.is_floating_point():
            tensors[name] = tensor.half().contiguous()
    return _save(tensors, folder)


def save_head(network: ActNetwork, start: Path, folder: Path) -> str:
    """Write the weights of the folder ``start`` with the network's label head in place of theirs,
    and return their SHA-256. All else keeps its bytes."""
    tensors = load((start / WEIGHTS_FILE).read_bytes())
    for name, tensor in network.state_dict().items():
        if name.split(".")[0] in ("hidden", "labels"):
            tensors[name] = tensor.half().contiguous()
    return _save(tensors, folder)


def _save(tensors: dict[str, Tensor], folder: Path) -> str:
    path = folder / WEIGHTS_FILE
    # The order of labels is part of the weights.
    save_file(tensors, path, metadata={"labels": ",".join(LABELS)})
    return hashlib.sha256(path.read_bytes()).hexdigest()


def copy_frame(source: Path, folder: Path) -> None:
    """Put what every set of weights needs beside it into ``folder``, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in (ENCODER_FILE, TOKENIZER_FILE):
        if source.resolve() != folder.resolve():
            (folder / name).write_bytes((source / name).read_bytes())


def save_card(card: Card, folder: Path) -> None:
    """Write the card beside the weights."""
    text = json.dumps(asdict(card), indent=1)
    (folder / CARD_FILE).write_text(text + "\n", encoding="utf-8")


def read_card(folder: Path) -> Card:
    """The card. Raises ModelError, which names the command to make the model."""
    try:
        return Card(**json.loads((folder / CARD_FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise ModelError(
            f"{_named(folder)}: expected {CARD_FILE} with the model's card, found none that "
            f"can be read; {_mend(folder)}"
        ) from error


def load_network(folder: Path, sha256: str) -> ActNetwork:
    """The network with the committed weights. Raises ModelError for other bytes than published."""
    path = folder / WEIGHTS_FILE
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ModelError(
            f"{_named(folder)}: expected {WEIGHTS_FILE}, found no such file; {_mend(folder)}"
        ) from error
    found = hashlib.sha256(data).hexdigest()
    if found != sha256:
        raise ModelError(
            f"{_named(folder)}/{WEIGHTS_FILE}: expected SHA-256 {sha256[:12]}…, found "
            f"{found[:12]}…; {_mend(folder)}"
        )
    tensors = load(data)
    words = restored(tensors.pop(f"{WORDS}.rows"), tensors.pop(f"{WORDS}.scale"))
    state = {name: tensor.float() for name, tensor in tensors.items()} | {WORDS: words}
    with safe_open(path, "pt") as stored:
        known = stored.metadata()["labels"].split(",")
    state["labels.weight"], state["labels.bias"] = _by_codebook(
        known, state["labels.weight"], state["labels.bias"]
    )
    network = ActNetwork(encoder_config(folder))
    missing, unexpected = network.load_state_dict(state, strict=False, assign=True)
    if missing or unexpected:
        raise ModelError(f"{_named(folder)}: the weights do not fit {ENCODER_FILE}")
    return network.requires_grad_(False).eval()


def _named(folder: Path) -> str:
    return f"models/{folder.name}" if folder.parent == HERE else str(folder)


def _mend(folder: Path) -> str:
    """What to do about a model that is missing or altered."""
    if folder.parent == HERE:
        return "restore it from the repository or run `make train`"
    return "make it anew with `python -m models.learn` or `make train`"


def _by_codebook(known: list[str], weight: Tensor, bias: Tensor) -> tuple[Tensor, Tensor]:
    """The last layer's rows in the codebook's order; a label that the weights were not trained on
    is never asserted until they are."""
    rows = torch.zeros(len(LABELS), weight.shape[1])
    start = torch.full((len(LABELS),), NEVER)
    for n, label in enumerate(LABELS):
        if label in known:
            rows[n], start[n] = weight[known.index(label)], bias[known.index(label)]
    return rows, start
