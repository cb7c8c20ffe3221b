import pytest

from analyser.moments import MOST_HIGH, worth_a_look
from analyser.reading import Moment, Severity


def moment(
    kind: str,
    turn: int = 0,
    severity: Severity = Severity.MEDIUM,
    *,
    confidence: float = 0.9,
    also: int | None = None,
    weight: float = 1.0,
) -> tuple[str, Moment]:
    told = Moment(kind, turn, 0, severity, f"Because of {kind}.", "Instead.", confidence)
    return "signal", Moment(
        kind, turn, 0, severity, told.because, told.instead, confidence, weight, also
    )


def kinds(*found: tuple[str, Moment]) -> list[str]:
    return [shown.kind for _, shown in worth_a_look(found)]


def test_gravest_first_then_weightiest_then_earliest() -> None:
    found = [
        moment("praise", 1, Severity.GOOD),
        moment("late", 9, Severity.HIGH),
        moment("early", 2, Severity.HIGH),
        moment("heavy", 8, Severity.HIGH, weight=1.5),
        moment("small", 3, Severity.LOW),
    ]
    assert kinds(*found) == ["heavy", "early", "late", "small", "praise"]


@pytest.mark.parametrize(
    ("second", "shown"),
    [
        pytest.param(moment("concession_for_nothing", 3), ["premature_price_cut"], id="same-turn"),
        pytest.param(
            moment("request_jumped", 2, also=3), ["premature_price_cut"], id="its-request"
        ),
        pytest.param(
            moment("request_jumped", 2, also=5),
            ["premature_price_cut", "request_jumped"],
            id="another-request",
        ),
        pytest.param(
            moment("pressure", 3), ["premature_price_cut", "pressure"], id="another-matter"
        ),
    ],
)
def test_one_episode_is_one_moment(second: tuple[str, Moment], shown: list[str]) -> None:
    assert kinds(moment("premature_price_cut", 3, Severity.HIGH), second) == shown


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("premature_price_cut", "request_jumped", id="the-cut-grants-the-request"),
        pytest.param("pressure", "commitment_without_date", id="a-promise-as-a-lever"),
        pytest.param("request_probed", "objection_probed", id="one-probe-for-both"),
    ],
)
def test_what_is_said_already_is_not_said_again(first: str, second: str) -> None:
    (only,) = worth_a_look([moment(first, 3), moment(second, 3)])
    assert only[1].because == f"Because of {first}."


def test_what_is_merged_still_tells_all() -> None:
    (only,) = worth_a_look([moment("overpromise", 3), moment("request_jumped", 2, also=3)])
    assert only[1].because == "Because of overpromise. Because of request_jumped."


def test_only_a_handful_are_high() -> None:
    found = [moment(f"kind{n}", n, Severity.HIGH) for n in range(MOST_HIGH + 3)]
    shown = [m.severity for _, m in worth_a_look(found)]
    assert (shown.count(Severity.HIGH), shown.count(Severity.MEDIUM)) == (MOST_HIGH, 3)


@pytest.mark.parametrize(
    ("severity", "confidence", "kept"),
    [
        pytest.param(Severity.GOOD, 0.45, False, id="doubtful-praise"),
        pytest.param(Severity.LOW, 0.3, False, id="doubtful-trifle"),
        pytest.param(Severity.HIGH, 0.3, True, id="doubtful-but-grave"),
    ],
)
def test_doubtful_small_things_are_left_out(
    severity: Severity, confidence: float, kept: bool
) -> None:
    assert bool(kinds(moment("kind", 0, severity, confidence=confidence))) is kept
