"""Move the label head towards what coaches said, and hold it everywhere else.

The encoder stays as it is, so sentences are read once and the head is fitted on what came of it.
It is held most where a judged label is in doubt: few ordinary sentences are, and those tip first.
"""

import copy
import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import torch

from analyser.codebook import LABELS
from models.act_classifier import ActClassifier, PooledTurn
from models.act_network import ActNetwork
from models.marked_calls import LabelledCall
from models.threads import side_by_side
from models.verdict_settings import Setting, settings
from models.verdicts import JudgedSentence


@dataclass(frozen=True, slots=True)
class HeadRecipe:
    """``weight``: as how many sentences of the replay a judged one counts, in each setting.
    ``hold``: how much more those of the replay count of which a judged label is in doubt, its
    probability further than ``doubt`` from 0 and 1."""

    steps: int = 600
    rate: float = 1e-3
    replay_a_step: int = 512
    judged_a_step: int = 32
    doubtful_a_step: int = 128
    weight: float = 5.0
    hold: float = 2.0
    doubt: float = 0.02
    seed: int = 7


@dataclass(frozen=True, slots=True)
class Examples:
    """Sentences as the label head is given them. ``vectors`` float32 ``(n, 2 * width)``;
    ``targets`` float32 ``(n, n_labels)``, the probability that each label shall have; ``told``
    of that shape: whether a coach said so, else it is what the model says already."""

    vectors: torch.Tensor
    targets: torch.Tensor
    told: torch.Tensor

    def part(self, rows: torch.Tensor) -> "Examples":
        """Some of them, by number or mask."""
        return Examples(self.vectors[rows], self.targets[rows], self.told[rows])


def judged_examples(
    classifier: ActClassifier,
    sentences: Sequence[JudgedSentence],
    calls: Sequence[LabelledCall],
    dice: random.Random,
) -> Examples:
    """Each judged sentence in each of its settings."""

    def pooled(setting: Setting) -> PooledTurn:
        return classifier.pooled(setting.texts, setting.roles)[setting.turn]

    placed = [(s, setting) for s in sentences for setting in settings(s, calls, dice)]
    turns = side_by_side(pooled, [setting for _, setting in placed])
    vectors, said = [], []
    for (sentence, setting), turn in zip(placed, turns, strict=True):
        if len(turn.vectors):
            vectors.append(turn.vectors[setting.sentence(turn.starts)])
            said.append(_told(sentence))
    if not vectors:
        raise ValueError("expected verdicts on sentences with words, found none")
    return _examples(classifier, torch.from_numpy(np.stack(vectors)), torch.stack(said))


def _told(sentence: JudgedSentence) -> torch.Tensor:
    """What was said of each label, NaN where nothing was."""
    row = torch.full((len(LABELS),), torch.nan)
    for label, share in sentence.targets.items():
        row[LABELS.index(label)] = share
    return row


def replayed(classifier: ActClassifier, calls: Sequence[LabelledCall]) -> Examples:
    """All sentences of the calls, of which nobody said anything."""

    def pooled(call: LabelledCall) -> list[PooledTurn]:
        return classifier.pooled([t.text for t in call.turns], [t.role for t in call.turns])

    turns = chain.from_iterable(side_by_side(pooled, calls))
    parts = [turn.vectors for turn in turns if len(turn.vectors)]
    vectors = torch.from_numpy(np.concatenate(parts))
    return _examples(classifier, vectors, torch.full((len(vectors), len(LABELS)), torch.nan))


def _examples(classifier: ActClassifier, vectors: torch.Tensor, said: torch.Tensor) -> Examples:
    with torch.inference_mode():
        found = torch.sigmoid(_logits(classifier, classifier.network, vectors))
    told = ~said.isnan()
    return Examples(vectors, torch.where(told, said, found.clone()), told)


def logits(classifier: ActClassifier, examples: Examples) -> torch.Tensor:
    """Calibrated logits of the examples, ``(n, n_labels)``."""
    with torch.inference_mode():
        return _logits(classifier, classifier.network, examples.vectors)


def _logits(known: ActClassifier, network: ActNetwork, vectors: torch.Tensor) -> torch.Tensor:
    scale, shift = torch.from_numpy(known.scale), torch.from_numpy(known.shift)
    return scale * network.judged(vectors) + shift


def moved_head(
    before: ActClassifier, lessons: Examples, replay: Examples, recipe: HeadRecipe
) -> ActNetwork:
    """The network with its label head moved towards the targets; all else is the same."""
    network = copy.deepcopy(before.network).eval()
    head = [*network.hidden.parameters(), *network.labels.parameters()]
    for parameter in head:
        parameter.requires_grad_(True)
    optimiser = torch.optim.AdamW(head, lr=recipe.rate, weight_decay=0.0)
    schedule = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.01, recipe.steps)
    dice = torch.Generator().manual_seed(recipe.seed)
    share = recipe.weight * len(lessons.vectors) / len(replay.vectors)
    found = replay.targets[:, lessons.told.any(0)]
    doubtful = replay.part(((found > recipe.doubt) & (found < 1 - recipe.doubt)).any(1))
    parts = [
        (1.0, replay, recipe.replay_a_step),
        (share, lessons, recipe.judged_a_step),
        (recipe.hold, doubtful, recipe.doubtful_a_step),
    ]

    def loss(part: Examples, count: int) -> torch.Tensor:
        drawn = part.part(torch.randint(len(part.vectors), (count,), generator=dice))
        missed = torch.nn.functional.binary_cross_entropy_with_logits(
            _logits(before, network, drawn.vectors), drawn.targets, reduction="none"
        )
        return missed.sum(1).mean()

    for _ in range(recipe.steps):
        total = torch.stack([w * loss(part, n) for w, part, n in parts if len(part.vectors)]).sum()
        optimiser.zero_grad()
        total.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        schedule.step()
    return network.requires_grad_(False)
