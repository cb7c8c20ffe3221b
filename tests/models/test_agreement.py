import pytest

from models.agreement import LabelAgreement, agreements, alike, ratings
from models.marked_calls import read_lines

FIRST = """
# a
R Ann: [question.open: What is it?] {cut:premature}
C Raj: [request: By March?] {request:jumped}
R Ann: [probe.why: Why March?]
ratings trust=40
"""
SECOND = """
# a
R Ann: [question.closed: What is it?] {cut:earned}
C Raj: [request: By March?] {request:jumped}
R Ann: [probe.why: Why March?]
ratings trust=50
"""


def test_labels_are_counted_by_turn_and_episodes_where_both_marked_them() -> None:
    first, second = (
        {call.id: call for call in read_lines(text.splitlines())} for text in (FIRST, SECOND)
    )
    by_label = {one.label: one for one in agreements(first, second)}
    assert (by_label["question.open"].first_alone, by_label["question.open"].f1) == (1, 0.0)
    assert (by_label["probe.why"].both, by_label["probe.why"].kappa) == (1, 1.0)
    assert alike(first, second) == {"responses to requests": (1, 1), "premature or earned": (0, 1)}
    assert ratings(first, second) == [(40, 50)]


@pytest.mark.parametrize(
    ("counts", "kappa"),
    [
        pytest.param((10, 0, 0, 10), 1.0, id="always"),
        pytest.param((5, 5, 5, 5), 0.0, id="by-chance"),
        pytest.param((0, 5, 5, 0), -1.0, id="never"),
        pytest.param((0, 0, 0, 20), 1.0, id="nobody-used-it"),
        # Seen 0.7, by chance 0.5.
        pytest.param((20, 5, 10, 15), 0.4, id="textbook"),
    ],
)
def test_kappa_is_agreement_beyond_chance(counts: tuple[int, int, int, int], kappa: float) -> None:
    assert LabelAgreement("pressure", *counts).kappa == pytest.approx(kappa)
