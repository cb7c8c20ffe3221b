import pytest

from analyser.history.spread import spread


@pytest.mark.parametrize(
    ("scores", "trend"),
    [
        ([50.0, 55.0, 61.0, 70.0], "rising"),
        ([70.0, 61.0, 55.0, 50.0], "falling"),
        ([50.0, 70.0, 55.0, 61.0], "none"),
        ([50.0, 50.0, 50.0, 50.0], "none"),
    ],
)
def test_a_trend_is_told_only_where_it_is_plain(scores: list[float], trend: str) -> None:
    assert spread(scores).trend == trend


def test_the_interval_holds_the_mean_and_stays_on_the_scale() -> None:
    found = spread([0.0, 100.0, 0.0, 100.0])
    assert (found.mean, found.low, found.high) == (50.0, 0.0, 100.0)


def test_scores_that_are_absent_do_not_count() -> None:
    found = spread([50.0, None, 60.0, None, 70.0])
    assert (found.mean, found.n) == (None, 3)
    assert found.absent_because == "not enough calls: 3 with a score, 4 are needed"
