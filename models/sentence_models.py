"""Models that read each sentence by itself: what context adds is measured against them.

Both start from the encoder that the act model started from: frozen with linear heads, or
fine-tuned.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from analyser.codebook import LABELS
from models.act_classifier import fast_bfloat16
from models.encoder import Encoder
from models.windows import CLS, PAD, SEP, tokenizer

LONGEST: Final = 96
SENTENCES: Final = 128
SHRINKAGE: Final = 1e-4
STEPS: Final = 200

Judge = Callable[[Sequence[str]], NDArray[np.float32]]
"""Label logits ``(n_sentences, n_labels)`` of sentences."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A sentence and the labels that it bears."""

    text: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tuning:
    """How to fine-tune, with AdamW and rates that fall to 0."""

    epochs: int = 2
    encoder_rate: float = 1e-4
    head_rate: float = 1e-3
    sentences_a_step: int = 32
    seed: int = 7


def upstream_encoder(config: dict[str, Any], weights: dict[str, Tensor]) -> Encoder:
    """The pre-trained encoder. Raises ValueError where weights are missing."""
    encoder = Encoder(config)
    missing, _ = encoder.load_state_dict(weights, strict=False)
    if missing:
        raise ValueError(f"the upstream weights lack {', '.join(missing)}")
    return encoder.eval()


def frozen_with_heads(lessons: Sequence[Lesson], encoder: Encoder) -> Judge:
    """Linear heads on the frozen encoder's sentence vectors."""
    vectors, targets = _vectors(encoder, [x.text for x in lessons]), _targets(lessons)
    head = nn.Linear(vectors.shape[1], len(LABELS))
    optimiser = torch.optim.LBFGS(head.parameters(), max_iter=STEPS, line_search_fn="strong_wolfe")

    def closure() -> Tensor:
        optimiser.zero_grad()
        missed = nn.functional.binary_cross_entropy_with_logits(head(vectors), targets)
        loss = missed + SHRINKAGE * (head.weight**2).mean()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimiser.step(closure)  # type: ignore[no-untyped-call]
    return _judge(encoder, head)


def fine_tuned(
    lessons: Sequence[Lesson], encoder: Encoder, tuning: Tuning, log: Callable[[str], None]
) -> Judge:
    """The encoder and linear heads trained together; word embeddings stay as they are."""
    torch.manual_seed(tuning.seed)
    encoder.get_submodule("embeddings.word_embeddings").requires_grad_(False)
    head = nn.Linear(encoder.width, len(LABELS))
    moving = [p for p in encoder.parameters() if p.requires_grad]
    groups = [
        {"params": moving, "lr": tuning.encoder_rate},
        {"params": head.parameters(), "lr": tuning.head_rate},
    ]
    optimiser = torch.optim.AdamW(groups)
    steps = tuning.epochs * -(-len(lessons) // tuning.sentences_a_step)
    schedule = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.01, steps)
    dice = random.Random(tuning.seed)
    for epoch in range(tuning.epochs):
        losses = []
        order = sorted(lessons, key=lambda lesson: (len(lesson.text) // 16, dice.random()))
        batches = list(_parts(order, tuning.sentences_a_step))
        dice.shuffle(batches)
        for batch in batches:
            with torch.autocast("cpu", torch.bfloat16, enabled=fast_bfloat16()):
                logits = head(_encoded(encoder, [lesson.text for lesson in batch]))
            missed = nn.functional.binary_cross_entropy_with_logits(
                logits.float(), _targets(batch), reduction="none"
            )
            loss = missed.sum(1).mean()
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            schedule.step()
            losses.append(float(loss.detach()))
        log(f"epoch {epoch + 1} of {tuning.epochs}: loss {np.mean(losses):.4f}")
    return _judge(encoder, head)


def _judge(encoder: Encoder, head: nn.Linear) -> Judge:
    def judge(texts: Sequence[str]) -> NDArray[np.float32]:
        with torch.inference_mode():
            logits: NDArray[np.float32] = head(_vectors(encoder, texts)).numpy()
        return logits

    return judge


def _vectors(encoder: Encoder, texts: Sequence[str]) -> Tensor:
    """Sentence vectors ``(n, width)``, read in order of length."""
    order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
    out = torch.zeros(len(texts), encoder.width)
    with (
        torch.no_grad(),
        torch.autocast("cpu", torch.bfloat16, enabled=fast_bfloat16()),
    ):
        for part in _parts(order, SENTENCES):
            out[part] = _encoded(encoder, [texts[n] for n in part]).float()
    return out


def _encoded(encoder: Encoder, texts: Sequence[str]) -> Tensor:
    """The mean of each sentence's token states."""
    found = tokenizer().encode_batch(list(texts), add_special_tokens=False)
    rows = [[CLS, *one.ids[:LONGEST], SEP] for one in found]
    longest = max(map(len, rows))
    ids = torch.tensor([row + [PAD] * (longest - len(row)) for row in rows])
    mask = (torch.arange(longest) < torch.tensor([len(row) for row in rows])[:, None]).long()
    states = encoder(encoder.words(ids), mask)
    mean: Tensor = (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
    return mean


def _targets(lessons: Sequence[Lesson]) -> Tensor:
    return torch.tensor([[float(label in x.labels) for label in LABELS] for x in lessons])


def _parts(items: Sequence[Any], size: int) -> Iterator[Any]:
    return (items[at : at + size] for at in range(0, len(items), size))
