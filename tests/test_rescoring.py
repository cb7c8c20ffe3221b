"""Whether a profile gives the scores of a report that names none."""

import json
from dataclasses import replace
from typing import Any

import pytest

from analyser.profile import Profile, Rule
from analyser.profile_file import load_profile
from analyser.rescoring import scores_alike
from analyser.testing import marked_call
from tests.reports import TALK, reported

DEFAULT = load_profile("default")
LATE = "R: [promise.over: It cannot fail, I guarantee you that.]"


def unnamed(lines: tuple[str, ...] = TALK) -> dict[str, Any]:
    """The report of a call as it was before profiles were named."""
    report = reported(marked_call(*lines, seconds=True))
    return {key: value for key, value in report.items() if key not in ("profile", "call_type")}


def with_rule(name: str, **changes: Any) -> Profile:
    return replace(DEFAULT, rules={**DEFAULT.rules, name: replace(DEFAULT.rules[name], **changes)})


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(TALK, id="a-score"),
        pytest.param(TALK + (LATE,) * 4, id="held-down-by-breaches"),
        pytest.param(("R: Hello.", "C: Hello."), id="too-little-talk"),
        pytest.param(("?: Hello there.", "?: Hello."), id="sides-not-known"),
        pytest.param((), id="nobody-speaks"),
    ],
)
def test_the_profile_that_scored_a_call_gives_its_scores(lines: tuple[str, ...]) -> None:
    assert scores_alike(unnamed(lines), DEFAULT)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(with_rule("overpromising", weight=0.9), id="weight"),
        pytest.param(with_rule("talk_listen", curve=((0.0, 1.0), (1.0, 2.0))), id="band"),
        pytest.param(replace(DEFAULT, base=50.0), id="base"),
        pytest.param(replace(DEFAULT, min_words=10_000), id="words-needed"),
        pytest.param(replace(DEFAULT, interval=20.0, widest=90.0), id="interval"),
        pytest.param(
            replace(DEFAULT, rules={**DEFAULT.rules, "new": Rule(((0, 0), (1, 9)), 0)}),
            id="a-further-signal",
        ),
    ],
)
def test_a_profile_that_scores_the_call_otherwise_does_not(other: Profile) -> None:
    assert not scores_alike(unnamed(), other)


def test_what_makes_no_difference_to_the_call_is_alike() -> None:
    report = unnamed()
    absent = next(n for n, signal in report["signals"].items() if signal["value"] is None)
    assert scores_alike(report, with_rule(absent, curve=((0.0, 1.0), (1.0, 2.0))))


def test_bands_of_the_type_that_a_call_states_count() -> None:
    report = unnamed()
    own = {"demo": {"talk_listen": Rule(((0.0, 1.0), (1.0, 2.0)), 0.5)}}
    profile = replace(DEFAULT, types=own)
    assert scores_alike(report, profile)
    assert not scores_alike(report | {"meta": {"call_type": "Demo call"}}, profile)
    assert not scores_alike(report | {"call_type": {"name": "demo"}}, profile)


@pytest.mark.parametrize("missing", ["signals", "trust", "participants", "turns", "moments"])
def test_a_report_that_does_not_tell_enough_is_not_alike(missing: str) -> None:
    report = unnamed()
    del report[missing]
    assert not scores_alike(report, DEFAULT)
    assert not scores_alike({**json.loads(json.dumps(report)), missing: "?"}, DEFAULT)
