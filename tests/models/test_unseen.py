from models.evaluate_unseen import UNSEEN, trust_line
from models.marked_calls import read_folder
from models.train import TRAINING, gather


def test_nothing_is_trained_or_chosen_with_the_calls_of_unseen_authors() -> None:
    material = gather(None)
    used = {call.id for call in (*material.train, *material.held, *material.unplanned)}
    unseen = read_folder(UNSEEN)
    assert len(unseen) > 180
    assert not used & {call.id for call in unseen}


def test_calls_kept_aside_can_be_read() -> None:
    assert len(read_folder(TRAINING / "aside")) > 300


def test_the_trust_line_counts_rated_calls_alone() -> None:
    unseen = read_folder(UNSEEN)[:6]
    assert "on 6 of 6 calls" in trust_line(unseen)
