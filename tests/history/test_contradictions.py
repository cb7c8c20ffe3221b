"""Pairs of statements in two calls: which contradict each other, and which only look so."""

import pytest

from analyser.history.contradictions import contradictions
from analyser.history.history import account_dict
from analyser.history.page import gathered
from analyser.history.views import account_view
from tests.history.past import past


def found(earlier: str, later: str) -> list[str]:
    calls = [past("one", earlier, date="2026-03-04"), past("two", later, date="2026-03-18")]
    return [one.topic for one in contradictions(calls)]


@pytest.mark.parametrize(
    ("earlier", "later", "topic"),
    [
        ("R: A seat is 40 dollars a month.", "R: The seat is 45 dollars a month.", "price"),
        ("R: The setup fee is 2,000 euros.", "R: Setup is 3k euros.", "price"),
        ("R: Training is included.", "R: Training costs 500 pounds.", "price"),
        ("R: A text costs four pence.", "R: A text costs 5 pence.", "price"),
        ("R: There's no setup fee.", "R: There is a setup fee of 1,500 dollars.", "price"),
        ("R: Support is free of charge.", "R: Support isn't included.", "price"),
        ("R: The notice period is thirty days.", "R: Notice period is 90 days.", "policy"),
        ("R: Installation takes two weeks.", "R: The installation takes 30 days.", "policy"),
        ("R: The mobile app comes out in May.", "R: The mobile app ships in July.", "date"),
        ("R: It integrates with Medisoft.", "R: There is no integration with Medisoft.", "feature"),
        ("R: The app works offline.", "R: The app doesn't work offline.", "feature"),
        ("R: Your data is hosted in Ireland.", "R: It is stored in Virginia.", "place"),
        ("C: Our budget is 30,000.", "C: The budget is 20,000.", "price"),
    ],
)
def test_disagreeing_statements_are_found(earlier: str, later: str, topic: str) -> None:
    assert found(earlier, later) == [topic]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        pytest.param("R: A seat is 40 dollars.", "R: A seat is forty dollars.", id="same-sum"),
        pytest.param("R: A text is 50 cents.", "R: A text is 0.50 dollars.", id="same-in-cents"),
        pytest.param("R: A seat is 40 dollars.", "R: A sensor is 45 dollars.", id="other-thing"),
        pytest.param("R: A seat is 40 euros a month.", "R: A seat is 480 euros a year.", id="unit"),
        pytest.param("R: A seat is 40 dollars.", "C: A seat is 45 dollars.", id="other-side"),
        pytest.param("R: A seat is 40 dollars.", "R: Is a seat 45 dollars?", id="question"),
        pytest.param("R: A seat is 40 dollars.", "R: If a seat is 45 dollars?", id="condition"),
        pytest.param("R: A seat is 40 dollars.", "R: A seat is about 45 dollars.", id="roughly"),
        pytest.param(
            "R: A seat is 40 dollars.", "R: [price.cut: A seat is 36 dollars.]", id="a-discount"
        ),
        pytest.param(
            "R: The notice period is thirty days.", "R: The trial is ninety days.", id="other-term"
        ),
        pytest.param(
            "R: The app works offline.", "R: The map doesn't load at night.", id="other-feature"
        ),
        pytest.param(
            "R: It supports Salto locks.", "R: They don't support Salto locks.", id="other-vendor"
        ),
        pytest.param("R: Data is hosted in Ireland.", "R: I was in Berlin.", id="travel"),
        pytest.param(
            "R: The app comes out in May.", "R: I'll have the app out in June.", id="a-promise"
        ),
    ],
)
def test_what_only_looks_like_a_contradiction_is_left(earlier: str, later: str) -> None:
    assert found(earlier, later) == []


def test_both_places_are_told() -> None:
    calls = [
        past("one", "C: Hi.", "R: The setup fee is 200 euros.", date="2026-03-04"),
        past("two", "R: The setup fee is 300 euros.", date="2026-03-18"),
    ]
    (one,) = contradictions(calls)
    assert (one.earlier.call, one.earlier.said.turn) == ("one", 1)
    assert (one.later.call, one.later.said.turn) == ("two", 0)


def test_a_page_tells_each_statement_once() -> None:
    """Weeks said again and again: the same words in several calls are one thing with its places."""
    talk = ("four", "two", "Two", "six")
    calls = [
        past(f"{n}", f"R: The rollout takes {weeks} weeks.", date=f"2026-03-{n + 1:02d}")
        for n, weeks in enumerate(talk)
    ]
    view = account_dict(account_view("Acme", calls))
    assert len(view["contradictions"]) == 3
    (row,) = gathered(view["contradictions"])
    assert row["earlier"]["call"] == "0"
    assert [[place["call"] for place in places] for places in row["later"]] == [["1", "2"], ["3"]]
