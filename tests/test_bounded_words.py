import pytest

from analyser.bounded_words import bounded_instead


@pytest.mark.parametrize(
    ("promise", "hint"),
    [
        pytest.param("You'll be live on monday.", "about Monday is", id="day"),
        pytest.param("Up and running by the ninth.", "about the ninth is", id="spelt-day"),
        pytest.param("We answer within four hours.", "How long it takes", id="stretch"),
        pytest.param("Start with a two-week setup.", "How long it takes", id="length"),
        pytest.param("You'll double revenue this year.", "range", id="outcome-before-date"),
        pytest.param("You'll get sixty in the first month.", "range", id="spelt-figure"),
        pytest.param("Whatever you need.", "matters most", id="whatever"),
        pytest.param("There's zero risk.", "risk that I see", id="risk"),
        pytest.param("You've got my word on it.", "check it", id="my-word"),
        pytest.param("It works every time.", "its limits", id="ever"),
        pytest.param("It'll know.", "sure of", id="nothing-told"),
    ],
)
def test_a_promise_with_its_limit_in_view(promise: str, hint: str) -> None:
    assert hint in bounded_instead(promise)
