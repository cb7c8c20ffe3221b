import pytest

from analyser.signals.overpromising import ALONE, overpromising
from analyser.testing import marked_call

ASKS = "C: Will it hold up?"
SENDS = "R: [promise.commitment: I'll send it.]"


@pytest.mark.parametrize(
    ("lines", "weighed"),
    [
        pytest.param(["R: [promise.over: It will work for you.]"], 1.0, id="plain"),
        pytest.param(["R: [promise.over: It will never fail.]"], 1.25, id="absolute"),
        pytest.param(["R: [promise.over: It should be fine.]"], 0.75, id="soft"),
        pytest.param(["R: [promise.over: It is live by Friday.]"], 1.2, id="date"),
        pytest.param(["R: [promise.over: It always saves 20 hours.]"], 1.5, id="absolute-figure"),
        pytest.param(["R: [promise.over: Your sales will go up.]"], 1.25, id="others-control"),
        pytest.param(["R: [promise.over: We'll sort out the lot.]"], 0.8 * 0.75, id="own-deed"),
        pytest.param(
            ["R: [promise.over: It will work.] [promise.bounded: Once your data is clean.]"],
            0.5 - 0.25,
            id="bounded-in-the-same-turn",
        ),
        pytest.param(
            [
                "R: [promise.over: It will work.]",
                "C: Sure?",
                "R: [promise.bounded: If your data is clean.]",
            ],
            0.5 - 0.25,
            id="bounded-next-time",
        ),
        pytest.param(
            ["R: [promise.over: It will work.] That depends on your data, of course."],
            0.7,
            id="hedged-beside-it",
        ),
        pytest.param(
            [
                "R: [promise.over: It will work.]",
                *["C: Mm.", "R: Right."] * 6,
                "R: I should not have said that it will work.",
            ],
            0.25,
            id="taken-back-later",
        ),
        pytest.param(["R: [promise.bounded: I can't guarantee that.]"], -0.25, id="bounded"),
        pytest.param(["R: [promise.bounded: If all goes well.]"] * 9, -1.0, id="credit-has-an-end"),
        pytest.param(["R: [promise.commitment: I'll send it.]"], 0.0, id="plain-commitment"),
    ],
)
def test_weighs_assurances(lines: list[str], weighed: float) -> None:
    value = overpromising.measure(marked_call(SENDS, ASKS, *lines)).value
    assert value == pytest.approx(weighed, abs=1e-4)


def test_taking_it_back_is_a_low_and_a_good_moment() -> None:
    call = marked_call(ASKS, "R: [promise.over: It will work.]", "R: I take that back.")
    moments = overpromising.measure(call).moments
    assert [(m.kind, m.severity) for m in moments] == [
        ("overpromise", "low"),
        ("promise_corrected", "good"),
    ]


def test_is_absent_when_nothing_was_promised() -> None:
    reading = overpromising.measure(marked_call(ASKS, "R: Hm."))
    assert reading.absent_because == "the rep set no expectation and made no promise"


def test_a_mild_overpromise_alone_is_no_better_than_silence() -> None:
    call = marked_call(ASKS, "R: [promise.over: That should be fine.]")
    assert overpromising.measure(call).value == ALONE


def test_suggests_what_the_date_depends_on() -> None:
    call = marked_call(ASKS, "R: [promise.over: You'll be live by Friday.]")
    (moment,) = overpromising.measure(call).moments
    assert (moment.kind, moment.severity) == ("overpromise", "high")
    assert "about Friday" in moment.instead


def test_how_long_it_takes_is_no_figure() -> None:
    call = marked_call(ASKS, "R: [promise.over: We'd start with a 2-week setup.]", SENDS)
    (moment,) = overpromising.measure(call).moments
    assert (moment.severity, "how long it takes" in moment.because) == ("medium", True)
    assert "How long it takes" in moment.instead
