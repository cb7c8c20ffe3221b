import torch

from analyser.codebook import LABELS
from models import ACTS
from models.encoder import Encoder
from models.sentence_models import Judge, Lesson, Tuning, fine_tuned, frozen_with_heads
from models.weights import encoder_config
from tests.conftest import SMALL

PRESSURE = LABELS.index("pressure")
LESSONS = [Lesson("Sign before midnight.", ("pressure",)), Lesson("We met on Monday.", ())] * 24
UNLIKE = Lesson("The weather is fine here.", ())


def encoder() -> Encoder:
    torch.manual_seed(5)
    return Encoder(encoder_config(ACTS) | SMALL).eval()


def told_apart(judge: Judge) -> bool:
    said, planted = judge(["We met on Monday.", "Sign before midnight."])[:, PRESSURE]
    return bool(said < 0 < planted)


def test_heads_on_a_frozen_encoder_learn() -> None:
    before = {name: tensor.clone() for name, tensor in encoder().state_dict().items()}
    frozen = encoder()
    assert told_apart(frozen_with_heads([*LESSONS, UNLIKE], frozen))
    assert all(torch.equal(before[n], t) for n, t in frozen.state_dict().items())


def test_fine_tuning_learns() -> None:
    tuning = Tuning(epochs=30, encoder_rate=2e-3, head_rate=2e-2, sentences_a_step=8)
    assert told_apart(fine_tuned([*LESSONS, UNLIKE], encoder(), tuning, lambda _line: None))


def test_the_order_and_company_of_sentences_do_not_matter() -> None:
    judge = frozen_with_heads(LESSONS, encoder())
    texts = ["Hello.", "Sign before midnight, all of you, I say.", "We met."]
    forth, back = judge(texts), judge(texts[::-1])[::-1].copy()
    assert torch.allclose(torch.from_numpy(forth), torch.from_numpy(back), atol=0.05)
