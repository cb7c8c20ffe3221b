"""The ledger and the contradictions on the history sample stay as good as they were."""

import json

import pytest

from models.evaluate_history import CALLS, GOLD, HistoryScores, measure


@pytest.fixture(scope="module")
def scores() -> HistoryScores:
    return measure(CALLS, GOLD)


def test_the_sample_is_as_large_as_it_should_be(scores: HistoryScores) -> None:
    calls = [json.loads(line) for line in CALLS.read_text(encoding="utf-8").splitlines()]
    assert len({call["meta"]["account"] for call in calls}) >= 5
    assert len(calls) >= 20
    assert all(20 <= len(call["turns"]) <= 40 for call in calls)
    assert scores.gold() >= 40


def test_most_promises_get_their_fate(scores: HistoryScores) -> None:
    assert scores.right() / scores.gold() >= 0.86
    assert scores.right() / scores.found() >= 0.88


def test_few_are_called_broken_that_were_not(scores: HistoryScores) -> None:
    assert scores.right("broken") / scores.found("broken") >= 0.85


def test_contradictions_are_found_and_none_is_made_up(scores: HistoryScores) -> None:
    assert scores.contradictions_right >= 8
    assert scores.contradictions_found == scores.contradictions_right


def test_evidence_is_quoted_from_the_right_place(scores: HistoryScores) -> None:
    assert scores.evidence / scores.settled >= 0.9
