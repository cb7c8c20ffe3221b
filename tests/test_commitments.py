from datetime import date

import pytest

from analyser.commitments import Certainty, certainty, commitments
from analyser.testing import marked_call


def test_a_commitment_has_who_what_and_when() -> None:
    call = marked_call(
        "R: [promise.commitment: I'll send the security pack by Friday.]", date="2026-03-04"
    )
    (found,) = commitments(call)
    assert (found.by, found.speaker, found.what) == ("rep", "Ann", "send the security pack")
    assert (found.due, found.due_text) == (date(2026, 3, 6), "by Friday")


def test_without_the_calls_date_a_due_date_stays_words() -> None:
    (found,) = commitments(marked_call("C: [promise.commitment: We will sign on Monday.]"))
    assert (found.by, found.due, found.due_text) == ("customer", None, "on Monday")


@pytest.mark.parametrize(
    ("said", "how"),
    [
        ("I'll send it by Friday.", Certainty.FIRM),
        ("I can send you the deck.", Certainty.OFFER),
        ("I'll try to get it to you.", Certainty.TENTATIVE),
        ("I'll send it if legal agrees.", Certainty.CONDITIONAL),
    ],
)
def test_certainty_is_told_by_the_words(said: str, how: Certainty) -> None:
    assert certainty(said) is how


def test_a_commitment_is_made_to_the_only_other_person() -> None:
    call = marked_call("R: [promise.commitment: I'll send it.]", "C: Good.")
    (found,) = commitments(call)
    assert found.to == "Raj"


def test_a_date_may_follow_in_a_sentence_of_its_own() -> None:
    call = marked_call(
        "R: [promise.commitment: I'll send the pack.] By Friday at the latest.", date="2026-03-04"
    )
    (found,) = commitments(call)
    assert (found.due, found.due_text) == (date(2026, 3, 6), "By Friday")


@pytest.mark.parametrize(
    ("before", "said", "due"),
    [
        pytest.param("The twentieth.", "I'll make sure of it.", "The twentieth", id="points-back"),
        pytest.param("Friday.", "I'll send the contract.", None, id="another-deed"),
    ],
)
def test_a_date_may_come_before_where_the_deed_points_back(
    before: str, said: str, due: str | None
) -> None:
    (found,) = commitments(marked_call(f"R: {before} [promise.commitment: {said}]"))
    assert found.due_text == due


@pytest.mark.parametrize(
    ("said", "number"),
    [
        pytest.param("I'll send you the pack by Friday.", 1, id="deed-and-date"),
        pytest.param("I'll send you the pack.", 0, id="no-date-no-label"),
        pytest.param("Will I send the pack by Friday?", 0, id="question"),
        pytest.param("I'll send it by Friday if legal agrees.", 0, id="condition"),
        pytest.param("I'll be away until Friday.", 0, id="no-deed"),
    ],
)
def test_a_dated_deed_counts_where_the_model_passed_over_it(said: str, number: int) -> None:
    assert len(list(commitments(marked_call(f"R: {said}", date="2026-03-04")))) == number
