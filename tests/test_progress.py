import pytest

from analyser.progress import progress
from analyser.testing import marked_call

CALL = marked_call("R: One two. Three four.", "C: Five six.")


@pytest.mark.parametrize(
    ("place", "share"),
    [
        pytest.param((0, 0), 0.0, id="start"),
        pytest.param((0, 1), 1 / 3, id="within-a-turn"),
        pytest.param((1, 0), 2 / 3, id="next-turn"),
    ],
)
def test_share_of_words_said_before(place: tuple[int, int], share: float) -> None:
    assert progress(CALL, *place) == pytest.approx(share)
