import pytest

from analyser.matters import Matter
from analyser.suggestions import (
    before_the_price,
    probe_for,
    probe_for_doubt,
    return_for,
)


@pytest.mark.parametrize(
    ("pressed", "hint"),
    [
        pytest.param("Could you do 2,500?", "get to 2,500", id="an-offer"),
        pytest.param("At the moment we're at 3,100.", "for 3,100 today", id="what-is-paid"),
        pytest.param("We planned 45, and your quote is at 62.", "get to 45", id="not-the-sellers"),
        pytest.param("You're at 62.", "Before we talk numbers", id="the-sellers-alone"),
        pytest.param("Call it one hundred and forty.", "get to 140", id="and-in-a-number"),
        pytest.param("They quoted me 900.", "for 900 there", id="a-rival"),
        pytest.param("They want thirty-four quid less.", "the other offer", id="a-difference"),
        pytest.param("They are eleven percent lower.", "the other offer", id="a-rivals-share"),
        pytest.param("We try to stay under four.", "Before we talk numbers", id="part-of-a-figure"),
        pytest.param("Too dear.", "Before we talk numbers", id="no-figure"),
        pytest.param(None, "wait for what the customer says", id="nobody-pressed"),
    ],
)
def test_what_to_say_before_the_price(pressed: str | None, hint: str) -> None:
    assert hint in before_the_price(pressed)


def test_a_date_is_asked_about_in_its_own_words() -> None:
    asked = probe_for("Can you do it by the fourteenth of september?", about_price=False)
    assert "What makes the fourteenth of September important" in asked


def test_what_someone_may_do_is_no_month() -> None:
    asked = probe_for("You may leave the papers here.", about_price=False)
    assert "may important" not in asked
    assert "What makes May important" in probe_for("Could it be live by May?", about_price=False)


@pytest.mark.parametrize(
    ("doubt", "hint"),
    [
        pytest.param("He'll want to see another quote as well.", "the other one", id="rival"),
        pytest.param("My boss won't sign it.", "Who else has a say", id="others-decide"),
        pytest.param("I need to think about it.", "think through", id="later"),
        pytest.param("We're in no rush to decide.", "a good time", id="no-rush"),
        pytest.param("I'm not sure it's the right time.", "a good time", id="timing"),
        pytest.param("It won't fit.", "What makes you say that", id="plain"),
    ],
)
def test_what_to_ask_about_a_doubt(doubt: str, hint: str) -> None:
    assert hint in probe_for_doubt(doubt)


def test_a_small_favour_asks_for_little() -> None:
    assert return_for(Matter.CONTACT, "Ring me on Monday.").startswith('"Gladly')


def test_a_meeting_is_asked_about_as_a_meeting() -> None:
    asked = probe_for("Could we set up a call to go over the pilot?", about_price=False)
    assert "when we are done" in asked
