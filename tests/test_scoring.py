from dataclasses import replace

import pytest

from analyser.annotation import AnnotatedCall
from analyser.profile import Rule
from analyser.profile_file import load_profile
from analyser.reading import ROLES_UNKNOWN, Moment, Reading, Severity
from analyser.scoring import Trust, signal_scores, trust_of
from analyser.signals import all_signals
from analyser.testing import marked_call

DEFAULT = load_profile("default")
TALK = "C: " + "We count every sheet of paper by hand before it leaves the house. " * 8
OPENING = (
    TALK,
    "C: [request: Could you do it by March?]",
    "R: [question.open+probe.why: What makes it March?]",
    "C: Our board gave us that day.",
    "R: [promise.bounded: If we start by May, July is likely.]",
)


def trust_in(call: AnnotatedCall) -> Trust:
    readings = {name: signal.measure(call) for name, signal in all_signals().items()}
    moments = [moment for reading in readings.values() for moment in reading.moments]
    return trust_of(call, signal_scores(readings, DEFAULT), moments, DEFAULT)


def score_of(*lines: str) -> float:
    score = trust_in(marked_call(*OPENING, *lines)).score
    assert score is not None
    return score


@pytest.mark.parametrize(
    ("value", "score"),
    [(-1, 10), (0, 10), (1, 55), (2, 100), (9, 100)],
    ids=["below", "first", "between", "last", "beyond"],
)
def test_a_rule_runs_straight_between_its_points(value: float, score: float) -> None:
    assert Rule(((0, 10), (2, 100)), 1).score(value) == score


def test_contributions_add_up_to_the_score() -> None:
    trust = trust_in(marked_call(*OPENING, "R: [price.cut: Fine, 80.]"))
    assert trust.score is not None
    assert trust.base + sum(trust.contributions.values()) - trust.capped_by == pytest.approx(
        trust.score, abs=0.1
    )


def test_absent_is_never_zero() -> None:
    readings = {"talk_listen": Reading(0.4), "why_probing": Reading.absent("nobody asked")}
    readings |= {"candour": Reading(0.2), "overpromising": Reading(0.0)}
    scores = signal_scores(readings, DEFAULT)
    assert scores["why_probing"] is None
    trust = trust_of(marked_call(*OPENING), scores, [], DEFAULT)
    assert trust.contributions.keys() == {"talk_listen", "candour", "overpromising"}


def test_a_signal_that_no_profile_lists_counts_for_nothing() -> None:
    assert signal_scores({"brand_new": Reading(3.0)}, DEFAULT) == {"brand_new": None}


@pytest.mark.parametrize(
    ("call", "because"),
    [
        pytest.param(marked_call("?: Hello.", "?: Hello."), ROLES_UNKNOWN, id="sides-unknown"),
        pytest.param(marked_call("R: Hello.", "C: Hello."), "too little talk", id="short"),
        pytest.param(marked_call(TALK, "R: Hm."), "no signal", id="no-evidence"),
    ],
)
def test_without_evidence_there_is_no_score(call: AnnotatedCall, because: str) -> None:
    trust = trust_of(call, {"talk_listen": None}, [], DEFAULT)
    assert (trust.score, trust.contributions) == (None, {})
    assert str(trust.absent_because).startswith(because)


@pytest.mark.parametrize(
    ("words", "label"),
    [
        pytest.param("Then 80 it is.", "price.cut", id="premature-cut"),
        pytest.param("You will never have trouble again.", "promise.over", id="overpromise"),
    ],
)
@pytest.mark.parametrize("before", range(4))
def test_one_more_breach_never_raises_trust(words: str, label: str, before: int) -> None:
    breach = f"R: [{label}: {words}]"
    earlier = [breach, "C: [price.objection: Still too much.]"] * before
    assert score_of(*earlier, breach) <= score_of(*earlier, f"R: {words}")


def test_serious_breaches_cap_the_score() -> None:
    breach = Moment("overpromise", 0, 0, Severity.HIGH, "because", "instead")
    scores: dict[str, float | None] = dict.fromkeys(DEFAULT.rules, 100.0)
    trust = trust_of(marked_call(*OPENING), scores, [breach] * DEFAULT.breach_moments, DEFAULT)
    assert (trust.score, trust.capped_by) == (
        DEFAULT.breach_cap,
        DEFAULT.highest - DEFAULT.breach_cap,
    )


def test_a_price_given_away_again_and_again_caps_the_score() -> None:
    pushes = ["C: [price.objection: Still too much.]", "R: [price.cut: Then {} less.]"]
    lines = [line.format(n) for n in (5, 10, 15, 20) for line in pushes]
    start = (
        TALK,
        "R: [candour.limit: The lid is our weak point.] [promise.commitment: I'll mail it.]",
    )
    given = [trust_in(marked_call(*start, *lines[: 2 * cuts])) for cuts in range(1, 5)]
    assert [trust.capped_by > 0 for trust in given] == [False, False, True, True]
    assert given[3].score == DEFAULT.breach_cap


@pytest.mark.parametrize(("score", "end"), [(0.0, "lowest"), (100.0, "highest")])
def test_contributions_lead_no_further_than_one_call_shows(score: float, end: str) -> None:
    scores: dict[str, float | None] = dict.fromkeys(DEFAULT.rules, score)
    trust = trust_of(marked_call(*OPENING), scores, [], DEFAULT)
    assert trust.score == getattr(DEFAULT, end)
    assert trust.base + sum(trust.contributions.values()) == pytest.approx(trust.score, abs=0.1)


def width(call: AnnotatedCall, scores: dict[str, float | None]) -> float:
    interval = trust_of(call, scores, [], DEFAULT).interval
    assert interval is not None
    return interval[1] - interval[0]


ALL: dict[str, float | None] = dict.fromkeys(DEFAULT.rules, 55.0)


def test_thin_evidence_widens_the_interval() -> None:
    call = marked_call(*OPENING)
    assert width(call, ALL | {"candour": None}) > width(call, ALL)
    assert width(call, ALL) > width(marked_call(*OPENING, TALK, TALK), ALL)


def test_doubt_about_the_sides_widens_the_interval() -> None:
    call = marked_call(*OPENING)
    doubtful = tuple(replace(s, role_from="inferred", role_confidence=0.9) for s in call.speakers)
    assert width(replace(call, speakers=doubtful), ALL) > width(call, ALL)


def test_with_too_little_evidence_there_is_no_score() -> None:
    trust = trust_of(marked_call(*OPENING), {"talk_listen": 90.0}, [], DEFAULT)
    assert (trust.score, trust.interval) == (None, None)
    assert str(trust.absent_because).startswith("too little evidence")


@pytest.mark.parametrize(
    ("kind", "better"),
    [
        pytest.param("demo", True, id="a-demo-has-more-talk"),
        pytest.param("discovery", False, id="a-discovery-has-less"),
    ],
)
def test_bands_follow_the_type_of_call(kind: str, better: bool) -> None:
    readings = {"talk_listen": Reading(0.65)}
    usual = signal_scores(readings, DEFAULT)["talk_listen"]
    typed = signal_scores(readings, DEFAULT.for_call_type(kind))["talk_listen"]
    assert usual is not None
    assert typed is not None
    assert (typed > usual) is better


@pytest.mark.parametrize("kind", [None, "other", "something else"])
def test_a_type_without_bands_changes_nothing(kind: str | None) -> None:
    assert DEFAULT.for_call_type(kind) == DEFAULT
