from analyser.history.comparison import difference


def test_more_comparisons_ask_for_more_evidence() -> None:
    own, others = [58.0, 66.0] * 8, [52.0, 66.0] * 40
    assert difference(own, others) == "above"
    assert difference(own, others, comparisons=50) == "none"


def test_sides_are_told_apart() -> None:
    low, high = [20.0, 24.0] * 5, [80.0, 84.0] * 5
    assert difference(low, high) == "below"
    assert difference(high, low) == "above"
    assert difference(low, low) == "none"


def test_few_calls_are_not_compared() -> None:
    assert difference([80.0] * 7, [20.0] * 80) is None
    assert difference([80.0] * 80, [20.0] * 7) is None
    assert difference([], []) is None
