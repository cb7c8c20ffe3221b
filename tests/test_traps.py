"""Pairs of look-alikes: a floor under what ``make traps`` prints."""

from pathlib import Path

import pytest

from models.evaluate import raw_text
from models.evaluate_traps import MORE_PAIRS, PAIRS, THIRD_PAIRS, judged, read_pairs


def test_a_block_of_another_shape_is_an_error() -> None:
    with pytest.raises(ValueError, match="expected a label"):
        read_pairs("pressure\nC: Hm.\n- Fine.\n+ Today only.")


def test_there_are_enough_pairs_of_each_kind() -> None:
    pairs = read_pairs(PAIRS.read_text(encoding="utf-8"))
    assert len(pairs) >= 100
    assert {"promise.over", "price.cut", "pressure", "candour.limit", "reflect"} <= {
        pair.label for pair in pairs
    }


def test_the_pairs_that_only_check_are_others() -> None:
    first, *others = (
        read_pairs(path.read_text(encoding="utf-8")) for path in (PAIRS, MORE_PAIRS, THIRD_PAIRS)
    )
    assert [len(pairs) for pairs in others] == [60, 42]
    assert not {pair.true for pair in first} & {p.true for pairs in others for p in pairs}


@pytest.mark.parametrize(
    ("path", "form", "least"),
    [
        (PAIRS, str, 0.85),
        (PAIRS, raw_text, 0.85),
        (MORE_PAIRS, str, 0.6),
        (MORE_PAIRS, raw_text, 0.6),
        (THIRD_PAIRS, str, 0.7),
        (THIRD_PAIRS, raw_text, 0.7),
    ],
)
def test_most_pairs_are_right_in_both_members(path: Path, form: type[str], least: float) -> None:
    pairs = read_pairs(path.read_text(encoding="utf-8"))
    right, wrong = judged(pairs, form)
    assert right.total() >= least * len(pairs), "\n".join(wrong)
