"""A date in a sentence of its own: whether it is that of the deed beside it."""

import pytest

from analyser.episodes.commitments import commitments
from analyser.testing import marked_call

DECK = "R: [promise.commitment: I'll send you the deck.]"


@pytest.mark.parametrize(
    ("said", "due_text"),
    [
        pytest.param("Tomorrow.", "Tomorrow", id="alone"),
        pytest.param("By Friday at the latest.", "By Friday", id="at-the-latest"),
        pytest.param("Tomorrow then, for sure.", "Tomorrow", id="for-sure"),
        pytest.param("Next Tuesday at ten.", "Next Tuesday", id="with-an-hour"),
        pytest.param("By Monday, Anna.", "By Monday", id="said-to-somebody"),
        pytest.param("Tomorrow is a bank holiday.", None, id="a-statement"),
        pytest.param("Tomorrow Anna is out.", None, id="somebody-is-out"),
    ],
)
def test_a_bare_date_holds_nothing_else(said: str, due_text: str | None) -> None:
    (found,) = commitments(marked_call(f"{DECK} {said}", date="2026-03-04"))
    assert found.due_text == due_text


def test_a_later_promise_with_a_date_is_one_of_its_own() -> None:
    later = "R: [promise.commitment: Tomorrow I'll call you.]"
    found = commitments(marked_call(DECK, "C: Good.", later, date="2026-03-04"))
    assert [(one.what, one.due_text) for one in found] == [
        ("send you the deck", None),
        ("call you", "Tomorrow"),
    ]
