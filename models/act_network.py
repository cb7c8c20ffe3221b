"""The network behind ``acts``: one encoder pass a window, one judgement a sentence.

A small BERT (6 layers, 384 wide) reads a window. Three heads read its states: where sentences
begin (each token), which labels a sentence bears (mean and maximum of its tokens), and which side
a turn's speaker is on (the turn's marker).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import torch
from torch import Tensor, nn

from analyser.codebook import LABELS
from models.encoder import Encoder
from models.windows import PAD, ROLE_TOKENS, SPEAKER_TOKENS

MAX_SENTENCE_TOKENS: Final = 96
"""A longer sentence is judged by its first tokens."""

ROLE_ORDER: Final = ("rep", "customer", "other")


@dataclass(frozen=True, slots=True)
class Spans:
    """Sentences within a batch of windows, each of shape ``(n_sentences,)``: ``row`` is the
    window, ``first`` to ``last`` its tokens in it, half-open and never empty."""

    row: Tensor
    first: Tensor
    last: Tensor


class ActNetwork(nn.Module):
    """Encoder and heads; for ``config`` and ``attention`` see ``Encoder``."""

    def __init__(self, config: dict[str, Any], *, attention: str = "sdpa") -> None:
        super().__init__()
        self.encoder = Encoder(config, attention=attention)
        self.add_heads(config["hidden_size"])

    def add_heads(self, width: int) -> None:
        """Put new heads on an encoder whose states are so wide."""
        self.markers = nn.Embedding(len(ROLE_TOKENS) + len(SPEAKER_TOKENS) + 1, width)
        self.dropout = nn.Dropout(0.1)
        self.hidden = nn.Linear(2 * width, width)
        self.labels = nn.Linear(width, len(LABELS))
        self.boundary = nn.Linear(width, 1)
        self.role = nn.Linear(width, len(ROLE_ORDER))

    def states(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Hidden states ``(n_windows, n_tokens, width)`` for ids and mask of that shape."""
        states: Tensor = self.encoder(self._embedded(ids), mask)
        return states

    def layered(self, ids: Tensor, mask: Tensor) -> Iterator[Tensor]:
        """The states before the first layer and after each; see ``Encoder.layered``."""
        return self.encoder.layered(self._embedded(ids), mask)

    def _embedded(self, ids: Tensor) -> Tensor:
        marked = ids < self.markers.num_embeddings
        added = self.markers(ids * marked) * (marked & (ids != PAD))[..., None]
        words: Tensor = self.encoder.words(ids) + added
        return words

    def label_logits(self, states: Tensor, spans: Spans) -> Tensor:
        """Shape ``(n_sentences, n_labels)``, in the order of ``analyser.codebook.LABELS``."""
        return self.judged(self.pooled(states, spans))

    def pooled(self, states: Tensor, spans: Spans) -> Tensor:
        """Mean and maximum of each sentence's tokens, shape ``(n_sentences, 2 * width)``."""
        longest = int((spans.last - spans.first).clamp(max=MAX_SENTENCE_TOKENS).max())
        steps = torch.arange(longest, device=states.device)
        index = spans.first[:, None] + steps
        inside = index < spans.last[:, None]
        tokens = states[spans.row[:, None], index.clamp(max=states.shape[1] - 1)]
        keep = inside[..., None]
        mean = (tokens * keep).sum(1) / keep.sum(1)
        peak = tokens.masked_fill(~keep, -1e4).amax(1)
        return torch.cat([mean, peak], dim=-1)

    def judged(self, pooled: Tensor) -> Tensor:
        """The label logits of pooled sentences."""
        hidden = nn.functional.gelu(self.hidden(self.dropout(pooled)))
        logits: Tensor = self.labels(self.dropout(hidden))
        return logits

    def boundary_logits(self, states: Tensor) -> Tensor:
        """Shape ``(n_windows, n_tokens)``: whether a sentence begins at the token."""
        logits: Tensor = self.boundary(states).squeeze(-1)
        return logits

    def role_logits(self, markers: Tensor) -> Tensor:
        """Shape ``(n_turns, 3)`` in the order of ROLE_ORDER, from the markers' states."""
        logits: Tensor = self.role(markers)
        return logits
