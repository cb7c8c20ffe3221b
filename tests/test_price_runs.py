import pytest

from analyser.episodes.price_runs import clearest, price_runs
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
        ("I can waive the $500 set-up fee.", None),
        ("I can cap the increase at 3 percent.", None),
        ("Ninety-eight hundred, with the training.", 0.02),
        ("I can do £9,000.", None),
    ],
)
def test_size_where_it_is_said(cut: str, share: float | None) -> None:
    (run,) = price_runs(marked_call(NAMED, DEAR, f"R: [price.cut: {cut}]"))
    assert run.size_share == (None if share is None else pytest.approx(share, abs=0.001))


@pytest.mark.parametrize(
    ("asked", "cut", "share"),
    [
        ("Could you do fifteen percent?", "I can do ten.", 0.1),
        ("Could you do fifteen percent?", "Okay, fifteen.", 0.15),
        ("Could you do fifteen percent?", "Sure, you have it.", 0.15),
        ("Could you do fifteen percent?", "I can do nine thousand.", 0.1),
        ("Could you do fifteen percent?", "There is something I can do for you.", None),
        ("Could you do fifteen percent?", "I can do sixteen.", None),
        ("Could you do better?", "I can do ten.", None),
    ],
)
def test_size_that_the_customer_named(asked: str, cut: str, share: float | None) -> None:
    (run,) = price_runs(marked_call(NAMED, f"C: [request: {asked}]", f"R: [price.cut: {cut}]"))
    assert run.size_share == (None if share is None else pytest.approx(share, abs=0.001))


def test_what_a_rival_asks_less_is_no_size_of_a_cut() -> None:
    rival = "C: [price.objection: They are 30 percent cheaper than you.]"
    okay = "R: [price.cut: Okay, let me talk to my manager about a discount.]"
    (run,) = price_runs(marked_call(NAMED, rival, okay))
    assert run.size_share is None


def test_cuts_of_a_run_add_up() -> None:
    cuts = "R: [price.cut: Nine thousand.]", DEAR, "R: [price.cut: Eight thousand.]"
    (run,) = price_runs(marked_call(NAMED, DEAR, *cuts))
    assert run.size_share == pytest.approx(0.2, abs=0.001)
    assert [act.turn for act in run.unexplained] == [4]


def test_speed_is_counted_from_the_last_pressing() -> None:
    (run,) = price_runs(marked_call(DEAR, "R: Hm.", "C: So?", "R: [price.cut: Nine, then.]"))
    assert run.turns_to_cut == 3


@pytest.mark.parametrize(
    ("cuts", "share"),
    [
        pytest.param(["I can take ten percent off.", "So that is $9,000."], 0.1, id="told-twice"),
        pytest.param(["Ten percent off.", "Then I go to fifteen percent."], 0.15, id="raised"),
        pytest.param(["Ten percent off.", "And another ten percent."], 0.19, id="on-top"),
        pytest.param(["If you order two thousand parts, nine thousand."], 0.1, id="counts-parts"),
    ],
)
def test_what_is_told_twice_counts_once(cuts: list[str], share: float) -> None:
    lines = [line for cut in cuts for line in (DEAR, f"R: [price.cut: {cut}]")]
    (run,) = price_runs(marked_call(NAMED, *lines))
    assert run.size_share == pytest.approx(share, abs=0.001)


@pytest.mark.parametrize("again", ["Sixteen, then.", "Sixteen dollars, then."])
def test_saying_the_same_price_again_is_no_further_cut(again: str) -> None:
    lines = "R: [price.cut: I could do sixteen.]", "C: Good.", f"R: [price.cut: {again}]"
    (run,) = price_runs(marked_call(DEAR, *lines))
    assert run.unexplained == ()


def test_the_clearest_cut_names_the_figure() -> None:
    said = "R: [price.cut: Let me do this for you.] [price.cut: I'll knock it down to nine.]"
    (run,) = price_runs(marked_call(DEAR, said))
    assert clearest(marked_call(DEAR, said), run.episode.cuts).place == (1, 1)
