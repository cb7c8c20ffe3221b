"""Fit the network: the loop over batches, the losses, and a run that can be repeated."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import torch
from torch import Tensor, nn

from models.act_classifier import fast_bfloat16
from models.act_network import ActNetwork
from models.malloc import MMAP_THRESHOLD, TRIM_THRESHOLD, tell_malloc
from models.marked_calls import LabelledCall
from models.training_data import Batch, batches
from models.weights import WORDS, quantised, restored
from models.windows import SEP

MASK: Final = 103


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to fit. Shares are 0 to 1; rates are of AdamW; ``encoder_rate`` for the encoder,
    ``head_rate`` for what is new. Both rise over ``warm_share`` of the steps, then fall to 0."""

    epochs: int = 7
    seed: int = 7
    encoder_rate: float = 1.5e-4
    head_rate: float = 1e-3
    weight_decay: float = 0.01
    windows_a_batch: int = 8
    raw_share: float = 0.4
    nameless_share: float = 0.25
    masked_share: float = 0.08
    warm_share: float = 0.06
    boundary_weight: float = 4.0
    role_weight: float = 0.4


def fit(
    start: Callable[[], ActNetwork],
    calls: Sequence[LabelledCall],
    recipe: Recipe,
    *,
    log: Callable[[str], None],
) -> ActNetwork:
    """A network fitted on the calls, the same bytes for the same inputs on the same machine.

    ``start`` makes the network to begin with; what it throws dice for, it does after the seed.
    """
    _keep_memory()
    torch.use_deterministic_algorithms(True)
    # Memory is always written before it is read here: to fill it first costs a tenth of the time.
    torch.utils.deterministic.fill_uninitialized_memory = False  # type: ignore[attr-defined]
    torch.manual_seed(recipe.seed)
    network = start()
    optimiser = _optimiser(network, recipe)
    # How windows fall depends on the dice, so the number of steps is only nearly known.
    total = int(1.02 * recipe.epochs * sum(1 for _ in _epoch(calls, recipe, random.Random(0))))
    warm = recipe.warm_share * total
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser,
        lambda step: min((step + 1) / warm, max(0.0, (total - step) / (total - warm))),
    )
    dice, began = random.Random(recipe.seed), time.monotonic()
    for epoch in range(recipe.epochs):
        network.train()
        losses = []
        for batch in _epoch(calls, recipe, dice):
            with torch.autocast("cpu", torch.bfloat16, enabled=fast_bfloat16()):
                loss = _loss(network, batch, recipe)
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad()
            schedule.step()
            losses.append(float(loss.detach()))
        mean = sum(losses) / len(losses)
        log(
            f"epoch {epoch + 1} of {recipe.epochs}: loss {mean:.4f}, {len(losses)} steps, "
            f"{time.monotonic() - began:.0f} s"
        )
    return network.eval()


def _epoch(calls: Sequence[LabelledCall], recipe: Recipe, dice: random.Random) -> Any:
    return batches(
        calls,
        dice,
        windows_a_batch=recipe.windows_a_batch,
        raw_share=recipe.raw_share,
        nameless_share=recipe.nameless_share,
    )


def fresh_network(config: dict[str, Any], upstream: dict[str, Tensor]) -> ActNetwork:
    """A network that has learnt no labels yet. ``upstream`` are the weights of the pre-trained
    encoder. Its word embeddings are taken as they will be stored (int8) and stay as they are.
    """
    network = ActNetwork(config, attention="eager")
    missing, _ = network.encoder.load_state_dict(upstream, strict=False)
    if missing:
        raise ValueError(f"the upstream weights lack {', '.join(missing)}")
    words = network.get_parameter(WORDS)
    with torch.no_grad():
        words.copy_(restored(*quantised(words)))
        network.markers.weight.normal_(0, 0.02)
    words.requires_grad_(False)
    return network


def _optimiser(network: ActNetwork, recipe: Recipe) -> torch.optim.AdamW:
    encoder = [p for p in network.encoder.parameters() if p.requires_grad]
    new = [p for name, p in network.named_parameters() if not name.startswith("encoder.")]
    groups = [
        {"params": encoder, "lr": recipe.encoder_rate},
        {"params": new, "lr": recipe.head_rate},
    ]
    return torch.optim.AdamW(groups, weight_decay=recipe.weight_decay, fused=True)


def _loss(network: ActNetwork, batch: Batch, recipe: Recipe) -> Tensor:
    """Labels (summed over labels, mean over sentences), sentence starts, and sides."""
    cross_entropy = nn.functional.binary_cross_entropy_with_logits
    hidden = (torch.rand(batch.ids.shape) < recipe.masked_share) & (batch.ids > SEP)
    states = network.states(torch.where(hidden, MASK, batch.ids), batch.mask).float()
    loss = states.new_zeros(())
    if len(batch.targets):
        logits = network.label_logits(states, batch.spans)
        loss = loss + cross_entropy(logits, batch.targets, reduction="none").sum(1).mean()
    asked = batch.boundary >= 0
    if asked.any():
        found = network.boundary_logits(states)[asked]
        loss = loss + recipe.boundary_weight * cross_entropy(found, batch.boundary[asked])
    if len(batch.side):
        sides = network.role_logits(states[batch.marker_row, batch.marker_at])
        loss = loss + recipe.role_weight * nn.functional.cross_entropy(sides, batch.side)
    return loss


def _keep_memory() -> None:
    """Ask the C library to keep freed memory: giving it back after each step costs a third of
    the time."""
    tell_malloc(TRIM_THRESHOLD, 2**31 - 1)
    tell_malloc(MMAP_THRESHOLD, 2**30)
