import pytest

from analyser.signals.consistency import consistency
from analyser.testing import marked_call


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["R: Hello.", "C: Hello."], id="short"),
        pytest.param(["R: Hello.", "C: [request: By March?]"] * 40, id="long"),
    ],
)
def test_one_call_cannot_tell(lines: list[str]) -> None:
    reading = consistency.measure(marked_call(*lines))
    assert (reading.value, reading.moments) == (None, ())
    assert reading.absent_because == "needs several calls of a rep or an account"
