import pytest

from analyser.money import amounts


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("call it eighty", [(80, None)]),
        ("five K a month", [(5000, None)]),
        ("a hundred grand", [(100_000, None)]),
        ("$1,200.50", [(1200.5, "USD")]),
        ("£4.8k", [(4800, "GBP")]),
        ("€ 1.200,50", [(1200.5, "EUR")]),
        ("1.200 €", [(1200, "EUR")]),
        ("CHF 500", [(500, "CHF")]),
        ("eleven hundred dollars", [(1100, "USD")]),
        ("twelve and a half percent", [(12.5, "%")]),
        ("10-15%", [(10, "%"), (15, "%")]),
        ("ten to fifteen percent off", [(10, "%"), (15, "%")]),
        ("half off the first year", [(50, "%")]),
        ("one twenty each", [(120, None)]),
        ("two point five million", [(2_500_000, None)]),
        ("2 lakh", [(200_000, None)]),
        ("ninety nine and the first three months free", [(99, None)]),
        ("net 60", []),
        ("a two-year term", []),
        ("one of those", []),
        ("by the thirty first", []),
        ("forty seats", []),
        ("", []),
    ],
)
def test_amounts_as_people_say_them(words: str, found: list[tuple[float, str | None]]) -> None:
    assert [(a.value, a.unit) for a in amounts(words)] == found


def test_what_is_said_shortly_can_mean_thousands() -> None:
    (amount,) = amounts("thirty-eight nine")
    assert 38_900 in amount.readings
