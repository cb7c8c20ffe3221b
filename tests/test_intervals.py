import pytest

from analyser.intervals import mean_interval, share_interval


def test_a_mean_of_few_has_no_interval() -> None:
    assert mean_interval([1.0, 2.0]) is None


def test_the_interval_of_a_mean_holds_it_and_narrows() -> None:
    few, many = mean_interval([0.0, 1.0] * 4), mean_interval([0.0, 1.0] * 100)
    assert few
    assert many
    assert few[0] < many[0] < 0.5 < many[1] < few[1]
    assert mean_interval([0.0, 1.0] * 4) == few


@pytest.mark.parametrize(("hits", "n"), [(0, 0), (0, 5), (5, 5), (3, 10)])
def test_the_interval_of_a_share_lies_within_0_and_1(hits: int, n: int) -> None:
    low, high = share_interval(hits, n)
    assert 0 <= low <= high <= 1
    assert n == 0 or low <= hits / n <= high
