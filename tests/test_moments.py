import pytest

from analyser.moments import MOST_HIGH, MOST_OF_A_KIND, MOST_PRAISED, worth_a_look
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


def test_praise_for_one_sentence_is_one_moment() -> None:
    good = moment("mutual_step", 3, Severity.GOOD), moment("intent_stated", 3, Severity.GOOD)
    assert kinds(*good) == ["mutual_step"]
    tracked = moment("tracked.sustainability", 3, Severity.GOOD)
    assert sorted(kinds(good[0], tracked)) == ["mutual_step", "tracked.sustainability"]


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        pytest.param("pressure", "price_held", id="held-by-pressing"),
        pytest.param("premature_price_cut", "concession_with_return", id="cut-at-once"),
        pytest.param("premature_price_cut", "commitment_with_date", id="cut-by-a-day"),
        pytest.param("overpromise", "commitment_with_date", id="bold-date"),
    ],
)
def test_praise_is_spoilt_by_something_worse_in_the_same_turn(bad: str, good: str) -> None:
    assert kinds(moment(bad, 3), moment(good, 3, Severity.GOOD)) == [bad]
    assert len(kinds(moment(bad, 3), moment(good, 5, Severity.GOOD))) == 2


def test_an_earned_cut_is_not_blamed_as_granted_at_once() -> None:
    found = moment("earned_price_cut", 3, Severity.GOOD), moment("request_jumped", 2, also=3)
    assert kinds(*found) == ["earned_price_cut"]


def test_of_one_kind_only_the_gravest_are_shown() -> None:
    assert len(kinds(*(moment("overpromise", n) for n in range(MOST_OF_A_KIND + 5)))) == (
        MOST_OF_A_KIND
    )


def test_of_much_praise_the_best_of_every_kind_is_shown() -> None:
    much = [moment(f"kind{n % 5}", n, Severity.GOOD) for n in range(40)]
    shown = kinds(*much, moment("rare", 99, Severity.GOOD, confidence=0.6))
    assert len(shown) == MOST_PRAISED
    assert "rare" in shown
