import numpy as np
import pytest

from analyser.profile_file import SHELF
from models.evaluate import spearman_interval
from models.fit_trust import (
    HELD,
    LEAST,
    Fit,
    Rated,
    cross_validated,
    fitted,
    fitted_interval,
    held_weights,
    with_ends,
    with_fit,
)

DICE = np.random.default_rng(3)
SCORES = DICE.uniform(0, 100, (80, 3))
TRUST = np.clip(45 + 0.5 * (SCORES[:, 0] - 50) + 0.2 * (SCORES[:, 1] - 50), 0, 100)
GROUPS = np.array([f"b{n % 4}" for n in range(80)])
FREE = held_weights(["a", "b", "c"])
RATED = Rated(["a", "b", "c"], SCORES, TRUST, np.full(80, 600.0), GROUPS, np.ones(80))


def test_finds_the_weights_behind_ratings() -> None:
    fit = fitted(RATED.distances, TRUST, RATED.counts, 0.01, FREE)
    assert fit.base == pytest.approx(45, abs=0.5)
    assert fit.weights == pytest.approx([0.5, 0.2, LEAST], abs=0.02)


def test_no_signal_counts_for_less_than_the_least() -> None:
    fit = fitted(RATED.distances, 100 - TRUST, RATED.counts, 0.01, FREE)
    assert fit.weights.min() == pytest.approx(LEAST)


def test_shrinkage_draws_weights_together() -> None:
    strong = fitted(RATED.distances, TRUST, RATED.counts, 1e6, FREE).weights
    assert np.ptp(strong) < 0.01


def test_a_held_weight_stays_and_the_rest_is_fitted_around_it() -> None:
    held = np.array([np.nan, 0.4, np.nan])
    weights = fitted(RATED.distances, TRUST, RATED.counts, 0.01, held).weights
    assert weights[1] == 0.4
    assert weights[0] == pytest.approx(0.5, abs=0.05)


def test_signals_are_held_by_name() -> None:
    (name, weight), *_ = HELD.items()
    assert held_weights(["other", name]) == pytest.approx([np.nan, weight], nan_ok=True)


def test_trust_ends_where_raters_did() -> None:
    fit = with_ends(Fit(50.0, np.array([2.0, 0.0, 0.0])), RATED)
    assert 0 < fit.lowest < 50 < fit.highest < 100
    assert fit.trust(RATED.distances).max() == fit.highest


def test_interval_holds_four_of_five_in_four_of_five_groups() -> None:
    noisy = Rated(
        RATED.names, SCORES, TRUST + DICE.normal(0, 10, 80), RATED.words, GROUPS, RATED.counts
    )
    guess = cross_validated(noisy, 1.0)
    fit = fitted(noisy.distances, noisy.trust, noisy.counts, 1.0, FREE)
    half = fitted_interval(noisy, fit, guess) * 1.1
    inside = np.abs(guess - noisy.trust) <= half
    held = [inside[name == GROUPS].mean() >= 0.75 for name in np.unique(GROUPS)]
    assert sum(held) >= 3
    assert 0.8 <= inside.mean() <= 0.95


def test_a_source_that_is_off_as_a_whole_widens_the_interval() -> None:
    off = TRUST + np.where(np.isin(GROUPS, ["b0", "b1"]), 30.0, 0.0)
    fit = fitted(RATED.distances, TRUST, RATED.counts, 1.0, FREE)
    noisy = Rated(RATED.names, SCORES, off, RATED.words, GROUPS, RATED.counts)
    assert fitted_interval(noisy, fit, TRUST) > 20 > fitted_interval(RATED, fit, TRUST)


def test_writes_new_figures_and_keeps_the_rest() -> None:
    text = (SHELF / "default.toml").read_text(encoding="utf-8")
    new = with_fit(text, ["candour"], Fit(41.5, np.array([0.123]), 7.0, 88.0), 13.0, 35.0)
    changed = [b for a, b in zip(text.splitlines(), new.splitlines(), strict=True) if a != b]
    assert [line.split("#")[0].strip() for line in changed] == [
        "base = 41.5",
        "lowest = 7",
        "highest = 88",
        "interval = 13.0",
        "widest = 35.0",
        "weight = 0.123",
    ]


def test_interval_of_a_perfect_order_ends_at_1() -> None:
    low, high = spearman_interval(np.array([[n, n * 2.0] for n in range(20)]))
    assert low == pytest.approx(1.0)
    assert high == pytest.approx(1.0)
