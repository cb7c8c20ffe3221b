"""Our encoder against the library's, with the same weights."""

import pytest
import torch
from transformers import BertConfig, BertModel

from models.encoder import Encoder

CONFIG = {
    **{"hidden_size": 48, "intermediate_size": 96, "num_hidden_layers": 3},
    **{"num_attention_heads": 4, "max_position_embeddings": 64, "type_vocab_size": 2},
    **{"vocab_size": 50, "layer_norm_eps": 1e-12, "hidden_act": "gelu", "pad_token_id": 0},
    **{"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0},
}


def both(attention: str) -> tuple[Encoder, BertModel]:
    torch.manual_seed(2)
    settings = BertConfig(**CONFIG)
    settings._attn_implementation = attention
    library = BertModel(settings, add_pooling_layer=False)
    for parameter in library.parameters():
        torch.nn.init.normal_(parameter, 0, 0.3)
    ours = Encoder(CONFIG, attention=attention)
    ours.load_state_dict(library.state_dict())
    return ours, library


@pytest.mark.parametrize("attention", ["sdpa", "eager"])
@pytest.mark.parametrize("padded", [False, True], ids=["full", "padded"])
@pytest.mark.parametrize("bfloat16", [False, True], ids=["float32", "bfloat16"])
def test_gives_the_library_s_states_and_gradients(
    attention: str, padded: bool, bfloat16: bool
) -> None:
    ours, library = both(attention)
    ids = torch.randint(1, 50, (3, 20))
    mask = torch.ones_like(ids)
    if padded:
        mask[1, 12:] = 0
    with torch.autocast("cpu", torch.bfloat16, enabled=bfloat16):
        found = ours(ours.words(ids), mask)
        words = library.embeddings.word_embeddings(ids)
        expected = library(inputs_embeds=words, attention_mask=mask).last_hidden_state
    assert torch.equal(found, expected)
    for states in (found, expected):
        (states.float() ** 2).sum().backward()
    gradients = dict(library.named_parameters())
    for name, parameter in ours.named_parameters():
        expected_gradient = gradients[name].grad
        if expected_gradient is not None and parameter.grad is not None:
            assert torch.allclose(parameter.grad, expected_gradient, atol=1e-4, rtol=1e-3), name
