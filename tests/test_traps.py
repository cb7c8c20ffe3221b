"""Pairs of look-alikes: a floor under what ``make traps`` prints."""

import pytest

from models.evaluate import raw_text
from models.evaluate_traps import PAIRS, judged, read_pairs


def test_a_block_of_another_shape_is_an_error() -> None:
    with pytest.raises(ValueError, match="expected a label"):
        read_pairs("pressure\nC: Hm.\n- Fine.\n+ Today only.")


def test_there_are_enough_pairs_of_each_kind() -> None:
    pairs = read_pairs(PAIRS.read_text(encoding="utf-8"))
    assert len(pairs) >= 100
    assert {"promise.over", "price.cut", "pressure", "candour.limit", "reflect"} <= {
        pair.label for pair in pairs
    }


@pytest.mark.parametrize(("form", "least"), [(str, 0.6), (raw_text, 0.55)])
def test_most_pairs_are_right_in_both_members(form: type[str], least: float) -> None:
    pairs = read_pairs(PAIRS.read_text(encoding="utf-8"))
    right, wrong = judged(pairs, form)
    assert right.total() >= least * len(pairs), "\n".join(wrong)
