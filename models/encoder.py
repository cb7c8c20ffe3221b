"""The BERT encoder as transformers computes it, without the seconds that its import takes.

Tests hold it to the library's numbers, bit for bit. Weights bear the library's names.
"""

from collections.abc import Iterator
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional


class Encoder(nn.Module):
    """Hidden states for embedded words. ``config`` is a transformers BERT configuration as a
    dict; dropout in it is not heeded. On a CPU ``attention`` is fastest as ``sdpa`` in use and as
    ``eager`` in training."""

    def __init__(self, config: dict[str, Any], *, attention: str = "sdpa") -> None:
        super().__init__()
        width: int = config["hidden_size"]
        self.attention, self.width = attention, width
        self.embeddings = nn.ModuleDict(
            {
                "word_embeddings": nn.Embedding(config["vocab_size"], width),
                "position_embeddings": nn.Embedding(config["max_position_embeddings"], width),
                "token_type_embeddings": nn.Embedding(config["type_vocab_size"], width),
                "LayerNorm": nn.LayerNorm(width, config["layer_norm_eps"]),
            }
        )
        layers = (Layer(config, attention) for _ in range(config["num_hidden_layers"]))
        self.encoder = nn.ModuleDict({"layer": nn.ModuleList(layers)})

    def words(self, ids: Tensor) -> Tensor:
        """Word embeddings ``(n_windows, n_tokens, width)`` of ids."""
        found: Tensor = self.embeddings["word_embeddings"](ids)
        return found

    def forward(self, words: Tensor, mask: Tensor) -> Tensor:
        """States of the words' shape; ``mask`` ``(n_windows, n_tokens)`` is 0 for padding."""
        *_, states = self.layered(words, mask)
        return states

    def layered(self, words: Tensor, mask: Tensor) -> Iterator[Tensor]:
        """The states before the first layer and after each, as they are computed."""
        places = self.get_parameter("embeddings.position_embeddings.weight")[: words.shape[1]]
        kind = self.get_parameter("embeddings.token_type_embeddings.weight")[0]
        states: Tensor = self.embeddings["LayerNorm"](words + kind + places)
        seen = self._seen(mask, states.dtype)
        yield states
        for layer in self.encoder["layer"].children():
            states = layer(states, seen)
            yield states

    def _seen(self, mask: Tensor, dtype: torch.dtype) -> Tensor | None:
        """What attention may look at: what is added to its scores (eager) or yes and no (sdpa);
        None where there is no padding."""
        if bool(mask.all()):
            return None
        seen = mask.bool()[:, None, None, :].expand(-1, -1, mask.shape[1], -1)
        if self.attention == "sdpa":
            return seen
        return torch.zeros(seen.shape, dtype=dtype).masked_fill(~seen, torch.finfo(dtype).min)


class Layer(nn.Module):
    """Attention, then two dense layers, each added to what came in and normalised."""

    def __init__(self, config: dict[str, Any], attention: str) -> None:
        super().__init__()
        width, inner = config["hidden_size"], config["intermediate_size"]
        self.attend = _sdpa if attention == "sdpa" else _eager
        self.heads = config["num_attention_heads"]
        looks = {name: nn.Linear(width, width) for name in ("query", "key", "value")}
        eps = config["layer_norm_eps"]
        self.attention = nn.ModuleDict(
            {"self": nn.ModuleDict(looks), "output": _joining(width, width, eps)}
        )
        self.intermediate = nn.ModuleDict({"dense": nn.Linear(width, inner)})
        self.output = _joining(inner, width, eps)

    def forward(self, states: Tensor, seen: Tensor | None) -> Tensor:
        """New states of the same shape. ``seen``: see ``Encoder``."""
        found = self._looked(states, seen)
        states = _joined(self.attention["output"], found, states)
        inner = functional.gelu(self.intermediate["dense"](states))
        return _joined(self.output, inner, states)

    def _looked(self, states: Tensor, seen: Tensor | None) -> Tensor:
        split = (*states.shape[:2], self.heads, -1)
        query, key, value = (
            part(states).view(split).transpose(1, 2) for part in self.attention["self"].children()
        )
        found = self.attend(query, key, value, seen)
        return found.transpose(1, 2).reshape(states.shape)


def _sdpa(query: Tensor, key: Tensor, value: Tensor, seen: Tensor | None) -> Tensor:
    return functional.scaled_dot_product_attention(query, key, value, seen)


def _eager(query: Tensor, key: Tensor, value: Tensor, seen: Tensor | None) -> Tensor:
    scores = torch.matmul(query, key.transpose(2, 3)) * query.shape[-1] ** -0.5
    if seen is not None:
        scores = scores + seen
    return torch.matmul(functional.softmax(scores, dim=-1), value)


def _joining(inner: int, width: int, eps: float) -> nn.ModuleDict:
    return nn.ModuleDict({"dense": nn.Linear(inner, width), "LayerNorm": nn.LayerNorm(width, eps)})


def _joined(parts: nn.Module, found: Tensor, states: Tensor) -> Tensor:
    dense, norm = parts.children()
    joined: Tensor = norm(dense(found) + states)
    return joined
