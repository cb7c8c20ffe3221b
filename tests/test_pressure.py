import pytest

from analyser.pressure import pressing_acts
from analyser.testing import marked_call


@pytest.mark.parametrize(
    ("line", "pressing"),
    [
        pytest.param("R: [pressure: Only two spots left.]", True, id="asserted"),
        pytest.param("R: You would be crazy not to take it.", True, id="blunt"),
        pytest.param("R: If you don't sign today this offer is gone.", True, id="or-else"),
        pytest.param("C: You'd be crazy not to ask.", False, id="customer"),
        pytest.param("R: If you sign today, we start on Monday.", False, id="plain-plan"),
        pytest.param("R: The offer stands until Friday.", False, id="plain-date"),
    ],
)
def test_pressure_asserted_or_blunt(line: str, pressing: bool) -> None:
    assert bool(pressing_acts(marked_call("C: Hello.", line))) is pressing


def test_one_sentence_is_one_act() -> None:
    assert len(pressing_acts(marked_call("R: [pressure: You'd be mad not to.]", "C: No."))) == 1
