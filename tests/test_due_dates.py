from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyser.episodes.date_words import due_words
from analyser.episodes.due_dates import due_day

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
        ("EOD", date(2026, 3, 4)),
        ("by EOD tomorrow", date(2026, 3, 5)),
        ("first thing Monday", date(2026, 3, 9)),
        ("in the morning", date(2026, 3, 5)),
        ("by Thursday next week", date(2026, 3, 12)),
        ("on Tuesday week", date(2026, 3, 17)),
        ("a week from Friday", date(2026, 3, 13)),
        ("by the middle of next week", date(2026, 3, 11)),
        ("by mid-April", date(2026, 4, 15)),
        ("within 48 hours", date(2026, 3, 6)),
        ("in three working days", date(2026, 3, 9)),
        ("three weeks today", date(2026, 3, 25)),
        ("a fortnight from now", date(2026, 3, 18)),
        ("the Monday after next", date(2026, 3, 16)),
        ("the week after next", date(2026, 3, 20)),
        ("after the weekend", date(2026, 3, 9)),
        ("in a day or two", date(2026, 3, 6)),
        ("in two or three weeks", date(2026, 3, 25)),
        ("by month end", date(2026, 3, 31)),
        ("in the first half of June", date(2026, 6, 15)),
        ("in the second week of July", date(2026, 7, 10)),
        ("the last week of this month", date(2026, 3, 31)),
        ("the first week of March", date(2026, 3, 6)),
        ("the first week of next month", date(2026, 4, 3)),
        ("the first week of January", date(2027, 1, 1)),
        ("the week of the twenty-third", date(2026, 3, 27)),
        ("by tomorrow end of day", date(2026, 3, 5)),
        ("by Friday close of business", date(2026, 3, 6)),
        ("as soon as we hang up", date(2026, 3, 4)),
        ("by Thurs", date(2026, 3, 5)),
        ("by the end of Feb", date(2027, 2, 28)),
        ("the 14th of Sept", date(2026, 9, 14)),
        ("by the end of the quarter", date(2026, 3, 31)),
        ("by the twenty-fifth", date(2026, 3, 25)),
        ("until the eighth of May", date(2026, 5, 8)),
        ("on the 3rd", date(2026, 4, 3)),
        ("by the 31st", date(2026, 3, 31)),
        ("by Wednesday", date(2026, 3, 11)),
        ("by February", date(2027, 2, 28)),
        ("before Christmas", date(2026, 12, 24)),
        ("by 2026-04-02", date(2026, 4, 2)),
        ("before our next call", None),
        ("within ten business days", date(2026, 3, 18)),
        ("within fifteen working days", date(2026, 3, 25)),
        ("in a couple of working days", date(2026, 3, 6)),
        ("in eleven weeks", date(2026, 5, 20)),
        ("first thing", date(2026, 3, 5)),
        ("first thing today", date(2026, 3, 4)),
    ],
)
def test_a_relative_date_is_resolved_against_the_call(said: str, day: date | None) -> None:
    assert due_day(said, WEDNESDAY) == day


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("I'll send it by close of play Friday, promise.", "by close of play Friday"),
        ("I'll chase them today and send it by Monday.", "by Monday"),
        ("You'll have it next week.", "next week"),
        ("I'll sum up what we discussed today.", None),
        ("I'll send the figures for March.", None),
        ("I may send it.", None),
        ("I'll send you the pricing for next year.", None),
        ("I'll send you the figures for this quarter.", None),
        ("I'll book us in for next week.", "for next week"),
        ("I'll send the plan for April by Monday.", "by Monday"),
        ("I'll ring you tomorrow before five.", "tomorrow"),
        ("I'll raise it at our meeting next Friday.", "next Friday"),
    ],
)
def test_finds_the_words_that_set_the_day(said: str, words: str | None) -> None:
    assert due_words(said) == words


@given(st.text(max_size=60), st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_any_words_give_a_day_or_none(words: str, day: date) -> None:
    found = due_words(words)
    assert found is None or found in words.replace("\u2019", "'")
    if found:
        due_day(found, day)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        pytest.param("I'll have it to you within the hour.", "within the hour", id="the-hour"),
        pytest.param("I'll send the minutes after this.", "after this", id="after-this"),
        pytest.param("I'll ring you back in twenty minutes.", "in twenty minutes", id="minutes"),
        pytest.param("It will be in your inbox before five.", "before five", id="an-hour"),
        pytest.param("I'll ring by half past ten, promise.", "by half past ten", id="half-past"),
        pytest.param("I'll send it by 5 pm.", "by 5 pm", id="pm"),
        pytest.param("I'll try you again at four thirty.", "at four thirty", id="at-half"),
        pytest.param("I'll call you back at ten.", "at ten", id="at-an-hour"),
        pytest.param("I'll send it at 4 pm.", "at 4 pm", id="at-pm"),
        pytest.param("I'll call you at ten people.", None, id="at-a-number-of-people"),
        pytest.param("I'll leave it at ten.", None, id="at-a-number"),
        pytest.param("It went up by five percent.", None, id="counts-percents"),
        pytest.param("We are used by twelve banks.", None, id="counts-banks"),
        pytest.param("I'll bring it up on the second call.", None, id="counts-calls"),
        pytest.param("They sit on the second floor.", None, id="counts-floors"),
    ],
)
def test_spoken_dates_of_the_same_day(said: str, words: str | None) -> None:
    assert due_words(said) == words
    assert words is None or due_day(words, date(2026, 3, 4)) == date(2026, 3, 4)


def test_the_middle_of_a_month_that_is_over_is_that_of_the_next() -> None:
    assert due_day("by mid-month", date(2026, 1, 28)) == date(2026, 2, 15)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("I'll call you two weeks today.", "two weeks today"),
        ("I'll load them over the bank holiday weekend.", "over the bank holiday weekend"),
        ("You'll have it by tomorrow end of day.", "by tomorrow end of day"),
        ("I'll look at it in the next couple of days.", "couple of days"),
    ],
)
def test_all_the_words_of_a_date_are_taken(said: str, words: str) -> None:
    assert due_words(said) == words


@pytest.mark.parametrize(
    "words", ["ahead of time", "before the meeting", "ahead of our call", "the same day"]
)
def test_what_says_when_without_a_day_is_a_limit_without_one(words: str) -> None:
    assert due_words(f"I'll send it {words}.") == words
    assert due_day(words, date(2026, 3, 4)) is None
