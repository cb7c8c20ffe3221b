"""The larger network that the one in use learns from: all-mpnet-base-v2 (12 layers, 768 wide).

It reads the same windows of word pieces, since both vocabularies are BERT's, and judges sentences
with heads of the same shape. It is too large to be shipped: what it makes of the training calls
is kept instead (``models.teach``).
"""

from pathlib import Path
from typing import Final

import torch
from torch import Tensor, nn

from models.act_network import ActNetwork
from models.encoder import Encoder
from models.fit import MASK, Recipe
from models.windows import CLS, PAD, SEP

RECIPE: Final = Recipe(epochs=2, encoder_rate=5e-5, head_rate=5e-4, nameless_share=0.1)

WORDS_IN_COMMON: Final = 30522
SHIFT: Final = 4
"""MPNet puts so many entries of its own before BERT's word pieces."""
OWN: Final = {CLS: 0, PAD: 1, SEP: 2, MASK: 30526}
"""And these in place of BERT's own marks."""


class TeacherEncoder(Encoder):
    """The pre-trained encoder in a folder, for BERT's ids; without dropout, which takes a quarter
    of the time on a CPU."""

    def __init__(self, folder: Path) -> None:
        nn.Module.__init__(self)
        from transformers import MPNetModel

        self.model = MPNetModel.from_pretrained(
            folder, add_pooling_layer=False, attn_implementation="eager"
        )
        for module in self.model.modules():
            if isinstance(module, nn.Dropout):
                module.p = 0.0
        ids = torch.arange(WORDS_IN_COMMON) + SHIFT
        for bert, own in OWN.items():
            ids[bert] = own
        self.register_buffer("ids", ids)
        self.model.embeddings.word_embeddings.weight.requires_grad_(False)
        self.width: int = self.model.config.hidden_size

    def words(self, ids: Tensor) -> Tensor:
        """Word embeddings ``(n_windows, n_tokens, 768)`` of BERT's ids."""
        words: Tensor = self.model.embeddings.word_embeddings(self.get_buffer("ids")[ids])
        return words

    def forward(self, words: Tensor, mask: Tensor) -> Tensor:
        """States of the words' shape; ``mask`` ``(n_windows, n_tokens)`` is 0 for padding."""
        states: Tensor = self.model(inputs_embeds=words, attention_mask=mask).last_hidden_state
        return states


class TeacherNetwork(ActNetwork):
    """The encoder with heads like those of ``ActNetwork``."""

    def __init__(self, folder: Path) -> None:
        nn.Module.__init__(self)
        self.encoder = TeacherEncoder(folder)
        self.add_heads(self.encoder.width)
        with torch.no_grad():
            self.markers.weight.normal_(0, 0.02)
