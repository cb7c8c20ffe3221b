import pytest

from analyser.intervals import share_interval
from models.accusations import Tally, accusations

GOLD = {
    "a": {
        "sentences": [{"turn": 1, "labels": ["pressure"]}, {"turn": 2, "labels": ["pressure"]}],
        "cuts": [{"turn": 4, "premature": True}, {"turn": 9, "premature": False}],
    }
}
PREDICTED = {
    "a": {
        "turns": [
            {"sentences": [{"labels": {"pressure": 0.9}}, {"labels": {"pressure": 0.8}}]},
            {"sentences": [{"labels": {"pressure": 0.9}}]},
            {"sentences": [{"labels": {}}]},
        ],
        "price_cuts": [{"turn": 4, "premature": True}, {"turn": 9, "premature": True}],
    }
}


def same(want: list[int], have: list[int]) -> list[tuple[int, int]]:
    return [(n, have.index(turn)) for n, turn in enumerate(want) if turn in have]


def test_counts_by_turn_and_by_cut() -> None:
    found = accusations(GOLD, PREDICTED, same)
    assert found["pressure"] == Tally(1, 2)
    assert found["premature cut"] == Tally(1, 2)
    assert found["promise.over"] == Tally(0, 0)


def test_a_call_without_a_report_says_nothing() -> None:
    assert set(accusations(GOLD, {}, same).values()) == {Tally(0, 0)}


@pytest.mark.parametrize(("right", "said"), [(0, 5), (5, 5), (3, 7), (1, 1)])
def test_the_interval_holds_the_share(right: int, said: int) -> None:
    low, high = share_interval(right, said)
    assert 0 <= low <= right / said <= high <= 1


def test_more_cases_narrow_the_interval() -> None:
    widths = [high - low for low, high in (share_interval(4 * n, 5 * n) for n in (1, 4, 16))]
    assert widths == sorted(widths, reverse=True)


def test_a_line_shows_counts() -> None:
    assert Tally(8, 10).line().split() == ["0.800", "0.490", "to", "0.943", "8", "of", "10"]
    assert "0 of 0" in Tally(0, 0).line()
