from pathlib import Path

import pytest

from analyser.annotation import AnnotatedCall
from analyser.errors import ProfileError
from analyser.reading import ROLES_UNKNOWN, Moment, Reading, Severity
from analyser.scoring import SHELF, Rule, Trust, load_profile, signal_scores, trust_of
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
    scores = signal_scores(readings, DEFAULT)
    assert scores["why_probing"] is None
    trust = trust_of(marked_call(*OPENING), scores, [], DEFAULT)
    assert trust.contributions.keys() == {"talk_listen"}


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
    scores: dict[str, float | None] = {"talk_listen": 100.0}
    trust = trust_of(marked_call(*OPENING), scores, [breach] * DEFAULT.breach_moments, DEFAULT)
    assert (trust.score, trust.capped_by) == (DEFAULT.breach_cap, 100 - DEFAULT.breach_cap)


GOOD = (SHELF / "default.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("name = ", id="no-toml"),
        pytest.param(GOOD.replace("[trust]", "[thrust]"), id="no-trust"),
        pytest.param(GOOD.replace("min_words = 80", "min_words = 'many'"), id="no-number"),
        pytest.param(GOOD.replace("weight = 0.08", "weight = -1"), id="negative-weight"),
        pytest.param(GOOD.replace("[0.3, 35]", "[0.3, 135]"), id="score-over-100"),
        pytest.param(GOOD.replace("[0.3, 35]", "[-0.3, 35]"), id="curve-falls-back"),
        pytest.param("signals = 3\n" + GOOD.split("[signals", maxsplit=1)[0], id="no-table"),
        pytest.param("\udcff", id="no-text"),
    ],
)
def test_bad_profiles_are_errors(tmp_path: Path, text: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(text.encode(errors="surrogateescape"))
    with pytest.raises(ProfileError, match=r"mine\.toml: expected"):
        load_profile(str(path))


def test_an_unknown_profile_names_the_shelf() -> None:
    with pytest.raises(ProfileError, match="the shelf has default"):
        load_profile("none")
