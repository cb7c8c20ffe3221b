from analyser.annotation import Act
from analyser.highlights import MOST, highlights


def test_takes_the_surest_in_the_order_of_the_talk() -> None:
    sureness = (0.6, 0.9, 0.7, 0.8)
    acts = [Act(turn, 0, "insight", sure) for turn, sure in enumerate(sureness)]
    assert [m.turn for m in highlights("insight_given", "Why.", acts)] == [1, 2, 3]


def test_shows_few_of_many() -> None:
    acts = [Act(turn, 0, "insight", 1.0) for turn in range(9)]
    assert len(highlights("insight_given", "Why.", acts)) == MOST
