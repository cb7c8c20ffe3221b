import pytest

from analyser.codebook import BY_NAME, CUSTOMER_LABELS, EXCLUSIVE, LABELS, REP_LABELS, known


def test_every_label_can_be_borne_by_somebody() -> None:
    assert set(LABELS) == REP_LABELS | CUSTOMER_LABELS


def test_both_sides_make_commitments() -> None:
    assert {"promise.commitment"} == REP_LABELS & CUSTOMER_LABELS


def test_a_prefix_stands_for_its_labels() -> None:
    assert known("price.cut") == ("price.cut",)
    assert set(known("question")) >= {"question.open", "question.info"}


def test_an_unknown_label_is_an_error() -> None:
    with pytest.raises(ValueError, match="no label 'haggle'"):
        known("haggle")


def test_exclusive_groups_name_known_labels() -> None:
    assert {name for group in EXCLUSIVE for name in group} <= set(BY_NAME)
