import json
from typing import Any

import pytest

from analyser.conversation import Conversation
from analyser.ingest import read_bytes
from analyser.pipeline import analyse_call
from analyser.signals import all_signals
from analyser.testing import marked_call
from tests.reports import TALK, reported
from tests.spoken import spoken_bytes

KEYS = {
    "report": "schema_version id source model language duration_s timing participants trust_score "
    "signals moments requests price_cuts commitments turns",
    "participants": "name role role_from role_confidence words talk_share",
    "signals": "score value unit absent_because summary principle n",
    "moments": "id kind signal turn sentence start_s severity quote because instead confidence",
    "requests": "turn sentence response response_turn quote",
    "price_cuts": "turn sentence premature probed traded prompted quote",
    "commitments": "turn sentence by speaker what due due_text quote",
    "turns": "speaker role start end text sentences",
}
"""What other programs rely on: more keys may stand beside these, none may be missing."""


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    return reported(marked_call(*TALK, seconds=True, date="2026-03-04"))


@pytest.mark.parametrize("part", KEYS)
def test_has_the_fixed_keys(report: dict[str, Any], part: str) -> None:
    found = {**report, "report": [report], "signals": list(report["signals"].values())}[part]
    assert found
    for row in found:
        assert set(KEYS[part].split()) <= set(row)


def test_every_signal_is_in_the_report(report: dict[str, Any]) -> None:
    assert list(report["signals"]) == list(all_signals())


def test_scores_are_0_to_100_or_null(report: dict[str, Any]) -> None:
    scores = [report["trust_score"], *(s["score"] for s in report["signals"].values())]
    assert all(score is None or 0 <= score <= 100 for score in scores)


def test_absent_signals_have_a_reason_and_no_figure(report: dict[str, Any]) -> None:
    for signal in report["signals"].values():
        assert (signal["value"] is None) == (signal["absent_because"] is not None)
        if signal["value"] is None:
            assert signal["score"] is None


def test_unknown_sides_are_told_once() -> None:
    summaries = {s["summary"] for s in reported(marked_call("?: Hello."))["signals"].values()}
    assert "Cannot tell who is the rep and who the customer." in summaries
    assert not any(summary.startswith("Cannot tell: cannot tell") for summary in summaries)


def test_quotes_are_the_sentences_they_point_at(report: dict[str, Any]) -> None:
    for name in ("moments", "requests", "price_cuts", "commitments"):
        for row in report[name]:
            sentence = report["turns"][row["turn"]]["sentences"][row["sentence"]]
            assert row["quote"] == sentence["text"]


def test_sentences_lie_in_the_text(report: dict[str, Any]) -> None:
    for turn in report["turns"]:
        for sentence in turn["sentences"]:
            assert turn["text"][sentence["start_char"] : sentence["end_char"]] == sentence["text"]


def test_moments_have_ids_of_their_own(report: dict[str, Any]) -> None:
    ids = [moment["id"] for moment in report["moments"]]
    assert len(set(ids)) == len(ids)


def test_the_gravest_moments_come_first(report: dict[str, Any]) -> None:
    found = [moment["severity"] for moment in report["moments"]]
    assert found == sorted(found, key=["high", "medium", "low", "good"].index)


def call_with(**facts: Any) -> Conversation:
    return read_bytes(spoken_bytes(**facts), "acme.json")[0]


@pytest.mark.usefixtures("quick_road")
def test_the_same_call_gives_the_same_json() -> None:
    once, twice = analyse_call(call_with()).to_json(), analyse_call(call_with()).to_json()
    assert once == twice


@pytest.mark.usefixtures("quick_road")
@pytest.mark.parametrize(
    ("stated", "duration"),
    [
        pytest.param(90, 90.0, id="seconds"),
        pytest.param("90", 90.0, id="text"),
        pytest.param(None, None, id="none"),
        pytest.param(float("nan"), None, id="no-number"),
        pytest.param(float("inf"), None, id="endless"),
        pytest.param(10**400, None, id="beyond-floats"),
        pytest.param([90], None, id="a-list"),
    ],
)
def test_the_json_holds_finite_numbers_only(stated: object, duration: float | None) -> None:
    report = analyse_call(call_with(meta={"duration_s": stated})).to_dict()
    assert report["duration_s"] == duration
    json.dumps(report, allow_nan=False)
