import pytest

from analyser.signals.overpromising import overpromising
from analyser.testing import marked_call

ASKS = "C: Will it hold up?"


@pytest.mark.parametrize(
    ("lines", "weighed"),
    [
        pytest.param(["R: [promise.over: It will work for you.]"], 1.0, id="plain"),
        pytest.param(["R: [promise.over: It will never fail.]"], 1.25, id="absolute"),
        pytest.param(["R: [promise.over: You will be live by Friday.]"], 1.25, id="date"),
        pytest.param(["R: [promise.over: It always saves 20 hours.]"], 1.5, id="both"),
        pytest.param(
            ["R: [promise.over: It will work.] [promise.bounded: Once your data is clean.]"],
            0.5,
            id="bounded-in-the-same-turn",
        ),
        pytest.param(
            [
                "R: [promise.over: It will work.]",
                "C: Sure?",
                "R: [promise.bounded: If your data is clean.]",
            ],
            0.5,
            id="taken-back-next-time",
        ),
        pytest.param(["R: [promise.bounded: I can't guarantee that.]"], 0.0, id="negated"),
        pytest.param(["R: [promise.commitment: I'll send it.]"], 0.0, id="plain-commitment"),
    ],
)
def test_weighs_assurances(lines: list[str], weighed: float) -> None:
    assert overpromising.measure(marked_call(ASKS, *lines)).value == weighed


def test_is_absent_when_nothing_was_promised() -> None:
    reading = overpromising.measure(marked_call(ASKS, "R: Hm."))
    assert reading.absent_because == "the rep set no expectation and made no promise"


def test_suggests_what_the_date_depends_on() -> None:
    call = marked_call(ASKS, "R: [promise.over: You'll be live by Friday.]")
    (moment,) = overpromising.measure(call).moments
    assert (moment.kind, moment.severity) == ("overpromise", "high")
    assert "by Friday" in moment.instead
