from datetime import date

import pytest

from analyser.commitments import commitments, due_day
from analyser.testing import marked_call

WEDNESDAY = date(2026, 3, 4)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("by Friday", date(2026, 3, 6)),
        ("by close of play Friday", date(2026, 3, 6)),
        ("tomorrow", date(2026, 3, 5)),
        ("tonight", date(2026, 3, 4)),
        ("next Tuesday", date(2026, 3, 10)),
        ("end of the week", date(2026, 3, 6)),
        ("next week", date(2026, 3, 13)),
        ("in a fortnight", date(2026, 3, 18)),
        ("in two weeks", date(2026, 3, 18)),
        ("by the end of the month", date(2026, 3, 31)),
        ("next month", date(2026, 4, 30)),
        ("by the 15th", date(2026, 3, 15)),
        ("the 15th of June", date(2026, 6, 15)),
        ("by the end of March", date(2026, 3, 31)),
        ("q2", date(2026, 6, 30)),
    ],
)
def test_a_relative_date_is_resolved_against_the_call(said: str, day: date) -> None:
    assert due_day(said, WEDNESDAY) == day


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
