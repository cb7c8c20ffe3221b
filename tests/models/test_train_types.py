import numpy as np
import pytest

from models.train_types import (
    RIGHT,
    Example,
    chosen_threshold,
    fitted,
    judged,
    trained,
    types_of,
)
from models.type_words import TYPES, act_rates, counted

WORDS = {"demo": "let me share my screen", "cold": "did i catch you at a bad time"}


def example(group: str, kind: str, number: int) -> Example:
    turns = [("rep", f"{WORDS[kind]} number{number}"), ("customer", "go on then")]
    return Example(group, False, frozenset({kind}), counted(turns), act_rates([], 3))


EXAMPLES = [example(f"b{n % 7}", kind, n) for n in range(42) for kind in WORDS]


@pytest.mark.parametrize(
    ("kind", "types"),
    [
        pytest.param("cold call", {"cold"}, id="cold"),
        pytest.param("demo follow-up", {"demo"}, id="demo"),
        pytest.param("renewal negotiation", {"renewal", "negotiation"}, id="two-are-right"),
        pytest.param("sales call", set(), id="could-be-any"),
    ],
)
def test_kinds_name_types(kind: str, types: set[str]) -> None:
    assert types_of(kind) == types


def test_learns_the_words_of_a_type() -> None:
    judge = fitted(EXAMPLES)
    for one in EXAMPLES[:6]:
        assert {TYPES[int(judged(judge, one).argmax())]} == one.right


def test_types_that_are_told_apart_are_named() -> None:
    _, facts = trained(EXAMPLES)
    assert facts["right_of_all"] == facts["right_of_named"] == 1.0
    assert float(str(facts["named_share"])) > 0.5


def test_no_threshold_where_sureness_means_nothing() -> None:
    dice = np.random.default_rng(3)
    sure, right = dice.uniform(0, 1, 400), np.arange(400) % 2 == 0
    assert chosen_threshold(sure, right) == 1.0


def test_the_threshold_names_as_many_as_are_right_often_enough() -> None:
    sure = np.linspace(1, 0, 400)
    right = np.arange(400) < 100
    chosen = sure >= chosen_threshold(sure, right)
    assert chosen.sum() >= 90
    assert right[chosen].mean() >= RIGHT
