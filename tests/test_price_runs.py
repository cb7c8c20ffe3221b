import pytest

from analyser.price_runs import price_runs
from analyser.testing import marked_call

NAMED = "R: [price.state: It is $10,000 a year.]"
DEAR = "C: [price.objection: That is too much.]"


@pytest.mark.parametrize(
    ("cut", "share"),
    [
        ("I can do nine thousand.", 0.1),
        ("I can take ten percent off.", 0.1),
        ("Ten percent.", 0.1),
        ("I'll knock five hundred off.", 0.05),
        ("Call it nine five.", 0.05),
        ("The first two months are free.", None),
        ("Then we drop the set-up of $300.", None),
        ("I can do £9,000.", None),
    ],
)
def test_size_where_it_is_said(cut: str, share: float | None) -> None:
    (run,) = price_runs(marked_call(NAMED, DEAR, f"R: [price.cut: {cut}]"))
    assert run.size_share == (None if share is None else pytest.approx(share, abs=0.001))


def test_cuts_of_a_run_add_up() -> None:
    cuts = "R: [price.cut: Nine thousand.]", DEAR, "R: [price.cut: Eight thousand.]"
    (run,) = price_runs(marked_call(NAMED, DEAR, *cuts))
    assert run.size_share == pytest.approx(0.2, abs=0.001)
    assert [act.turn for act in run.unexplained] == [4]


def test_speed_is_counted_from_the_last_pressing() -> None:
    (run,) = price_runs(marked_call(DEAR, "R: Hm.", "C: So?", "R: [price.cut: Nine, then.]"))
    assert run.turns_to_cut == 3
