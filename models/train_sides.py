"""Train the words that tell sides apart and write them under ``models/sides``.

``python -m models.train_sides --help``. Each seller of a call is set against each customer of
the same call: the seller should score higher.
"""

import argparse
import sys
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray

from models import SIDES
from models.marked_calls import LabelledCall, read_folder
from models.side_words import BUCKETS, OPENS, save_side_words, word_features
from models.train import HELD_OUT, TRAINING
from models.training_data import annotated_calls, is_open, role_calls

ROLE_CALLS: Final = {"bargaining": 900, "persuasion": 600}
WRITTEN_WEIGHT: Final = 2
SHRINKAGE: Final = 0.01
STEPS: Final = 100

Pair = tuple[dict[int, float], dict[int, float], float]


def main() -> int:
    """Exit code 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, help="folder with annotated/ and unlabelled/")
    parser.add_argument("--out", type=Path, default=SIDES)
    args = parser.parse_args()
    written = read_folder(TRAINING)
    held = [call for call in written if zlib.crc32(call.id.encode()) % HELD_OUT == 0]
    calls = [call for call in written if zlib.crc32(call.id.encode()) % HELD_OUT] * WRITTEN_WEIGHT
    if args.shared and args.shared.is_dir():
        found = annotated_calls(args.shared / "annotated", "train")
        calls += [call for call, meta in found if is_open(meta)]
        for kind, most in ROLE_CALLS.items():
            calls += role_calls(args.shared / "unlabelled" / f"{kind}.calls.jsonl", most)
    weights = fitted(_matrix(pairs(calls)))
    margins = _matrix(pairs(held)) @ torch.from_numpy(weights)
    print(
        f"{len(calls)} calls; held out: {(margins > 0).float().mean():.3f} of {len(margins)} right"
    )
    save_side_words(weights, args.out)
    return 0


def pairs(calls: Sequence[LabelledCall]) -> list[Pair]:
    """Each seller with each customer of a call, and 1, 0 or -1 for which of them opens it."""
    out = []
    for call in calls:
        voices: dict[tuple[str, str], list[str]] = {}
        for turn in call.turns:
            voices.setdefault((turn.speaker, turn.role), []).append(" ".join(turn.sentences))
        opener = call.turns[0].speaker
        features = {voice: word_features(texts) for voice, texts in voices.items()}
        out += [
            (features[a], features[b], float(a[0] == opener) - float(b[0] == opener))
            for a in voices
            for b in voices
            if a[1] == "rep" and b[1] == "customer"
        ]
    return out


def _matrix(found: Sequence[Pair]) -> torch.Tensor:
    places: list[tuple[int, int]] = []
    values: list[float] = []
    for row, (seller, customer, opens) in enumerate(found):
        difference = dict(seller)
        for bucket, value in customer.items():
            difference[bucket] = difference.get(bucket, 0.0) - value
        difference[OPENS] = opens
        places += [(row, bucket) for bucket in difference]
        values += difference.values()
    size = (len(found), BUCKETS + 1)
    index = torch.tensor(places).T
    return torch.sparse_coo_tensor(index, torch.tensor(values), size, check_invariants=True)


def fitted(differences: torch.Tensor) -> NDArray[np.float32]:
    """Weights under which sellers score higher than customers, with shrinkage."""
    weights = torch.zeros(BUCKETS + 1, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=STEPS, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        margins = torch.sparse.mm(differences, weights[:, None])[:, 0]
        loss = torch.nn.functional.softplus(-margins).sum() + SHRINKAGE * (weights**2).sum()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimiser.step(closure)  # type: ignore[no-untyped-call]
    return weights.detach().numpy()


if __name__ == "__main__":
    sys.exit(main())
