import json
import random
from pathlib import Path

import pytest
import torch

from analyser.codebook import LABELS
from models.act_network import ROLE_ORDER
from models.marked_calls import LabelledCall, read_lines
from models.training_data import Batch, as_raw, batches, placed_labels

LINES = (
    "# w1 | kind=test",
    "R Ann: Right, so. [question.open+probe.why: Why's March the date?]",
    "C Raj: Um, audit. [request: Could you get it live before then?]",
)
(CALL,) = read_lines(LINES)


def only_batch(call: LabelledCall = CALL, *, nameless: float = 0.0, raw: float = 0.0) -> Batch:
    (batch,) = batches(
        [call], random.Random(1), windows_a_batch=8, raw_share=raw, nameless_share=nameless
    )
    return batch


def test_targets_are_the_labels_of_each_sentence() -> None:
    batch = only_batch()
    found = [{LABELS[n] for n in row.nonzero().flatten().tolist()} for row in batch.targets]
    assert found == [set(), {"question.open", "probe.why"}, set(), {"request"}]


def test_spans_lie_in_the_windows() -> None:
    batch = only_batch()
    assert bool((batch.spans.first < batch.spans.last).all())
    assert int(batch.spans.last.max()) < int(batch.mask.sum(1).max())


def test_sentence_starts_are_asked_at_words_but_the_turns_first() -> None:
    assert int((only_batch().boundary == 1).sum()) == 2


def test_sides_are_asked_only_where_names_are_hidden() -> None:
    assert len(only_batch().side) == 0
    sides = only_batch(nameless=1.0).side.tolist()
    assert [ROLE_ORDER[side] for side in sides] == ["rep", "customer"]


def test_raw_talk_has_no_marks_and_keeps_its_labels() -> None:
    raw = as_raw(CALL, random.Random(2))
    words = " ".join(sentence for turn in raw.turns for sentence in turn.sentences)
    assert words == words.lower()
    assert not set(words) & set(".,?!")
    assert [turn.labels for turn in raw.turns] == [turn.labels for turn in CALL.turns]


def test_the_same_dice_give_the_same_batches() -> None:
    assert torch.equal(only_batch(raw=1.0).ids, only_batch(raw=1.0).ids)


CHAT = {"id": "c1", "turns": [{"speaker": "A", "role": "rep", "text": "Hello there. It is 90."}]}


def chat_files(folder: Path, labels: dict[str, list[str]]) -> tuple[Path, Path]:
    talk, placed = folder / "chats.jsonl", folder / "labels.jsonl"
    talk.write_text(json.dumps(CHAT) + "\n" + json.dumps({**CHAT, "id": "c2"}) + "\n")
    placed.write_text(json.dumps({"id": "c1", "labels": labels}) + "\n")
    return talk, placed


def test_labels_kept_apart_from_the_talk_find_their_places(tmp_path: Path) -> None:
    (call,) = placed_labels(*chat_files(tmp_path, {"0.1": ["price.state"]}))
    assert (call.id, call.labelled) == ("c1", True)
    assert call.turns[0].labels == ((), ("price.state",))


def test_a_label_without_its_sentence_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"c1 has no sentence at 0\.7"):
        placed_labels(*chat_files(tmp_path, {"0.7": ["price.state"]}))
