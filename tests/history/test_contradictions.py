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
        ("R: It is hosted in Frankfurt.", "R: It's no longer hosted in Frankfurt.", "place"),
        ("R: It is hosted in Frankfurt.", "R: We moved, it's hosted in Bonn.", "place"),
        ("C: Our budget is 30,000.", "C: The budget is 20,000.", "price"),
        ("R: The licence is $45k a year.", "R: The licence is $50,000 a year.", "price"),
        ("R: The licence costs 45 grand.", "R: The licence costs 1.2 million dollars.", "price"),
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
        pytest.param(
            "R: The licence is $45k a year.", "R: The licence is $45,000 a year.", id="in-thousands"
        ),
        pytest.param(
            "R: The licence is £1.2m a year.", "R: The licence costs 1200 grand a year.", id="in-m"
        ),
        pytest.param(
            "R: It is hosted in Frankfurt.", "R: Your data is stored in Germany.", id="around"
        ),
        pytest.param("R: It is hosted in Bonn.", "R: It is stored in Europe.", id="not-known"),
        pytest.param(
            "R: It is hosted in Bonn.", "R: No, it's hosted in Bonn.", id="no-to-something-else"
        ),
        pytest.param(
            "R: It's not hosted in Oslo.", "R: It's hosted in Bonn.", id="denied-elsewhere"
        ),
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


def test_what_is_said_again_contradicts_once() -> None:
    talk = (40, 45, 45, 45, 40)
    calls = [
        past(f"{n}", f"R: A seat is {price} dollars.", date=f"2026-03-{n + 1:02d}")
        for n, price in enumerate(talk)
    ]
    found = [(one.earlier.call, one.later.call) for one in contradictions(calls)]
    assert found == [("0", "1"), ("3", "4")]


def test_a_page_tells_each_statement_once() -> None:
    """The same words in several places are one thing with its places."""
    talk = ("four", "two", "Two", "six")
    lines = [f"R: The rollout takes {weeks} weeks." for weeks in talk]
    calls = [past("0", lines[0], date="2026-03-01"), past("1", *lines[1:], date="2026-03-02")]
    view = account_dict(account_view("Acme", calls))
    assert len(view["contradictions"]) == 3
    (row,) = gathered(view["contradictions"])
    assert row["earlier"]["call"] == "0"
    assert [[place["turn"] for place in places] for places in row["later"]] == [[0, 1], [2]]
